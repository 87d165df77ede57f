/** From what a user typed to a number, or to a sentence that says what is allowed. */
import { messages } from '../../shared/messages'

export interface NumberRule {
  readonly min: number
  readonly max: number
  /** `min` itself is not allowed. */
  readonly aboveMin?: boolean
  readonly integer?: boolean
  /** Written in percent: 10 or 10 % means 0.1. */
  readonly percent?: boolean
}

export type ParsedNumber =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string }

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
/** 1,234 may mean two things: better asked than guessed. */
const DECIMAL_COMMA = /^([+-]?\d*),(?!\d{3}$)(\d+)$/
const SPACE_BETWEEN_DIGITS = /(?<=\d)\s(?=\d{3})/g

export function parseNumber(text: string, rule: NumberRule): ParsedNumber {
  const written = text.trim().replaceAll('−', '-').replaceAll(SPACE_BETWEEN_DIGITS, '').replace(DECIMAL_COMMA, '$1.$2')
  const digits = rule.percent ? written.replace(/\s*%$/, '') : written
  if (!NUMBER.test(digits)) return { ok: false, message: messages.ui.notANumber(text.trim(), allowed(rule)) }
  const typed = Number(digits)
  // Divided rather than multiplied by 0.01, so that 7 % is the 0.07 of a file.
  const value = rule.percent ? typed / 100 : typed
  if (rule.integer && Number.isFinite(value) && !Number.isInteger(value))
    return { ok: false, message: messages.ui.notWhole(allowed(rule)) }
  const tooSmall = rule.aboveMin ? value <= rule.min : value < rule.min
  if (tooSmall || value > rule.max) return { ok: false, message: messages.ui.outOfRange(allowed(rule)) }
  return { ok: true, value: value === 0 ? 0 : value }
}

/** What may be typed, in words: “a whole number from 1 to 100”. */
function allowed(rule: NumberRule): string {
  const shown = (bound: number): string =>
    rule.percent ? `${formatNumber(bound * 100)} %` : grouped(formatNumber(bound))
  const kind = rule.integer ? messages.ui.wholeNumber : messages.ui.number
  if (rule.max >= Number.MAX_SAFE_INTEGER) {
    return rule.aboveMin ? messages.ui.above(kind, shown(rule.min)) : messages.ui.from(kind, shown(rule.min))
  }
  return rule.aboveMin
    ? messages.ui.aboveUpTo(kind, shown(rule.min), shown(rule.max))
    : messages.ui.fromTo(kind, shown(rule.min), shown(rule.max))
}

/** 1000000 as 1 000 000; shorter numbers are read at a glance. */
function grouped(number: string): string {
  return /^−?\d{5,}$/.test(number) ? number.replaceAll(/(?<=\d)(?=(\d{3})+$)/g, '\u202f') : number
}

/** Short and exact: as many digits as the number has, powers of ten only where zeros would have to be counted. */
export function formatNumber(value: number): string {
  const magnitude = Math.abs(value)
  const tidy = Number(value.toPrecision(12))
  const text = magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e9) ? tidy.toExponential() : String(tidy)
  return text.replaceAll('-', '−').replace('e+', 'e')
}
