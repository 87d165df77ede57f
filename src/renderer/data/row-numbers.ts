/**
 * Columns that only say which row it is. A network that sees one learns the rows by heart, and where the rows are sorted
 * by their answer, it sees the answer.
 */
import type { TableColumn } from '../../shared/imported/table'

/** In fewer rows a measure may rise by 1 each time. */
const FEWEST_ROWS = 5
/** As pandas calls a row number whose name is blank in the file. */
const UNNAMED = /^Unnamed: \d+(\.\d+)?$/

const known = new WeakMap<TableColumn, boolean>()

export function isRowNumber(column: TableColumn): boolean {
  const found = known.get(column) ?? (risesByOne(column) || isUnnamedCount(column))
  known.set(column, found)
  return found
}

function risesByOne({ values }: TableColumn): boolean {
  const [first = NaN] = values
  if (values.length < FEWEST_ROWS || !Number.isInteger(first)) return false
  return values.every((value, row) => value === first + row)
}

/** The numbers of rows that were sorted or left out since, in a column that a program wrote without a name. */
function isUnnamedCount({ name, renamedFrom, values }: TableColumn): boolean {
  if (renamedFrom !== '' && !UNNAMED.test(name)) return false
  return values.length > 0 && new Set(values).size === values.length && values.every(Number.isInteger)
}
