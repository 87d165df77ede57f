/** The formulas that are seen within an element, as the LaTeX that KaTeX keeps for copying. It comes a moment later. */
import type { DOMWrapper } from '@vue/test-utils'
import { vi } from 'vitest'

export async function latexOf(page: Pick<DOMWrapper<Element>, 'findAll'>, within: string): Promise<string[]> {
  const seen = page.findAll(`${within} .tex`).filter(({ element }) => element.closest('[aria-hidden=true]') === null)
  return vi.waitFor(() => seen.map((formula) => formula.get('annotation').text()), { interval: 10, timeout: 3000 })
}
