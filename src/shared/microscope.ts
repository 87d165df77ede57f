/**
 * The contract for looking at one example closely: what the screen asks of the worker, and what it gets. Nothing here
 * disturbs the run: the worker answers from a copy of the weights.
 */
import type { ExampleTrace } from './example-trace'

/** An example of the data, or one that the user has typed. */
export type ExampleChoice = number | OwnExample

export interface OwnExample {
  readonly x: readonly number[] // [inputs], as the network gets them
  readonly y: readonly number[] // [outputs]
}

/** Backpropagation of one example, and the update that this example alone would make. All of one moment. */
export interface Look {
  /** Counts changes of θ, as in a `Frame`. */
  readonly revision: number
  readonly theta: Float32Array // [parameters]
  /** `example` is −1 for one that the user has typed. */
  readonly trace: ExampleTrace
  /** ∂J/∂Θ for this example alone, regularisation included: what the update uses. [parameters] */
  readonly gradient: Float32Array
  /** Θ after that update, by the run's own optimizer in its present state. [parameters] */
  readonly updatedTheta: Float32Array
  /** What that optimizer keeps, before the update and after it; slots as in a `Checkpoint`. [slots, parameters] */
  readonly optimizerState: Float32Array
  readonly updatedState: Float32Array
  /** Adam's t of that update: it counts them from 1. */
  readonly updateNumber: number
  /** h in float64: near 0 and 1 its difference from y has digits that float32 has lost. */
  readonly answers: Float64Array // [outputs]
  /** Σₖ (hₖ − yₖ)², what the lecture likens every cost to. */
  readonly squaredError: number
  /** Σₖ Θₖ₀δₖ for the bias unit of each layer 2 to L−1: what one may compute as its δ, and discards. */
  readonly biasDeltas: Float32Array // [L − 2]
}

/** What is taken in hand. `weight`: by its index in the flat order of `thetaBlocks`. */
export type NudgeTarget =
  | { readonly kind: 'z' | 'a'; readonly layer: number; readonly unit: number }
  | { readonly kind: 'theta'; readonly weight: number }

export interface NudgeRequest {
  readonly example: ExampleChoice
  readonly target: NudgeTarget
  /** Takes the place of the target's own value. */
  readonly value: number
}

/** The network with one number in it changed by hand, forward and backward, in float64. */
export interface Nudged {
  readonly a: Float64Array // [inputs + computed units]
  readonly z: Float64Array // [computed units]
  readonly slope: Float64Array // [computed units]: g′
  /** What backpropagation makes of these numbers; of a moved z or θ, ∂cost(i)/∂z where it stands now. */
  readonly delta: Float64Array // [computed units]
  readonly gradient: Float32Array // [parameters]: ∂cost(i)/∂Θ, without regularisation
  readonly biasDeltas: Float32Array // [L − 2], as in a `Look`
  readonly cost: number
}

export interface CurveRequest {
  readonly example: ExampleChoice
  readonly target: NudgeTarget
  readonly from: number
  readonly to: number
  /** 2 or more, evenly from `from` to `to`, both included. */
  readonly samples: number
}

/** cost(i) along one number. */
export interface CostCurve {
  readonly revision: number
  /** Where the target stands now, and cost(i) there. */
  readonly value: number
  readonly cost: number
  readonly costs: Float64Array // [samples]
  /** ∂cost(i)/∂target by backpropagation, and by (cost(value + h) − cost(value − h)) / 2h. */
  readonly analytic: number
  /** NaN where a unit stands on the corner of relu. */
  readonly numeric: number
}

/** Every θ: backpropagation against central differences of this example's cost. */
export interface ExampleCheck {
  readonly revision: number
  /** Indices of the weights that were checked: all, or a sample of a large model's. */
  readonly weights: Uint32Array // [checked]
  readonly analytic: Float32Array // [checked]
  /** NaN: moving this weight takes a unit over the corner of relu, where there is no derivative. */
  readonly numeric: Float64Array // [checked]
}

/** Which examples pull: those of the batch that comes next, or the whole training part. */
export type PullScope = 'next-batch' | 'training'

/** What each example alone would do to one weight; their mean is the gradient. */
export interface Pulls {
  readonly revision: number
  /** Of a large model on many examples only the first ones. */
  readonly examples: Uint32Array // [pulling]
  /** ∂cost(i)/∂θ of each. */
  readonly pulls: Float32Array // [pulling]
  /** What regularisation adds to the mean. */
  readonly penalty: number
  /** ∂J/∂θ as the engine computes it over these examples at once. */
  readonly gradient: number
}

export interface MicroscopeApi {
  look(example: ExampleChoice): Look
  nudge(request: NudgeRequest): Nudged
  curve(request: CurveRequest): CostCurve
  checkExample(example: ExampleChoice): ExampleCheck
  pulls(weight: number, scope: PullScope): Pulls
}
