/**
 * The gradient check: what backpropagation says of a θ against what the cost says itself when that θ is moved a little,
 * (J(θ + h) − J(θ − h)) / 2h (lecture "Gradient checking"). The moved costs are computed in float64, since in float32
 * the difference of two nearly equal costs would have few digits left.
 */
import type { Experiment } from '../../shared/experiment'
import { thetaBlocks } from '../../shared/network'
import { centralDifferences } from './central-differences'
import { planGradientCheck } from './gradient-check-plan'
import { squareRoot } from '../../shared/elementary'
import type { Model } from './model'
import type { PreparedData } from './prepared-data'

export interface GradientCheck {
  /**
   * Largest |analytic − numeric| of a weight, relative to the norm of its Θ's gradient or, where that is smaller, to
   * 0.001: below, float32 has no digits left of a sum over examples that cancel each other.
   */
  readonly maxRelativeError: number
  /** Where it is: Θ⁽ˡ⁾ by l from 1, row and column from 0. `null` where no weight could be checked. */
  readonly worst: {
    readonly theta: number
    readonly row: number
    readonly column: number
    readonly analytic: number
    readonly numeric: number
  } | null
  /** J is that of the first so many training examples. */
  readonly examples: number
  /** Weights that were compared. */
  readonly weights: number
  /** Weights left out: moving them takes a unit over the corner of relu, or θ over that of |θ|: no derivative there. */
  readonly skipped: number
}

const SMALLEST_NORM = 1e-3

/** `work`: at most so many multiplications, about; of a large model the check takes a sample. Leaves ∇J in the model. */
export function checkGradient(
  model: Model,
  experiment: Pick<Experiment, 'network' | 'cost' | 'training'>,
  data: PreparedData,
  work?: number,
): GradientCheck {
  const { examples, weights } = planGradientCheck(experiment.network, data.summary.trainCount, work)
  model.gradientOf(0, examples)
  const analytic = model.gradient()
  const numeric = centralDifferences(model.theta(), weights, experiment, data, examples)

  let maxRelativeError = 0
  let worst: GradientCheck['worst'] = null
  let compared = 0
  thetaBlocks(experiment.network).forEach(({ offset, rows, columns }, index) => {
    const scale = larger(norm(analytic.subarray(offset, offset + rows * columns)), SMALLEST_NORM)
    weights[index]?.forEach((weight, checked) => {
      const ours = analytic[offset + weight] ?? NaN
      const theirs = numeric[index]?.[checked] ?? NaN
      if (Number.isNaN(theirs)) return
      compared++
      const error = (ours > theirs ? ours - theirs : theirs - ours) / scale
      if (worst && error <= maxRelativeError) return
      maxRelativeError = error
      const column = weight % columns
      worst = { theta: index + 1, row: (weight - column) / columns, column, analytic: ours, numeric: theirs }
    })
  })
  const chosen = weights.reduce((total, { length }) => total + length, 0)
  return { maxRelativeError, worst, examples, weights: compared, skipped: chosen - compared }
}

function norm(values: Float32Array): number {
  return squareRoot(values.reduce((sum, value) => sum + value * value, 0))
}

function larger(a: number, b: number): number {
  return a > b ? a : b
}
