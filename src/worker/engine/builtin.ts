/** The data sets that come with the lab; where they are from is told in `data/README.md`. */
import { csvParseRows } from 'd3-dsv'
import { BUILTIN_FACTS, trainCountOf } from '../../shared/dataset-facts'
import type { BuiltinDataset, BuiltinDatasetName } from '../../shared/experiment'
import type { InputScale } from '../../shared/trainer'
import digitsCsv from './data/digits.csv?raw'
import irisCsv from './data/iris.csv?raw'
import { reorderRows, stratifiedOrder } from '../../shared/split'

export interface LabelledExamples {
  readonly inputs: Float32Array // [examples, inputs]
  /** Index of each example's class. [examples] */
  readonly labels: Float32Array
}

const PIXEL_MAXIMUM = 16

/**
 * The examples in an order that is drawn from the seed and holds every class in its share in both parts. Pixels of
 * digits are scaled to 0 … 1; the lengths of iris to mean 0 and deviation 1 over the training part.
 */
export function builtinExamples(dataset: BuiltinDataset): LabelledExamples & { readonly inputScale: InputScale } {
  const { inputs, labels } = orderedExamples(dataset)
  const inputScale = scaleOf(dataset, inputs, labels.length)
  scale(inputs, inputScale)
  return { inputs, labels, inputScale }
}

/** The scale of those examples. */
export function builtinScale(dataset: BuiltinDataset): InputScale {
  const { inputs, labels } = orderedExamples(dataset)
  return scaleOf(dataset, inputs, labels.length)
}

function orderedExamples({ name, seed }: BuiltinDataset): LabelledExamples {
  const { inputs, labels } = parsedOnce(name)
  const order = stratifiedOrder(labels, seed)
  return {
    inputs: reorderRows(inputs, BUILTIN_FACTS[name].inputNames.length, order),
    labels: reorderRows(labels, 1, order),
  }
}

function scaleOf({ name, trainFraction }: BuiltinDataset, inputs: Float32Array, examples: number): InputScale {
  const columns = BUILTIN_FACTS[name].inputNames.length
  if (name === 'iris') return standardScale(inputs, columns, trainCountOf(examples, trainFraction))
  return { offset: Array<number>(columns).fill(0), divisor: Array<number>(columns).fill(PIXEL_MAXIMUM) }
}

const TEXTS: Readonly<Record<BuiltinDatasetName, string>> = { digits: digitsCsv, iris: irisCsv }
const parsed = new Map<BuiltinDatasetName, LabelledExamples>()

function parsedOnce(name: BuiltinDatasetName): LabelledExamples {
  const known = parsed.get(name)
  if (known) return known
  const fresh = parse(TEXTS[name], BUILTIN_FACTS[name].classNames)
  parsed.set(name, fresh)
  return fresh
}

/** A header, then rows of numbers with the class in the last column. */
function parse(text: string, classNames: readonly string[]): LabelledExamples {
  const rows = csvParseRows(text.trimEnd()).slice(1)
  return {
    inputs: Float32Array.from(rows.flatMap((row) => row.slice(0, -1).map(Number))),
    labels: Float32Array.from(rows, (row) => classNames.indexOf(row.at(-1) ?? '')),
  }
}

/** Mean and deviation of each column over the first `count` rows; a column that never changes is divided by 1. */
function standardScale(inputs: Float32Array, columns: number, count: number): InputScale {
  const offset: number[] = []
  const divisor: number[] = []
  for (let column = 0; column < columns; column++) {
    let sum = 0
    for (let row = 0; row < count; row++) sum += inputs[row * columns + column] ?? 0
    const mean = sum / count
    let squares = 0
    for (let row = 0; row < count; row++) {
      const distance = (inputs[row * columns + column] ?? 0) - mean
      squares += distance * distance
    }
    offset.push(mean)
    divisor.push(Math.sqrt(squares / count) || 1)
  }
  return { offset, divisor }
}

function scale(inputs: Float32Array, { offset, divisor }: InputScale): void {
  for (const [index, value] of inputs.entries()) {
    const column = index % offset.length
    inputs[index] = (value - (offset[column] ?? 0)) / (divisor[column] ?? 1)
  }
}
