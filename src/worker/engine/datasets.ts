/**
 * From a dataset's description to the numbers that train.
 *
 * Which examples train: generated data are shuffled by their seed and split; built-in data likewise, but with every
 * class in its share in both parts; inline data are split in their own order; for imported data see `imported.ts` and
 * `pictures.ts`. `trainCountOf` says how many.
 *
 * How a class becomes targets: two classes with one output unit 0 and 1, or −1 and +1 where that unit is tanh; with as
 * many outputs as classes one-hot: 1 for the output of the class, 0 for the others. Generated real values keep the
 * Playground's scale, −1 to 1. Inline targets are taken as they are; `inlineTargets` says when they count as classes.
 */
import {
  datasetFacts,
  datasetOwnProblems,
  datasetProblems,
  GENERATED_DOMAIN,
  GENERATOR_TASKS,
  inlineTargets,
  trainCountOf,
} from '../../shared/dataset-facts'
import type {
  BuiltinDataset,
  CsvDataset,
  DatasetSpec,
  GeneratedDataset,
  InlineDataset,
  Outcome,
} from '../../shared/experiment'
import type { Activation, NetworkSpec } from '../../shared/network'
import type { DataSummary, Range } from '../../shared/trainer'
import { builtinExamples } from './builtin'
import { featuresOf, featureTable } from './features'
import { generatePoints } from './generators'
import { tableExamples } from './imported'
import { idxExamples } from './pictures'
import type { PreparedData } from './prepared-data'
import { reorderRows, shuffledOrder } from '../../shared/split'

/** Refused where the network doesn't fit the data; each problem names the field to change and how. */
export function prepareDataset(dataset: DatasetSpec, network: NetworkSpec): Outcome<PreparedData> {
  const problems = datasetProblems(dataset, network)
  if (problems.length > 0) return { ok: false, problems }
  const last = network.layers.at(-1)
  if (!last) throw new Error('A network without layers must be refused before it gets data')
  const raw = rawData(dataset, last.activation)
  const summary = summaryOf(dataset, raw, last.activation)
  const targets =
    raw.targets ?? encodeTargets(raw.labels, summary.task, last.units, last.units === 1 && last.activation === 'tanh')
  return { ok: true, value: { inputs: raw.inputs, targets, summary, features: raw.features } }
}

/** A dataset by itself, whatever network it is for. */
export function summarizeDataset(dataset: DatasetSpec): Outcome<DataSummary> {
  const problems = datasetOwnProblems(dataset)
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: summaryOf(dataset, rawData(dataset, null), null) }
}

interface RawData {
  readonly inputs: Float32Array // [examples, inputs]
  /** Index of the class, or the (first) real-valued target. [examples] */
  readonly labels: Float32Array
  /** Where the data say them themselves. [examples, outputs] */
  readonly targets: Float32Array | null
  readonly points: Float32Array | null // [examples, 2]
  readonly domain: DataSummary['domain']
  readonly features: PreparedData['features']
  readonly inputScale: DataSummary['inputScale']
  readonly targetScale: DataSummary['targetScale']
}

/** Classes of examples that lie in no plane. */
const IN_NO_PLANE = { targets: null, points: null, domain: null, features: null, inputScale: null, targetScale: null }

function rawData(dataset: DatasetSpec, outputActivation: Activation | null): RawData {
  switch (dataset.kind) {
    case 'generated':
      return generatedData(dataset)
    case 'builtin':
      return builtinData(dataset)
    case 'inline':
      return inlineData(dataset, outputActivation)
    case 'csv':
      return tableData(dataset)
    case 'idx':
      return { ...idxExamples(dataset), ...IN_NO_PLANE }
  }
}

/** How black a pixel is has no unit of its own. */
function builtinData(dataset: BuiltinDataset): RawData {
  const { inputs, labels, inputScale } = builtinExamples(dataset)
  return { ...IN_NO_PLANE, inputs, labels, inputScale: dataset.name === 'digits' ? null : inputScale }
}

function generatedData({ name, samples, noise, seed, features }: GeneratedDataset): RawData {
  const generated = generatePoints(name, samples, noise, seed)
  const order = shuffledOrder(samples, seed)
  const points = reorderRows(generated.points, 2, order)
  const targets = reorderRows(generated.targets, 1, order)
  return {
    inputs: featureTable(features, points),
    labels: GENERATOR_TASKS[name] === 'classification' ? targets.map((target) => (target > 0 ? 1 : 0)) : targets,
    targets: null,
    points,
    domain: [GENERATED_DOMAIN, GENERATED_DOMAIN],
    features: featuresOf(features),
    inputScale: null,
    targetScale: null,
  }
}

function inlineData({ inputs, targets }: InlineDataset, outputActivation: Activation | null): RawData {
  const inputTable = Float32Array.from(inputs.flat())
  const isPlane = inputs[0]?.length === 2
  return {
    inputs: inputTable,
    labels: inlineLabels(targets, outputActivation),
    targets: Float32Array.from(targets.flat()),
    points: isPlane ? inputTable.slice() : null,
    domain: isPlane ? squareAround(inputTable) : null,
    features: isPlane ? (x1, x2) => [x1, x2] : null,
    inputScale: null,
    targetScale: null,
  }
}

/** The class of each row; of several labels, or of values, the first. */
function inlineLabels(targets: InlineDataset['targets'], outputActivation: Activation | null): Float32Array {
  const { answers } = inlineTargets(targets, outputActivation)
  return Float32Array.from(targets, (row) => {
    const first = row[0] ?? 0
    if (answers === 'one-hot') return row.indexOf(1)
    if (answers === 'two-classes') return first > 0 ? 1 : 0
    return first
  })
}

function tableData(dataset: CsvDataset): RawData {
  const examples = tableExamples(dataset)
  const { points } = examples
  const axis = (first: 0 | 1): Range => rangeAround(points?.filter((_, at) => at % 2 === first) ?? [], 1 / 12)
  return { ...examples, targets: null, domain: points && [axis(0), axis(1)] }
}

/** A square with room around all points: a quarter of their extent on each side. */
function squareAround(points: Float32Array): [Range, Range] {
  const range = rangeAround(points, 1 / 4)
  return [range, range]
}

/** From the smallest to the largest, and that share of the extent on each side. */
function rangeAround(coordinates: Iterable<number>, share: number): Range {
  let lowest = Infinity
  let highest = -Infinity
  for (const coordinate of coordinates) {
    lowest = Math.min(lowest, coordinate)
    highest = Math.max(highest, coordinate)
  }
  const room = (highest - lowest) * share || 1
  return [lowest - room, highest + room]
}

function encodeTargets(
  labels: Float32Array,
  task: DataSummary['task'],
  outputs: number,
  aroundZero: boolean,
): Float32Array {
  if (task === 'regression') return labels.slice()
  if (outputs === 1) return aroundZero ? labels.map((label) => 2 * label - 1) : labels.slice()
  const targets = new Float32Array(labels.length * outputs)
  labels.forEach((label, example) => (targets[example * outputs + label] = 1))
  return targets
}

function summaryOf(dataset: DatasetSpec, raw: RawData, outputActivation: Activation | null): DataSummary {
  const { task, examples, inputNames, classNames } = datasetFacts(dataset, outputActivation)
  const trainCount = trainCountOf(examples, dataset.trainFraction)
  return {
    task,
    inputNames,
    classNames,
    trainCount,
    testCount: examples - trainCount,
    points: raw.points,
    domain: raw.domain,
    labels: raw.labels,
    inputScale: raw.inputScale,
    targetScale: raw.targetScale,
  }
}
