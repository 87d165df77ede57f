/** What an experiment makes of an imported table: which rows it uses, its inputs and its targets. */
import type { CsvDataset, Outcome, Problem } from '../experiment'
import { messages } from '../messages'
import { NETWORK_LIMITS } from '../network'
import { categoriesOf, usualTargetKind } from './categories'
import { hasThousands, isEither, numberOf } from './cells'
import type { ImportedTable, TableColumn } from './table'

const text = messages.imported.use

/** A column as inputs: one for a number, one for each of its texts where it has categories. */
export interface UsedInput {
  readonly column: TableColumn
  /** `null`: a number. */
  readonly categories: readonly string[] | null
  /** Of a column with categories; else empty. [rows of the table] */
  readonly codes: Int32Array
}

export interface TableUse {
  readonly task: 'classification' | 'regression'
  readonly inputs: readonly UsedInput[]
  readonly inputNames: readonly string[]
  /** Names of the classes, or of the target. */
  readonly classNames: readonly string[]
  /** Those that are used, in the order of the file. [examples] */
  readonly rows: Uint32Array
  /** Of each of them the class, or the value. [examples] */
  readonly labels: Float64Array
  /** Rows with nothing in the target's column. */
  readonly withoutTarget: number
  /** Rows that have a target, and lack an input. */
  readonly withoutInput: number
}

const known = new WeakMap<CsvDataset, Outcome<TableUse>>()

/** Cheap to ask again: the answer is kept as long as the dataset. */
export function useOfTable(dataset: CsvDataset): Outcome<TableUse> {
  const found = known.get(dataset) ?? use(dataset)
  known.set(dataset, found)
  return found
}

function use(dataset: CsvDataset): Outcome<TableUse> {
  const { source, name, target } = dataset
  const columns = new Map(source.columns.map((column) => [column.name, column]))
  const problems = choiceProblems(dataset, columns)
  if (problems.length > 0) return { ok: false, problems }
  const inputs: UsedInput[] = []
  dataset.inputs.forEach((wanted, index) => {
    const column = columns.get(wanted)
    if (!column) return
    const isCategory = column.kind === 'text' || (dataset.categories ?? []).includes(wanted)
    const categories = isCategory ? categoriesOf(column) : null
    if (isCategory && !categories) problems.push({ path: `dataset.inputs.${index}`, message: text.manyTexts(wanted) })
    if (!isCategory) problems.push(...oddProblem(column, source))
    inputs.push({ column, categories: categories?.names ?? null, codes: categories?.codes ?? new Int32Array(0) })
  })
  const answer = targetOf(dataset, columns.get(target))
  problems.push(...answer.problems)
  const inputNames = inputs.flatMap(namesOf)
  if (inputNames.length === 0 && problems.length === 0) problems.push(noInputProblem(source))
  if (inputNames.length > NETWORK_LIMITS.unitsPerLayer) {
    problems.push({ path: 'dataset.inputs', message: text.manyInputs(inputNames.length, NETWORK_LIMITS.unitsPerLayer) })
  }
  if (problems.length > 0) return { ok: false, problems }
  const picked = pickRows(source.rows, inputs, answer.labels, dataset.missing ?? 'skip')
  if (picked.rows.length === 0) return refused('dataset', text.noRows(name))
  return { ok: true, value: { ...picked, inputs, inputNames, task: answer.task, classNames: answer.classNames } }
}

/** Inputs that keep the table from being used: a cell that is no number, or too many texts. */
export function faultyInputs({ source, inputs, categories }: CsvDataset): TableColumn[] {
  const [wanted, asTexts] = [new Set(inputs), new Set(categories)]
  return source.columns.filter((column) => {
    if (!wanted.has(column.name)) return false
    return column.kind === 'text' || asTexts.has(column.name) ? !categoriesOf(column) : column.odd !== null
  })
}

function choiceProblems(
  { name, inputs, target, source }: CsvDataset,
  columns: ReadonlyMap<string, TableColumn>,
): Problem[] {
  const all = [...columns.keys()]
  if (inputs.length === 0) return [noInputProblem(source)]
  const problems: Problem[] = []
  inputs.forEach((wanted, index) => {
    const path = `dataset.inputs.${index}`
    if (!columns.has(wanted)) problems.push({ path, message: text.noSuchColumn(wanted, name, all) })
    else if (wanted === target) problems.push({ path, message: text.inputIsTarget(wanted) })
    else if (inputs.indexOf(wanted) < index) problems.push({ path, message: text.inputTwice(wanted) })
  })
  if (!columns.has(target)) problems.push({ path: 'dataset.target', message: text.noSuchColumn(target, name, all) })
  return problems
}

/** Where a column is empty, that is why: nobody had a choice. */
function noInputProblem({ columns, rows }: ImportedTable): Problem {
  const empty = columns.filter(({ missing }) => missing === rows).map(({ name }) => name)
  return { path: 'dataset.inputs', message: text.noInputs(empty) }
}

interface Answer {
  readonly task: TableUse['task']
  readonly classNames: readonly string[]
  /** NaN: missing. [rows of the table] */
  readonly labels: Float64Array
  readonly problems: readonly Problem[]
}

function targetOf(dataset: CsvDataset, column: TableColumn | undefined): Answer {
  const nothing: Answer = { task: 'classification', classNames: [], labels: new Float64Array(0), problems: [] }
  if (!column) return nothing
  const path = 'dataset.target'
  if ((dataset.targetKind ?? usualTargetKind(column)) === 'class') {
    const categories = categoriesOf(column)
    if (!categories) return { ...nothing, problems: [{ path, message: text.manyClasses(column.name) }] }
    if (categories.names.length === 0)
      return { ...nothing, problems: [{ path, message: text.emptyTarget(column.name) }] }
    const labels = new Float64Array(categories.codes.length)
    categories.codes.forEach((code, row) => (labels[row] = code < 0 ? NaN : code))
    return { ...nothing, classNames: categories.names, labels }
  }
  if (column.kind === 'text') {
    return { ...nothing, problems: [{ path, message: text.textTarget(column.name) }] }
  }
  const scaled = (dataset.targetScale ?? 'none') !== 'none'
  return {
    task: 'regression',
    classNames: [scaled ? text.scaled(column.name) : column.name],
    labels: column.values,
    problems: oddProblem(column, dataset.source),
  }
}

function oddProblem({ name, odd }: TableColumn, { decimalComma }: ImportedTable): Problem[] {
  if (!odd) return []
  return [{ path: messages.imported.cell(odd.line, name), message: oddMessage(odd.cell, decimalComma) }]
}

function oddMessage(cell: string, decimalComma: boolean): string {
  const other = decimalComma ? '.' : ','
  if (isEither(cell)) {
    return text.twoReadings(cell, cell.replace(other, ''), cell.replace(other, decimalComma ? ',' : '.'))
  }
  if (hasThousands(cell)) return text.thousands(cell, decimalComma)
  const isOtherwiseWritten = cell.includes(other) && !Number.isNaN(numberOf(cell, !decimalComma))
  return isOtherwiseWritten ? text.otherDecimal(cell, decimalComma) : text.notANumber(cell)
}

/** Of a number its column's name, of categories “colour = red”. */
function namesOf({ column, categories }: UsedInput): string[] {
  return categories?.map((category) => text.category(column.name, category)) ?? [column.name]
}

type Picked = Pick<TableUse, 'rows' | 'labels' | 'withoutTarget' | 'withoutInput'>

function pickRows(count: number, inputs: readonly UsedInput[], labels: Float64Array, missing: 'skip' | 'mean'): Picked {
  const incomplete = missing === 'skip' ? inputs.filter(({ column }) => column.missing > 0) : []
  const rows = new Uint32Array(count)
  const kept = new Float64Array(count)
  let used = 0
  let withoutTarget = 0
  let withoutInput = 0
  for (let row = 0; row < count; row++) {
    const label = labels[row] ?? NaN
    if (Number.isNaN(label)) withoutTarget++
    else if (incomplete.length > 0 && incomplete.some((input) => lacks(input, row))) withoutInput++
    else {
      rows[used] = row
      kept[used++] = label
    }
  }
  return { rows: rows.slice(0, used), labels: kept.slice(0, used), withoutTarget, withoutInput }
}

function lacks({ column, categories, codes }: UsedInput, row: number): boolean {
  return categories ? (codes[row] ?? -1) < 0 : Number.isNaN(column.values[row])
}

function refused(path: string, message: string): { ok: false; problems: [Problem] } {
  return { ok: false, problems: [{ path, message }] }
}
