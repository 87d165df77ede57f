/**
 * An experiment as plain data, immutable: what `experiment.json` holds and what the document edits.
 * `parse-experiment.ts` is the only way from unknown data to this type.
 */
import type { IdxSource } from './imported/idx'
import type { ImportedTable } from './imported/table'
import type { Cost, NestedTheta, NetworkSpec } from './network'

export const EXPERIMENT_FORMAT = 'delta-lab-experiment'
export const EXPERIMENT_VERSION = 1

export type OptimizerSpec =
  | { readonly kind: 'sgd'; readonly learningRate: number }
  | { readonly kind: 'momentum'; readonly learningRate: number; readonly momentum: number }
  | { readonly kind: 'rmsprop'; readonly learningRate: number; readonly decay: number; readonly epsilon: number }
  | {
      readonly kind: 'adam'
      readonly learningRate: number
      readonly beta1: number
      readonly beta2: number
      readonly epsilon: number
    }
export type OptimizerKind = OptimizerSpec['kind']

export type InitializationSpec =
  | { readonly kind: 'xavier-uniform' | 'xavier-normal' | 'he-uniform' | 'he-normal' | 'zeros' | 'given' }
  | { readonly kind: 'uniform'; readonly range: number }
export type InitializationKind = InitializationSpec['kind']

export interface TrainingSpec {
  readonly optimizer: OptimizerSpec
  /** Examples per update; the last batch of an epoch may be smaller. */
  readonly batchSize: number
  /** Draw a new seeded order each epoch. */
  readonly shuffle: boolean
  readonly l1: number
  readonly l2: number
  /** Seeds the initial weights and the order of the examples. */
  readonly seed: number
}

/** The Playground's generators. The first four have two classes, the last two a real-valued target. */
export const GENERATORS = ['circle', 'xor', 'gauss', 'spiral', 'plane', 'multi-gauss'] as const
export type GeneratorName = (typeof GENERATORS)[number]

/** What the network may see of a generated point (x₁, x₂). */
export const FEATURES = ['x1', 'x2', 'x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)'] as const
export type FeatureName = (typeof FEATURES)[number]

export const BUILTIN_DATASETS = ['iris', 'digits'] as const
export type BuiltinDatasetName = (typeof BUILTIN_DATASETS)[number]

export interface InlineDataset {
  readonly kind: 'inline'
  /** [examples, inputs] */
  readonly inputs: readonly (readonly number[])[]
  /** [examples, outputs] */
  readonly targets: readonly (readonly number[])[]
  /** Share of the examples, from the first on, that trains; the rest is the test part. */
  readonly trainFraction: number
}

export interface GeneratedDataset {
  readonly kind: 'generated'
  readonly name: GeneratorName
  readonly samples: number
  /** 0 to 0.5, as the Playground's 0 to 50 %. */
  readonly noise: number
  readonly seed: number
  readonly features: readonly FeatureName[]
  readonly trainFraction: number
}

export interface BuiltinDataset {
  readonly kind: 'builtin'
  readonly name: BuiltinDatasetName
  /** Seeds the split into training and test part. */
  readonly seed: number
  readonly trainFraction: number
}

/** `standard`: mean 0, deviation 1; `min-max`: 0 to 1. Both over the training part. */
export const SCALINGS = ['none', 'standard', 'min-max'] as const
export type Scaling = (typeof SCALINGS)[number]

/** A table of the user's own: a row for each example, columns as inputs and target. */
export interface CsvDataset {
  readonly kind: 'csv'
  /** Of the file: a plain name. */
  readonly name: string
  /** Names of the columns that the network sees. Texts become an input for each different text, 0 or 1. */
  readonly inputs: readonly string[]
  readonly target: string
  /** Of inputs that are numbers. */
  readonly scale: Scaling
  /** Seeds the split into training and test part. */
  readonly seed: number
  readonly trainFraction: number
  /** Inputs that look like numbers and count as texts. */
  readonly categories?: readonly string[]
  /** Missing: texts and a few whole numbers are classes, other numbers are values. */
  readonly targetKind?: 'class' | 'value'
  /** Of a target that is a value; missing: `none`. */
  readonly targetScale?: Scaling
  /** Rows that lack an input are left out, or get the mean over the training part; missing: `skip`. */
  readonly missing?: 'skip' | 'mean'
  /** Whether the file's first line holds names, as `source` was read with; missing: where at most half are numbers. */
  readonly header?: boolean
  /** In memory. A file has it beside the experiment, as `dataset.csv` in a `.dlab`. */
  readonly source: ImportedTable
}

/** Pictures and their labels, as MNIST is published. */
export interface IdxDataset {
  readonly kind: 'idx'
  /** Of the files: plain names. */
  readonly images: string
  readonly labels: string
  /** Where there are two more files, they are the test part. */
  readonly testImages?: string
  readonly testLabels?: string
  /** Seeds the split into training and test part. */
  readonly seed: number
  readonly trainFraction: number
  /** In memory. A file has it beside the experiment, as `dataset-images.idx3-ubyte` and so on in a `.dlab`. */
  readonly source: IdxSource
}

export type ImportedDataset = CsvDataset | IdxDataset
export type DatasetSpec = InlineDataset | GeneratedDataset | BuiltinDataset | ImportedDataset

export interface Experiment {
  readonly format: typeof EXPERIMENT_FORMAT
  readonly version: typeof EXPERIMENT_VERSION
  readonly name: string
  readonly network: NetworkSpec
  readonly cost: Cost
  readonly initialization: InitializationSpec
  readonly training: TrainingSpec
  readonly dataset: DatasetSpec
  /** Weights to start from, in place of drawn ones. Required where the initialization is `given`. */
  readonly theta?: NestedTheta
}

/** What is wrong with an experiment, and where: `path` is the field, as in `training.optimizer.learningRate`. */
export interface Problem {
  readonly path: string
  readonly message: string
}

/** The outcome of something that may be refused. Crosses every border as plain data, unlike an Error. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] }
