/**
 * Backpropagation in float64 through numbers that may have been moved by hand: as the algorithm runs it on what stands
 * there, g′ from a. For a moved z or θ that is the derivative at the moved place.
 */
import type { Activation, Cost } from '../../shared/network'
import { LEAK, type Float64Layer, type Float64State } from './float64-forward'

export interface NudgedBackward {
  readonly slope: Float64Array // [computed units]: g′; 1 for softmax, which has none of a single z
  readonly delta: Float64Array // [computed units]
  readonly gradient: Float32Array // [parameters]
  /** Σₖ Θₖ₀δₖ of layers 2 to L−1 */
  readonly biasDeltas: Float32Array // [L − 2]
}

export function backwardThrough(
  cost: Cost,
  layers: readonly Float64Layer[],
  inputs: Float64Array,
  states: readonly Float64State[],
  y: ArrayLike<number>,
): NudgedBackward {
  const slopes = states.map(({ activation, a }) => a.map((value) => slopeAt(activation, value)))
  const deltas: Float64Array[] = []
  let arriving = new Float64Array(0)
  let biasDeltas: readonly number[] = []
  for (let index = layers.length - 1; index >= 0; index--) {
    const [state, slope, next] = [states[index], slopes[index], layers[index + 1]]
    if (!state || !slope) throw new RangeError(`There is no layer ${index}`)
    if (next) {
      const { bias, sums } = sumsOfDeltas(next, arriving)
      biasDeltas = [bias, ...biasDeltas]
      arriving = sums.map((sum, unit) => sum * (slope[unit] ?? NaN))
    } else {
      arriving = state.a.map(
        (h, unit) => (h - (y[unit] ?? NaN)) * (cost === 'squared-error' ? (slope[unit] ?? NaN) : 1),
      )
    }
    deltas.unshift(arriving)
  }
  return {
    slope: Float64Array.from(slopes.flatMap((each) => [...each])),
    delta: Float64Array.from(deltas.flatMap((each) => [...each])),
    gradient: gradientOf(layers, inputs, states, deltas),
    biasDeltas: Float32Array.from(biasDeltas),
  }
}

function slopeAt(activation: Activation, a: number): number {
  switch (activation) {
    case 'sigmoid':
      return a * (1 - a)
    case 'tanh':
      return 1 - a * a
    case 'relu':
      return a > 0 ? 1 : 0
    case 'leaky-relu':
      return a > 0 ? 1 : LEAK
    case 'linear':
    case 'softmax':
      return 1
  }
}

/** Θᵀδ of the next layer: what reaches the bias unit, and every other. */
function sumsOfDeltas({ theta, units, columns }: Float64Layer, delta: Float64Array) {
  const sums = new Float64Array(columns)
  for (let row = 0, weight = 0; row < units; row++) {
    for (let column = 0; column < columns; column++) {
      sums[column] = (sums[column] ?? NaN) + (theta[weight++] ?? NaN) * (delta[row] ?? NaN)
    }
  }
  return { bias: sums[0] ?? NaN, sums: sums.slice(1) }
}

function gradientOf(
  layers: readonly Float64Layer[],
  inputs: Float64Array,
  states: readonly Float64State[],
  deltas: readonly Float64Array[],
): Float32Array {
  const gradient = new Float32Array(layers.reduce((total, { theta }) => total + theta.length, 0))
  let weight = 0
  for (const [index, { units, columns }] of layers.entries()) {
    const before = index === 0 ? inputs : states[index - 1]?.a
    for (let row = 0; row < units; row++) {
      const delta = deltas[index]?.[row] ?? NaN
      gradient[weight++] = delta
      for (let input = 0; input < columns - 1; input++) gradient[weight++] = delta * (before?.[input] ?? NaN)
    }
  }
  return gradient
}
