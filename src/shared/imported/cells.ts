/** What a single cell of a table says: a number, nothing, or a text. */
const MISSING: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'n/a', 'null', 'NULL', '?'])
/** No digit can be matched in two ways, or a long one that ends in a letter would take hours. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
/** What programs write for a number that is none. */
const NO_NUMBER = /^[+-]?(?:nan|inf(?:inity)?)$/i

export function isMissing(cell: string): boolean {
  return MISSING.has(cell.trim())
}

/** NaN: no number, or none that fits 32 bits. */
export function numberOf(cell: string, decimalComma: boolean): number {
  const point = decimalComma ? cell.replace(',', '.') : cell
  const trimmed = point.trim()
  if (!NUMBER.test(trimmed) || (decimalComma && cell.includes('.'))) return NaN
  const value = Number(trimmed)
  return Number.isFinite(Math.fround(value)) ? value : NaN
}

export function isNumberLike(cell: string, decimalComma: boolean): boolean {
  const trimmed = (decimalComma ? cell.replace(',', '.') : cell).trim()
  return NUMBER.test(trimmed) || NO_NUMBER.test(trimmed)
}

const EITHER = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/

/** 1.234 with its one sign may be a little more than one, or more than a thousand; 0.234 and 1.5 may not. */
export function isEither(number: string): boolean {
  return EITHER.test(number.trim())
}

/** 1234, by somebody who doesn't group thousands. */
export function isLongWhole(number: string): boolean {
  return number.length > 3 && /^[+-]?\d{4,}$/.test(number.trim())
}

const THOUSANDS = /^[+\-\u2212]?\d{1,3}(?:([.,'\u2019 \u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$/u

/** 1.234,5 or 1 234: a number to a person, who groups its thousands. */
export function hasThousands(cell: string): boolean {
  return THOUSANDS.test(cell.trim())
}

/** Whether a cell of a column of numbers holds neither a number nor nothing. */
export function isOdd(cell: string, decimalComma: boolean): boolean {
  return !isMissing(cell) && Number.isNaN(numberOf(cell, decimalComma))
}
