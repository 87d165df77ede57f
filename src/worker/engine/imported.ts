/**
 * The user's own tables as numbers. Those with classes are split so that both parts hold every class in its share; those
 * of values are shuffled by their seed. What scales a column or fills a
 * gap (mean, deviation, bounds) is measured over the training part alone, in 64 bits.
 */
import { trainCountOf } from '../../shared/dataset-facts'
import type { CsvDataset, IdxDataset, Scaling } from '../../shared/experiment'
import { useOfTable, type TableUse, type UsedInput } from '../../shared/imported/table-use'
import type { InputScale, TargetScale } from '../../shared/trainer'
import type { LabelledExamples } from './builtin'
import { pixelScale } from './pictures'
import { shuffledOrder, stratifiedOrder } from '../../shared/split'

export interface TableExamples extends LabelledExamples {
  readonly inputScale: InputScale
  readonly targetScale: TargetScale | null
  /** Raw values of two inputs that are numbers; `null` for other tables. [examples, 2] */
  readonly points: Float32Array | null
  /** The network's inputs at such a point. */
  readonly features: ((x1: number, x2: number) => number[]) | null
}

/** The table must have been found sound before. */
export function tableExamples(dataset: CsvDataset): TableExamples {
  const use = useOfTable(dataset)
  if (!use.ok) throw new Error('A table must be checked before its examples are made')
  const { rows, task, inputs, inputNames } = use.value
  const classes = Float32Array.from(use.value.labels)
  const order =
    task === 'classification' ? stratifiedOrder(classes, dataset.seed) : shuffledOrder(rows.length, dataset.seed)
  const orderedRows = order.map((example) => rows[example] ?? 0)
  const trainCount = trainCountOf(rows.length, dataset.trainFraction)
  const labels = Float64Array.from(order, (example) => use.value.labels[example] ?? 0)
  const targetScale = task === 'regression' ? scaleTargets(labels, trainCount, dataset.targetScale ?? 'none') : null

  const table = new Float32Array(rows.length * inputNames.length)
  const raw = inputs.map((input) => rawValues(input, orderedRows, trainCount))
  const scales = inputs.map((input, index) =>
    measure(raw[index] ?? new Float64Array(0), trainCount, input.categories ? 'none' : dataset.scale),
  )
  let offset = 0
  inputs.forEach((input, index) => {
    const values = raw[index]
    const scale = scales[index]
    if (input.categories) {
      fillCategories(table, inputNames.length, offset, input, orderedRows, trainCount)
      offset += input.categories.length
    } else if (values && scale) {
      fillNumbers(table, inputNames.length, offset, values, scale)
      offset++
    }
  })
  const inputScale = {
    offset: inputs.flatMap(({ categories }, index) => categories?.map(() => 0) ?? [scales[index]?.shift ?? 0]),
    divisor: inputs.flatMap(({ categories }, index) => categories?.map(() => 1) ?? [scales[index]?.spread ?? 1]),
  }
  const plane = planeOf(use.value, raw, scales)
  return { inputs: table, labels: Float32Array.from(labels), inputScale, targetScale, ...plane }
}

/** What the network sees of a value: (value − offset) / divisor, for each input. */
export function importedScale(dataset: CsvDataset | IdxDataset): InputScale {
  return dataset.kind === 'csv' ? tableExamples(dataset).inputScale : pixelScale(dataset)
}

/** A value becomes (value − shift) / spread. */
interface Scale {
  readonly shift: number
  readonly spread: number
}

/** Over the first `count` values. A column that never changes becomes 0. */
function measure(values: Float64Array, count: number, scaling: Scaling): Scale {
  if (scaling === 'none') return { shift: 0, spread: 1 }
  const part = values.subarray(0, count)
  let lowest = Infinity
  let highest = -Infinity
  for (const value of part) {
    lowest = Math.min(lowest, value)
    highest = Math.max(highest, value)
  }
  // Exactly 0, which a rounded mean would miss.
  if (lowest === highest) return { shift: lowest, spread: 1 }
  if (scaling === 'min-max') return { shift: lowest, spread: highest - lowest }
  const mean = meanOf(part)
  let squares = 0
  for (const value of part) squares += (value - mean) * (value - mean)
  return { shift: mean, spread: Math.sqrt(squares / count) || 1 }
}

/** In place. */
function scaleTargets(values: Float64Array, trainCount: number, scaling: Scaling): TargetScale | null {
  if (scaling === 'none') return null
  const { shift, spread } = measure(values, trainCount, scaling)
  values.forEach((value, index) => (values[index] = (value - shift) / spread))
  return { offset: shift, divisor: spread }
}

function meanOf(values: Float64Array): number {
  let sum = 0
  let present = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    sum += value
    present++
  }
  return present > 0 ? sum / present : 0
}

/** A column of numbers in the examples' order, its gaps filled with the mean. [examples] */
function rawValues({ column, categories }: UsedInput, rows: Uint32Array, trainCount: number): Float64Array {
  if (categories) return new Float64Array(0)
  const values = new Float64Array(rows.length)
  for (let example = 0; example < rows.length; example++) values[example] = column.values[rows[example] ?? 0] ?? NaN
  if (column.missing === 0) return values
  const mean = meanOf(values.subarray(0, trainCount))
  return values.map((value) => (Number.isNaN(value) ? mean : value))
}

function fillNumbers(
  table: Float32Array,
  columns: number,
  offset: number,
  values: Float64Array,
  { shift, spread }: Scale,
): void {
  for (let example = 0; example < values.length; example++) {
    table[example * columns + offset] = ((values[example] ?? NaN) - shift) / spread
  }
}

/** One-hot; a missing text gets each text's share of the training part, which is the mean of its input. */
function fillCategories(
  table: Float32Array,
  columns: number,
  offset: number,
  { categories, codes }: UsedInput,
  rows: Uint32Array,
  trainCount: number,
): void {
  const counts = new Float64Array(categories?.length ?? 0)
  let present = 0
  for (const row of rows.subarray(0, trainCount)) {
    const code = codes[row] ?? -1
    if (code < 0) continue
    counts[code] = (counts[code] ?? 0) + 1
    present++
  }
  const shares = counts.map((count) => (present > 0 ? count / present : 0))
  rows.forEach((row, example) => {
    const code = codes[row] ?? -1
    if (code < 0) table.set(shares, example * columns + offset)
    else table[example * columns + offset + code] = 1
  })
}

function planeOf(
  { inputs }: TableUse,
  raw: readonly Float64Array[],
  scales: readonly Scale[],
): Pick<TableExamples, 'points' | 'features'> {
  const [first, second] = raw
  const [scale1, scale2] = scales
  const isPlane = inputs.length === 2 && inputs.every(({ categories }) => categories === null)
  if (!isPlane || !first || !second || !scale1 || !scale2) return { points: null, features: null }
  const points = new Float32Array(2 * first.length)
  first.forEach((value, example) => points.set([value, second[example] ?? 0], 2 * example))
  return {
    points,
    features: (x1, x2) => [(x1 - scale1.shift) / scale1.spread, (x2 - scale2.shift) / scale2.spread],
  }
}
