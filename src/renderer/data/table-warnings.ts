/** What is worth a look before a table is imported, and keeps nobody from it. */
import { trainCountOf } from '../../shared/dataset-facts'
import type { CsvDataset } from '../../shared/experiment'
import type { TableUse, UsedInput } from '../../shared/imported/table-use'
import { messages } from '../../shared/messages'
import { absentClasses } from '../../shared/split'
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
    ...(use ? classWarnings(dataset, use) : []),
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

function classWarnings(dataset: CsvDataset, use: TableUse): string[] {
  if (use.task === 'regression') return []
  const counts = classCounts(use)
  const present = use.classNames.filter((_, place) => (counts[place] ?? 0) > 0)
  if (present.length === 1) return [text.oneClass(present[0] ?? '')]
  const trainCount = trainCountOf(use.labels.length, dataset.trainFraction)
  // Without a test part there is nothing to miss.
  if (trainCount === use.labels.length) return []
  const { training, test } = absentClasses(Float32Array.from(use.labels), dataset.seed, trainCount)
  // All its rows may lack an input.
  const unused = use.classNames.flatMap((_, place) => (counts[place] === 0 ? [place] : []))
  const untrained = [...training, ...unused]
  const names = (places: readonly number[]): string[] => places.map((place) => use.classNames[place] ?? '')
  return [
    ...(untrained.length > 0 ? [text.absentFromTraining(names(untrained))] : []),
    ...(test.length > 0 ? [text.absentFromTest(names(test))] : []),
  ]
}

/** Examples of each class. */
export function classCounts({ classNames, labels }: TableUse): number[] {
  const counts = classNames.map(() => 0)
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  return counts
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
