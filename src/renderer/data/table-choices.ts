/** What a user chooses about an imported table: pure functions from dataset to dataset. */
import type { CsvDataset } from '../../shared/experiment'
import { categoriesOf, usualTargetKind } from '../../shared/imported/categories'
import type { ImportedTable, TableColumn } from '../../shared/imported/table'
import { faultyInputs } from '../../shared/imported/table-use'
import { isRowNumber } from './row-numbers'

export type ColumnRole = 'input' | 'categories' | 'target' | 'ignored'

/** More inputs from one column of texts than this are asked for, never assumed. */
const MANY_TEXTS = 20
/** Names of columns that only count the rows. */
const COUNTING = /^(id|index|nr\.?|no\.?|#)$/i

/** The last column that can be one is the target, and everything that says something about it an input. */
export function firstChoice(name: string, table: ImportedTable): CsvDataset {
  const target = suggestedTarget(table)
  const others = table.columns.filter((column) => column !== target && suggestsInput(column))
  const telling = others.filter((column) => !isRowNumber(column))
  // A series may have nothing but its place to be told by.
  const inputs = telling.length > 0 ? telling : others
  const dataset: CsvDataset = {
    kind: 'csv',
    name,
    inputs: inputs.map((column) => column.name),
    target: target?.name ?? '',
    scale: 'standard',
    seed: 1,
    trainFraction: 0.8,
    source: table,
  }
  return withUsualTarget(dataset)
}

/** The same file read in another way: its columns are others, so their roles are found anew; all else stays. */
export function withTable({ name, scale, seed, trainFraction, missing }: CsvDataset, table: ImportedTable): CsvDataset {
  return { ...firstChoice(name, table), scale, seed, trainFraction, ...(missing && { missing }) }
}

function suggestedTarget({ columns }: ImportedTable): TableColumn | undefined {
  const possible = columns.filter(canBeTarget)
  return possible.findLast((column) => !isRowNumber(column)) ?? possible.at(-1) ?? columns.at(-1)
}

function canBeTarget(column: TableColumn): boolean {
  if (column.missing >= column.values.length && column.kind === 'number') return false
  return column.kind === 'number' || (categoriesOf(column)?.names.length ?? 0) > 0
}

function suggestsInput(column: TableColumn): boolean {
  if (COUNTING.test(column.name)) return false
  if (column.kind === 'number') return true
  const texts = categoriesOf(column)?.names.length ?? 0
  return texts > 0 && texts <= MANY_TEXTS
}

function withUsualTarget({ targetKind: _kind, targetScale: _scale, ...dataset }: CsvDataset): CsvDataset {
  const column = columnNamed(dataset.source, dataset.target)
  return column ? withTargetKind(dataset, usualTargetKind(column)) : dataset
}

/** Values are scaled unless somebody wants them as they are: a linear output far from them would run away. */
export function withTargetKind(
  { targetScale: scale = 'standard', ...dataset }: CsvDataset,
  targetKind: 'class' | 'value',
): CsvDataset {
  return targetKind === 'class' ? { ...dataset, targetKind } : { ...dataset, targetKind, targetScale: scale }
}

export function columnNamed({ columns }: ImportedTable, name: string): TableColumn | undefined {
  return columns.find((column) => column.name === name)
}

export function roleOf({ target, inputs, categories }: CsvDataset, column: TableColumn): ColumnRole {
  if (column.name === target) return 'target'
  if (!inputs.includes(column.name)) return 'ignored'
  return column.kind === 'text' || categories?.includes(column.name) ? 'categories' : 'input'
}

/** What a column can be: texts have no number to be. */
export function possibleRoles(column: TableColumn): readonly ColumnRole[] {
  return column.kind === 'text' ? ['categories', 'target', 'ignored'] : ['input', 'categories', 'target', 'ignored']
}

/** The column that was the target before becomes an input. */
export function withRole(dataset: CsvDataset, column: TableColumn, role: ColumnRole): CsvDataset {
  if (role === 'target') {
    if (column.name === dataset.target) return dataset
    const before = columnNamed(dataset.source, dataset.target)
    const freed = before ? withInput(dataset, before, 'input') : dataset
    return withUsualTarget({ ...withInput(freed, column, 'ignored'), target: column.name })
  }
  return column.name === dataset.target ? dataset : withInput(dataset, column, role)
}

/** Without the inputs that keep the table from being used. */
export function withoutFaultyInputs(dataset: CsvDataset): CsvDataset {
  return faultyInputs(dataset).reduce((changed, column) => withInput(changed, column, 'ignored'), dataset)
}

/** Inputs stay in the order of the columns. */
function withInput(dataset: CsvDataset, column: TableColumn, role: Exclude<ColumnRole, 'target'>): CsvDataset {
  const { name } = column
  const inputs = new Set(dataset.inputs)
  if (role === 'ignored') inputs.delete(name)
  else inputs.add(name)
  const others = (dataset.categories ?? []).filter((other) => other !== name)
  const categories = role === 'categories' && column.kind === 'number' ? [...others, name] : others
  const { categories: _before, ...rest } = dataset
  const ordered = dataset.source.columns.map((other) => other.name).filter((other) => inputs.has(other))
  return { ...rest, inputs: ordered, ...(categories.length > 0 && { categories }) }
}
