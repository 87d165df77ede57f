/** What is worth a look before a table is imported, and keeps nobody from it. */
import type { CsvDataset } from '../../shared/experiment'
import type { TableColumn } from '../../shared/imported/table'
import type { TableUse, UsedInput } from '../../shared/imported/table-use'
import { messages } from '../../shared/messages'
import { classWarnings, countsOf } from './class-warnings'
import { numberText } from './number-texts'
import { isRowNumber } from './row-numbers'
import { roleOf } from './table-choices'

const text = messages.data.yours
const MOST = 5

/** One sentence each; of many like them the first few, and how many more there are. */
export function tableWarnings(dataset: CsvDataset, use: TableUse | null): string[] {
  const { source } = dataset
  // What harms most comes first, since the last ones may not be shown.
  const warnings = [
    ...unsureSignWarnings(dataset),
    ...(use?.task === 'classification' ? rowsWarnings(dataset, use) : []),
    ...rowNumberWarnings(dataset),
    ...(source.hasHeader ? [] : [text.noHeader]),
    ...source.columns.flatMap((column) => {
      const sample = numberText(column, source.decimalComma)
      return sample === null ? [] : [text.numberTexts(column.name, sample, source.decimalComma)]
    }),
    ...(use ? constantWarnings(use) : []),
    ...source.columns.flatMap(({ name, renamedFrom }) => (renamedFrom ? [text.renamed(renamedFrom, name)] : [])),
  ]
  return warnings.length <= MOST ? warnings : [...warnings.slice(0, MOST), text.moreWarnings(warnings.length - MOST)]
}

function rowNumberWarnings(dataset: CsvDataset): string[] {
  return dataset.source.columns.filter(isRowNumber).flatMap((column) => {
    const role = roleOf(dataset, column)
    if (role === 'target') return []
    return [role === 'ignored' ? text.rowNumberIgnored(column.name) : text.rowNumberSeen(column.name)]
  })
}

function unsureSignWarnings(dataset: CsvDataset): string[] {
  const { columns, decimalComma } = dataset.source
  const unsure = columns.filter((column) => column.unsure !== null && roleOf(dataset, column) !== 'ignored')
  const sample = unsure[0]?.unsure
  return sample ? [text.unsureSign(namesOf(unsure), sample, decimalComma)] : []
}

function namesOf(columns: readonly TableColumn[]): string[] {
  return columns.map(({ name }) => name)
}

function rowsWarnings({ seed, trainFraction }: CsvDataset, { classNames, labels }: TableUse): string[] {
  return classWarnings({
    names: classNames,
    labels: Float32Array.from(labels),
    split: { seed, trainFraction },
    of: 'rows',
  })
}

/** Examples of each class. */
export function classCounts({ classNames, labels }: TableUse): number[] {
  return countsOf(labels, classNames.length)
}

function constantWarnings({ inputs, rows }: TableUse): string[] {
  if (rows.length < 2) return []
  return inputs.filter((input) => isConstant(input, rows)).map(({ column }) => text.constant(column.name))
}

/** A gap is filled with what the others are, so it changes nothing. */
function isConstant({ column, categories, codes }: UsedInput, rows: Uint32Array): boolean {
  const values = categories ? codes : column.values
  let only: number | null = null
  for (const row of rows) {
    const value = values[row] ?? NaN
    if (Number.isNaN(value) || (categories && value < 0)) continue
    if (only !== null && value !== only) return false
    only = value
  }
  return true
}
