/**
 * What is known of a dataset without making it: its task, the names of its inputs and classes, its size, and which
 * networks it fits. The points themselves are the worker's.
 */
import type { BuiltinDatasetName, DatasetSpec, FeatureName, GeneratorName, InlineDataset, Problem } from './experiment'
import { importedFacts, importedProblems } from './imported/facts'
import { messages } from './messages'
import type { Activation, NetworkSpec } from './network'

export type Task = 'classification' | 'regression'

export interface DatasetFacts {
  readonly task: Task
  /** Training and test part together. */
  readonly examples: number
  readonly inputNames: readonly string[]
  /** Names of the classes, or of the target columns. */
  readonly classNames: readonly string[]
  /** How many units the output layer may have, the usual choice first. */
  readonly outputs: readonly number[]
  /** Rows and columns where the inputs are the pixels of a picture, row after row. */
  readonly picture: readonly [rows: number, columns: number] | null
}

/** Larger datasets are refused before memory is taken. */
export const DATASET_LIMITS = { examples: 1_000_000 } as const

/** The raw coordinates that a generated dataset fills, as the Playground's. */
export const GENERATED_DOMAIN = [-6, 6] as const

/** How a feature is written on screen. */
export const FEATURE_LABELS: Readonly<Record<FeatureName, string>> = {
  x1: 'x₁',
  x2: 'x₂',
  'x1^2': 'x₁²',
  'x2^2': 'x₂²',
  'x1*x2': 'x₁x₂',
  'sin(x1)': 'sin x₁',
  'sin(x2)': 'sin x₂',
}

export const GENERATOR_TASKS: Readonly<Record<GeneratorName, Task>> = {
  circle: 'classification',
  xor: 'classification',
  gauss: 'classification',
  spiral: 'classification',
  plane: 'regression',
  'multi-gauss': 'regression',
}

interface BuiltinFacts {
  readonly examples: number
  readonly inputNames: readonly string[]
  readonly classNames: readonly string[]
}

export const BUILTIN_FACTS: Readonly<Record<BuiltinDatasetName, BuiltinFacts>> = {
  iris: {
    examples: 150,
    inputNames: ['sepal length', 'sepal width', 'petal length', 'petal width'],
    classNames: ['setosa', 'versicolor', 'virginica'],
  },
  digits: {
    examples: 1797,
    // Rows of the picture from the top, columns from the left, both from 0.
    inputNames: Array.from({ length: 64 }, (_, pixel) => `p${Math.floor(pixel / 8)}${pixel % 8}`),
    classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  },
}

/** `outputActivation` decides whether inline targets of −1 and +1 are classes: `null` where no network is known. */
export function datasetFacts(dataset: DatasetSpec, outputActivation: Activation | null): DatasetFacts {
  switch (dataset.kind) {
    case 'generated': {
      const task = GENERATOR_TASKS[dataset.name]
      return {
        task,
        examples: dataset.samples,
        inputNames: dataset.features.map((feature) => FEATURE_LABELS[feature]),
        classNames: task === 'classification' ? messages.dataset.twoClasses : ['y'],
        outputs: task === 'classification' ? [1, 2] : [1],
        picture: null,
      }
    }
    case 'builtin': {
      const facts = BUILTIN_FACTS[dataset.name]
      const picture = dataset.name === 'digits' ? ([8, 8] as const) : null
      return { ...facts, task: 'classification', outputs: [facts.classNames.length], picture }
    }
    case 'inline':
      return inlineFacts(dataset, outputActivation)
    case 'csv':
    case 'idx':
      return importedFacts(dataset)
  }
}

function inlineFacts(dataset: InlineDataset, outputActivation: Activation | null): DatasetFacts {
  const columns = dataset.targets[0]?.length ?? 0
  const { task, answers } = inlineTargets(dataset.targets, outputActivation)
  return {
    task,
    examples: dataset.inputs.length,
    inputNames: numbered('x', dataset.inputs[0]?.length ?? 0),
    classNames: answers === 'two-classes' ? messages.dataset.twoClasses : numbered('y', columns),
    outputs: [columns],
    picture: null,
  }
}

/** What rows of targets mean: one of two classes, one of several, any of several, or real values. */
export interface TargetMeaning {
  readonly task: Task
  readonly answers: 'two-classes' | 'one-hot' | 'multi-label' | 'values'
}

/**
 * Targets that are all 0 or 1 are classes: one column two of them, rows with a single 1 one of as many as there are
 * columns, other rows any number of labels. So are −1 and +1 in one column, where the outputs are tanh (or unknown).
 * Everything else is a value to be met.
 */
export function inlineTargets(targets: InlineDataset['targets'], outputActivation: Activation | null): TargetMeaning {
  const columns = targets[0]?.length ?? 0
  const all = (isRight: (target: number) => boolean): boolean => targets.every((row) => row.every(isRight))
  if (all((target) => target === 0 || target === 1)) {
    if (columns === 1) return { task: 'classification', answers: 'two-classes' }
    const oneHot = targets.every((row) => row.reduce((sum, target) => sum + target, 0) === 1)
    return { task: 'classification', answers: oneHot ? 'one-hot' : 'multi-label' }
  }
  const maySpanZero = outputActivation === null || outputActivation === 'tanh'
  if (columns === 1 && maySpanZero && all((target) => target === -1 || target === 1)) {
    return { task: 'classification', answers: 'two-classes' }
  }
  return { task: 'regression', answers: 'values' }
}

/** How many examples train: the nearest whole number. */
export function trainCountOf(examples: number, trainFraction: number): number {
  return Math.round(examples * trainFraction)
}

/** Everything that keeps a network from training on a dataset, as far as it shows without making the data. */
export function datasetProblems(dataset: DatasetSpec, network: NetworkSpec): Problem[] {
  const ownProblems = datasetOwnProblems(dataset)
  return ownProblems.length > 0 ? ownProblems : fitProblems(dataset, network)
}

/** What is wrong with a dataset whatever the network. */
export function datasetOwnProblems(dataset: DatasetSpec): Problem[] {
  if (dataset.kind === 'inline') {
    const problem = inlineProblem(dataset)
    if (problem) return [problem]
  }
  if (dataset.kind === 'csv' || dataset.kind === 'idx') {
    const problems = importedProblems(dataset)
    if (problems.length > 0) return problems
  }
  if (dataset.kind === 'generated' && dataset.features.length === 0) {
    return [{ path: 'dataset.features', message: messages.dataset.noFeatures }]
  }
  const { examples } = datasetFacts(dataset, null)
  if (examples > DATASET_LIMITS.examples) {
    const path = dataset.kind === 'generated' ? 'dataset.samples' : 'dataset.inputs'
    return [{ path, message: messages.dataset.tooMany(examples, DATASET_LIMITS.examples) }]
  }
  if (trainCountOf(examples, dataset.trainFraction) < 1) {
    return [{ path: 'dataset.trainFraction', message: messages.dataset.nothingTrains(examples) }]
  }
  return []
}

function inlineProblem({ inputs, targets }: InlineDataset): Problem | null {
  if (inputs.length === 0) return { path: 'dataset.inputs', message: messages.dataset.empty }
  if (targets.length !== inputs.length) {
    return { path: 'dataset.targets', message: messages.dataset.unpaired(inputs.length, targets.length) }
  }
  return rowProblem('dataset.inputs', inputs) ?? rowProblem('dataset.targets', targets)
}

/** The first row that has another length than row 0, is empty, or holds what 32 bits can't. */
function rowProblem(path: string, rows: readonly (readonly number[])[]): Problem | null {
  const columns = rows[0]?.length ?? 0
  if (columns === 0) return { path: `${path}.0`, message: messages.dataset.emptyRow }
  for (const [index, row] of rows.entries()) {
    if (row.length !== columns) {
      return { path: `${path}.${index}`, message: messages.dataset.ragged(index + 1, row.length, columns) }
    }
    const column = row.findIndex((number) => !Number.isFinite(Math.fround(number)))
    if (column >= 0) {
      const value = String(row[column])
      return { path: `${path}.${index}.${column}`, message: messages.dataset.notFinite(index + 1, column + 1, value) }
    }
  }
  return null
}

function fitProblems(dataset: DatasetSpec, network: NetworkSpec): Problem[] {
  const lastIndex = network.layers.length - 1
  const last = network.layers[lastIndex]
  if (!last) return [] // No output layer to speak of: the network itself is refused elsewhere.
  const facts = datasetFacts(dataset, last.activation)
  const problems: Problem[] = []
  if (network.inputs !== facts.inputNames.length) {
    const message = messages.dataset.inputsDiffer(facts.inputNames.length, network.inputs)
    problems.push({ path: 'network.inputs', message })
  }
  const path = `network.layers.${lastIndex}`
  if (!facts.outputs.includes(last.units)) {
    const message =
      facts.task === 'classification' && dataset.kind !== 'inline'
        ? messages.dataset.classesDiffer(facts.classNames.length, facts.outputs, last.units)
        : messages.dataset.outputsDiffer(facts.outputs[0] ?? 0, last.units)
    problems.push({ path: `${path}.units`, message })
  } else if (last.activation === 'softmax' && last.units === 1) {
    problems.push({ path: `${path}.activation`, message: messages.dataset.softmaxOfOne })
  }
  return problems
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉'

/** x₁, x₂, …: as many as asked for. */
function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    return letter + String(index + 1).replaceAll(/\d/g, (digit) => SUBSCRIPTS[Number(digit)] ?? digit)
  })
}

/** Examples of the training part. */
export function trainingExamples(dataset: DatasetSpec): number {
  return trainCountOf(datasetFacts(dataset, null).examples, dataset.trainFraction)
}
