/** Numbers for people: aligned, six digits, of a long list the beginning. */
import type { NestedTheta } from '../shared/network'

/** Rows and columns that are shown of a larger table. */
const MOST_ROWS = 16
const MOST_COLUMNS = 8

export function formatNumber(value: number, digits = 6): string {
  return String(Number(value.toPrecision(digits)))
}

/** Columns aligned to the right, two spaces apart. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, cell.length)),
    [],
  )
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')
  return rows.map((row) => `  ${line(row)}\n`).join('')
}

/** The first rows; the last line counts the others. */
export function firstRows<T>(rows: readonly T[]): { readonly shown: readonly T[]; readonly others: number } {
  const shown = rows.slice(0, MOST_ROWS)
  return { shown, others: rows.length - shown.length }
}

/** One matrix of Θ's shape: a row for each unit, bias first. */
export function formatMatrix(
  matrix: NestedTheta[number],
  moreRows: (count: number) => string,
  moreColumns: string,
): string {
  const { shown, others } = firstRows(matrix)
  const cells = shown.map((row) => [
    ...row.slice(0, MOST_COLUMNS).map((value) => formatNumber(value)),
    ...(row.length > MOST_COLUMNS ? [moreColumns] : []),
  ])
  return formatTable(cells) + (others > 0 ? `  ${moreRows(others)}\n` : '')
}
