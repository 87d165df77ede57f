/**
 * The contract between the screen and the worker that trains.
 *
 * The worker owns every number: θ, the optimizer's state, z, a, δ, ∇ and the history. The screen asks for what it shows
 * (`View`) once per animation frame and gets what has changed since it last asked (`Frame`). Nothing is pushed.
 * Every call is answered in the order it was made.
 */
import type { DatasetSpec, Experiment, Outcome, TrainingSpec } from './experiment'
import type { ExampleTrace } from './example-trace'
import type { ExportedFile, ExportKind } from './exports'
import type { MicroscopeApi } from './microscope'

export type { ExampleTrace }

/** Counts the models that were ever loaded. A frame whose generation is not the newest is stale and is dropped. */
export type Generation = number

export type Speed = 'full' | { readonly unit: 'example' | 'epoch'; readonly perSecond: number }

export interface LoadRequest {
  readonly generation: Generation
  readonly experiment: Experiment
  /** Continue from here, bit for bit; `null`: start at the initial weights. Must come from a model of the same shape. */
  readonly checkpoint: Checkpoint | null
}

export interface TrainerApi extends MicroscopeApi {
  /** Takes the place of the model that was there, and stops training. Refused: the old model stays as it was. */
  load(request: LoadRequest): Outcome<Loaded>
  /** Changes settings of the run without starting over. Another optimizer kind starts with an empty state. */
  setTraining(training: TrainingSpec): Outcome<null>
  /**
   * Sets one weight by its index in the flat order of `thetaBlocks`. `isInitial`: it is one of the initial weights too,
   * so that Reset returns to it. Who asks knows best: an order to train may be given and nothing trained yet.
   */
  setWeight(index: number, value: number, isInitial: boolean): void
  play(speed: Speed): void
  pause(): void
  /** One update from the next example of the epoch alone. */
  stepExample(): void
  /** One update from the next batch. */
  stepBatch(): void
  /** On to the end of the epoch. */
  stepEpoch(): void
  /** Back to exactly the initial weights; optimizer state and history are emptied. */
  reset(): void
  /** What has changed since the last call. */
  drain(view: View): Frame
  /** Everything needed to continue bit for bit. */
  checkpoint(): Checkpoint
  /** The run as it is now for another tool. Large ones take a while; other calls are answered meanwhile. */
  /** `name`: of the experiment, which may have been changed since it was loaded. */
  exportRun(kind: ExportKind, name: string): Promise<Outcome<ExportedFile>>
  /** The points of a dataset without loading it, for a gallery's thumbnails. */
  preview(dataset: DatasetSpec): Outcome<DataSummary>
  ping(): void
}

export interface Loaded {
  readonly generation: Generation
  readonly data: DataSummary
}

/** Smallest and largest. */
export type Range = readonly [low: number, high: number]

export interface DataSummary {
  /** Two-class and many-class data have an accuracy; real-valued targets don't. */
  readonly task: 'classification' | 'regression'
  readonly inputNames: readonly string[]
  /** Names of the classes, or of the target columns. Two classes may share one output unit. */
  readonly classNames: readonly string[]
  /** Examples 0 to trainCount − 1 train; the testCount after them test. */
  readonly trainCount: number
  readonly testCount: number
  /** Raw (x₁, x₂) of each example, [examples, 2]; `null` where the data has more than two dimensions. */
  readonly points: Float32Array | null
  /** The raw coordinates that maps and plots show, along x₁ and along x₂; `null` with `points`. */
  readonly domain: readonly [x1: Range, x2: Range] | null
  /** For each example the index of its class, or its real-valued target. */
  readonly labels: Float32Array
  /** Of measured values in their own units, whether they were scaled or not; `null`: the network's are the only ones. */
  readonly inputScale: InputScale | null
  /** Of real values that were scaled; `null`: the targets are as the data have them. */
  readonly targetScale: TargetScale | null
}

/** How the data's numbers become the network's inputs: (value − offset) / divisor, each [inputs]. */
export interface InputScale {
  readonly offset: readonly number[]
  readonly divisor: readonly number[]
}

/** The network's target is (value − offset) / divisor. */
export interface TargetScale {
  readonly offset: number
  readonly divisor: number
}

export interface UnitAddress {
  /** 2 to L, as on screen. */
  readonly layer: number
  /** From 0. */
  readonly unit: number
}

/** What the screen shows now, and so what the worker must compute. */
export interface View {
  /** The example whose z, a and δ are shown; `latest`: the last one that trained. */
  readonly example: number | 'latest'
  /** The unit whose map over (x₁, x₂) is shown; `null`: no map. */
  readonly map: UnitAddress | null
}

/** From `model` on, each field is `null` where nothing has changed since the last frame. */
export interface Frame {
  readonly generation: Generation
  /** Counts changes of θ; the numbers of one frame all belong to this one. */
  readonly revision: number
  readonly running: boolean
  /** True while an evaluation of this revision is still under way, also at rest: ask again. */
  readonly evaluating?: boolean
  readonly progress: Progress
  readonly model: ModelSnapshot | null
  readonly evaluation: Evaluation | null
  readonly map: UnitMap | null
  readonly history: History | null
  /** Set from the step that met NaN or infinity on, until the next reset, edit of θ, load or order to train. */
  readonly divergence: Divergence | null
}

export interface Progress {
  /** Completed epochs. */
  readonly epoch: number
  /** Examples of the current epoch that have been used. */
  readonly position: number
  /** Updates so far. */
  readonly steps: number
  /** Over the last second of training; 0 when paused. */
  readonly examplesPerSecond: number
}

/** One moment of the model. Arrays are flat: Θ in the order of `thetaBlocks`, units layer after layer. */
export interface ModelSnapshot {
  readonly theta: Float32Array // [parameters]
  readonly trace: ExampleTrace
  /** ∂J/∂Θ over the batch used last; where θ was set otherwise since, over the batch that comes next. [parameters] */
  readonly gradient: Float32Array
}

export interface Evaluation {
  readonly epoch: number
  /** J(Θ) on the training part, regularisation included. */
  readonly trainCost: number
  /** J(Θ) on the test part, without regularisation; `null` without a test part. */
  readonly testCost: number | null
  /** Share of right answers, 0 to 1; `null` where it has no meaning. */
  readonly trainAccuracy: number | null
  readonly testAccuracy: number | null
  /** Mean of |h − y| over examples and outputs, as the network has them; `null` where targets are classes. */
  readonly trainError: number | null
  readonly testError: number | null
  /** On the test part (the training part where there is none): [true class, answered class]; `null` for regression. */
  readonly confusion: Uint32Array | null
}

/** A unit's activation over the plane of the raw inputs, row after row from the top (largest x₂) left. */
export interface UnitMap {
  readonly unit: UnitAddress
  readonly size: number
  readonly values: Float32Array // [size, size]
  /** Of those values, what the colour scale ends at. */
  readonly range: readonly [number, number]
}

/**
 * The run so far, bounded: every epoch to `FULL_RESOLUTION_EPOCHS`, every second one to twice that, every fourth to
 * four times, and so on. A record stands for all epochs since the one before it.
 */
export interface History {
  readonly epochs: Float64Array // [records]; 0 is before training
  readonly trainCost: Float32Array // [records] J(Θ) after that epoch, regularisation included
  readonly testCost: Float32Array // [records] NaN without a test part
  readonly trainAccuracy: Float32Array // [records] NaN where it has no meaning
  readonly testAccuracy: Float32Array // [records]
  /** Smallest and largest batch cost since the record before. */
  readonly lowestBatchCost: Float32Array // [records] NaN before training
  readonly highestBatchCost: Float32Array // [records]
  /** Mean over those epochs' examples of each unit's |δ|. */
  readonly meanAbsDelta: Float32Array // [records, computed units]
}

export const FULL_RESOLUTION_EPOCHS = 512

export interface Divergence {
  /** Completed epochs. */
  readonly epoch: number
  /** Number of the update that broke, counted from 1. It was not made: the weights are those before it. */
  readonly step: number
  readonly tensor: 'z' | 'a' | 'delta' | 'gradient' | 'theta' | 'cost'
  /** Layer 2 to L and unit from 0; `null` for the cost. */
  readonly layer: number | null
  readonly unit: number | null
}

/** A model that can be continued bit for bit. Plain data: it may be stored, sent, or kept for undo. */
export interface Checkpoint {
  readonly theta: Float32Array // [parameters]
  readonly initialTheta: Float32Array // [parameters]
  /** sgd: empty; momentum: v; rmsprop: s; adam: m then v. [slots, parameters] */
  readonly optimizerState: Float32Array
  readonly progress: Omit<Progress, 'examplesPerSecond'>
  readonly history: History
  /** Adam's t, where another optimizer went before; missing: `progress.steps`. */
  readonly optimizerSteps?: number
  /** What the order of the epoch under way was drawn from; missing: the training settings. */
  readonly orderSource?: { readonly seed: number; readonly shuffle: boolean }
  /** Missing (an old file): the next record of the history stands only for what is trained from here on. */
  readonly unrecorded?: Unrecorded
}

/** What has been trained since the last record of the history; goes into the next one. */
export interface Unrecorded {
  readonly examples: number
  /** Σ|δ| over those examples. [computed units] */
  readonly sumAbsDelta: Float64Array
  /** NaN where nothing has been trained. */
  readonly lowestBatchCost: number
  readonly highestBatchCost: number
}
