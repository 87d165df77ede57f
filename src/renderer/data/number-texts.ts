/** Columns that count as text because their numbers are written as people do: 1.234,5 or 10 % or with a real minus. */
import { isNumberLike } from '../../shared/imported/cells'
import type { TableColumn } from '../../shared/imported/table'

const DIGITS = "(?:\\d{1,3}(?:[.,'\u2019\u00a0\u202f ]\\d{3})+|\\d+)(?:[.,]\\d+)?"
const WRITTEN_NUMBER = new RegExp(`^[+\\-\u2212]?[$€£]?\\s?${DIGITS}\\s?[%€$£]?$`, 'u')

/** One such text, where most of the column's are numbers to a person; `null`: they are texts. */
export function numberText({ kind, texts }: TableColumn, decimalComma: boolean): string | null {
  if (kind === 'number') return null
  const alike = texts.filter((written) => WRITTEN_NUMBER.test(written))
  if (alike.length <= texts.length / 2) return null
  return alike.find((written) => !isNumberLike(written, decimalComma)) ?? null
}
