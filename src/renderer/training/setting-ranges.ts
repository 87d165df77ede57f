/** Where the sliders of the training panel stand, and what may be typed beyond them. */
import type { NumberRule } from '../ui/parse-number'
import type { OptimizerParameter } from './edits'

/** 0.0001 to 10, about equal steps of the logarithm: 1, 2, 3, 5, 10. */
export const LEARNING_RATE_STOPS: readonly number[] = [...decades(-4, 0), 10]
export const LEARNING_RATE_RULE: NumberRule = { min: 0, aboveMin: true, max: 1e6 }

/** None, then 0.00001 to 1. */
export const PENALTY_STOPS: readonly number[] = [0, ...decades(-5, -1), 1]
export const PENALTY_RULE: NumberRule = { min: 0, max: 1e6 }

/** Initial weights from −range to range. */
export const RANGE_STOPS: readonly number[] = [...decades(-2, 0), 10]
export const RANGE_RULE: NumberRule = { min: 0, aboveMin: true, max: 1e6 }

/** The finer parameters, in the order they are shown. */
export const PARAMETER_FIELDS: readonly {
  readonly name: Exclude<OptimizerParameter, 'momentum'>
  readonly rule: NumberRule
  readonly step: number
}[] = [
  { name: 'decay', rule: { min: 0, max: 0.999999 }, step: 0.01 },
  { name: 'beta1', rule: { min: 0, max: 0.999999 }, step: 0.01 },
  { name: 'beta2', rule: { min: 0, max: 0.999999 }, step: 0.001 },
  { name: 'epsilon', rule: { min: 0, aboveMin: true, max: 1 }, step: 1e-8 },
]

export const SEED_RULE: NumberRule = { min: 0, max: 2 ** 32 - 1, integer: true }

/** The one after, so that a class that presses the same button sees the same run. */
export function nextSeed(seed: number): number {
  return seed >= SEED_RULE.max ? 0 : seed + 1
}

/** 1, 2, 5, 10, 20, 50 … and the whole training part. */
export function batchStops(trainingExamples: number): number[] {
  const stops: number[] = []
  for (let decade = 1; decade < trainingExamples; decade *= 10) {
    stops.push(...[1, 2, 5].map((step) => step * decade).filter((size) => size < trainingExamples))
  }
  return [...stops, trainingExamples]
}

function decades(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((exponent) =>
    [1, 2, 3, 5].map((step) => Number(`${step}e${exponent}`)),
  )
}
