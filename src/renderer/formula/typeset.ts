/**
 * Formulas as nodes of the page. Node by node rather than as markup, since the content security policy forbids style
 * attributes in markup.
 */
import katex from 'katex'
import { latexToCopy, SCREEN_MACROS, type Formula } from './formula'

/** What is seen of it; none of it is heard. */
export function typeset({ latex }: Formula): Element {
  return rendered(latex, 'html')
}

/** Adds what is heard, and copied as LaTeX, to what is seen. */
export function addMathML(seen: Element, formula: Formula): void {
  // KaTeX expects it there for copying.
  seen.prepend(mathML(formula))
}

function mathML(formula: Formula): Element {
  const hidden = document.createElement('span')
  hidden.className = 'katex-mathml'
  hidden.append(...rendered(latexToCopy(formula), 'mathml').children)
  return hidden
}

/** KaTeX's own element around the formula. */
function rendered(latex: string, output: 'html' | 'mathml'): Element {
  const holder = document.createElement('span')
  katex.render(latex, holder, {
    output,
    macros: { ...SCREEN_MACROS },
    // Our own commands only: nothing that a user types becomes LaTeX.
    trust: ({ command }) => command === '\\htmlClass',
    strict: false,
    throwOnError: false,
  })
  return holder.firstElementChild ?? holder
}
