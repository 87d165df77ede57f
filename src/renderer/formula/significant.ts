/** Numbers in formulas: a fixed count of significant digits, so that what is shown can be checked by hand. */
import type { Formula } from './formula'

/** What is needed so that the result of a formula follows from the numbers that stand in it. */
export const CHECKABLE_DIGITS = 4
const MOST_DIGITS = 9

/** Of `value` in a difference `value − other`, so that the difference has its own digits. */
export function digitsForDifference(value: number, other: number): number {
  const difference = Math.abs(value - other)
  if (!(difference > 0) || value === 0) return CHECKABLE_DIGITS
  const lost = Math.ceil(Math.log10(Math.abs(value) / difference))
  return Math.min(MOST_DIGITS, Math.max(CHECKABLE_DIGITS, CHECKABLE_DIGITS - 1 + lost))
}

const SMALLEST_PLAIN = 1e-3
const LARGEST_PLAIN = 1e5

export function significant(value: number, digits: number): Formula {
  if (Number.isNaN(value)) return { latex: '\\mathrm{NaN}', text: 'NaN' }
  if (!Number.isFinite(value)) return value < 0 ? { latex: '-\\infty', text: '−∞' } : { latex: '\\infty', text: '∞' }
  if (value === 0) return { latex: '0', text: '0' }
  const magnitude = Math.abs(value)
  if (magnitude >= SMALLEST_PLAIN && magnitude < LARGEST_PLAIN) {
    const plain = plainDecimals(value, digits)
    return { latex: plain, text: plain.replace('-', '−') }
  }
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e')
  const power = exponent.replace('+', '')
  return {
    latex: `${mantissa}\\cdot 10^{${power}}`,
    text: `${mantissa}e${power}`.replaceAll('-', '−'),
  }
}

/** Whole numbers stay whole: 1, −30; others get their digits: 0.0582, 12.3. */
function plainDecimals(value: number, digits: number): string {
  if (Number.isInteger(value)) return String(value)
  const rounded = value.toPrecision(digits)
  return rounded.includes('e') ? String(Number(rounded)) : rounded
}

/** As a factor: a negative one in parentheses. */
export function asFactor(value: number, shown: Formula): Formula {
  return value < 0 ? { latex: `(${shown.latex})`, text: `(${shown.text})` } : shown
}

/** As one says it aloud. */
export function spoken(value: number, digits: number): string {
  const { text } = significant(value, digits)
  const [mantissa = '', power] = text.split('e')
  const said = (part: string): string => part.replace('−', 'minus ')
  return power === undefined ? said(mantissa) : `${said(mantissa)} times 10 to the ${said(power)}`
}
