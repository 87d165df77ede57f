/**
 * A formula, written once: as LaTeX for the screen and for other documents, as text for a screen reader's clipboard.
 * The literal parts of `formula` are written as they are read; what LaTeX spells differently is translated here.
 */
export interface Formula {
  readonly latex: string
  readonly text: string
}

const IN_LATEX: Readonly<Record<string, string>> = {
  '·': '\\cdot ',
  '−': '-',
  '∂': '\\partial ',
  '←': '\\leftarrow ',
  '→': '\\rightarrow ',
  '…': '\\cdots ',
  α: '\\alpha ',
  δ: '\\delta ',
  θ: '\\theta ',
  μ: '\\mu ',
  Σ: '\\sum ',
  '′': "'",
  '²': '^2',
  '½': '\\tfrac12 ',
  log: '\\log ',
}
const TRANSLATED = new RegExp(Object.keys(IN_LATEX).join('|'), 'g')

export function literal(text: string): Formula {
  return { text, latex: text.replaceAll(TRANSLATED, (found) => IN_LATEX[found] ?? found) }
}

/** formula`${z} = ${sum}` */
export function formula(literals: TemplateStringsArray, ...parts: readonly (Formula | string)[]): Formula {
  return join(
    literals.flatMap((text, index) => {
      const part = parts[index]
      return [literal(text), ...(part === undefined ? [] : [typeof part === 'string' ? literal(part) : part])]
    }),
    '',
  )
}

export function join(formulas: readonly Formula[], separator: string): Formula {
  const between = literal(separator)
  return {
    latex: formulas.map(({ latex }) => latex).join(between.latex),
    text: formulas.map(({ text }) => text).join(between.text),
  }
}

/** Words within a formula, upright. A δ among them is a symbol: other documents have no such letter in their text. */
export function words(text: string): Formula {
  return { text, latex: `\\text{${text.replaceAll('δ', '$\\delta$')}}` }
}

/** One term of a sum, in its own colour: 0 is magenta, 1 red, 2 cyan, as in the lecture. */
export function term(index: number, { latex, text }: Formula): Formula {
  return { text, latex: `\\term{${(index % TERM_COLORS.length) + 1}}{${latex}}` }
}

/** δ and what becomes of it. */
export function inDeltaColor({ latex, text }: Formula): Formula {
  return { text, latex: `\\deltacolor{${latex}}` }
}

/** Computed, and then not used. */
export function struckThrough({ latex, text }: Formula): Formula {
  return { text: `(${text})`, latex: `\\cancel{${latex}}` }
}

/** What our own commands mean on screen. Colours come from the theme, through the classes. */
export const SCREEN_MACROS: Readonly<Record<string, string>> = {
  '\\term': '\\htmlClass{term-#1}{#2}',
  '\\deltacolor': '\\htmlClass{delta-color}{#1}',
}

const TERM_COLORS = ['magenta', 'red', 'cyan', 'olive', 'blue', 'teal'] as const

/** LaTeX that stands by itself in any document that knows `xcolor` and `cancel`. */
export function latexToCopy({ latex }: Formula): string {
  return latex
    .replaceAll(/\\term\{(\d)\}/g, (_, index: string) => `\\textcolor{${TERM_COLORS[Number(index) - 1] ?? 'black'}}`)
    .replaceAll('\\deltacolor{', '\\textcolor{violet}{')
}
