/** The data sets that come with the lab; where they are from is told in `data/README.md`. */
import { csvParseRows } from 'd3-dsv'
import { BUILTIN_FACTS, trainCountOf } from '../../shared/dataset-facts'
import type { BuiltinDataset, BuiltinDatasetName } from '../../shared/experiment'
import digitsCsv from './data/digits.csv?raw'
import irisCsv from './data/iris.csv?raw'
import { reorderRows, stratifiedOrder } from './split'

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
export function builtinExamples({ name, seed, trainFraction }: BuiltinDataset): LabelledExamples {
  const { inputs, labels } = parsedOnce(name)
  const columns = BUILTIN_FACTS[name].inputNames.length
  const order = stratifiedOrder(labels, seed)
  const ordered = { inputs: reorderRows(inputs, columns, order), labels: reorderRows(labels, 1, order) }
  if (name === 'digits') divide(ordered.inputs, PIXEL_MAXIMUM)
  else standardize(ordered.inputs, columns, trainCountOf(labels.length, trainFraction))
  return ordered
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

function divide(values: Float32Array, by: number): void {
  for (const [index, value] of values.entries()) values[index] = value / by
}

/** (x − mean) / deviation of each column over the first `count` rows; a column that never changes becomes 0. */
function standardize(inputs: Float32Array, columns: number, count: number): void {
  for (let column = 0; column < columns; column++) {
    let sum = 0
    for (let row = 0; row < count; row++) sum += inputs[row * columns + column] ?? 0
    const mean = sum / count
    let squares = 0
    for (let row = 0; row < count; row++) {
      const offset = (inputs[row * columns + column] ?? 0) - mean
      squares += offset * offset
    }
    const deviation = Math.sqrt(squares / count) || 1
    for (let at = column; at < inputs.length; at += columns) inputs[at] = ((inputs[at] ?? 0) - mean) / deviation
  }
}
