/**
 * Forward propagation and cost of one example in float64, for the gradient check. There is no backward pass here: the
 * check must not lean on what it checks.
 */
import { thetaBlocks, type Activation, type Cost, type NetworkSpec } from '../../shared/network'
import { exponential, naturalLog1p } from '../../shared/elementary'

/** Slope of the leaky ReLU below 0. */
export const LEAK = 0.01

export interface Float64Layer {
  readonly theta: Float64Array // [units, columns]
  readonly units: number
  readonly columns: number // 1 + inputs
  readonly activation: Activation
}

/** What one example makes of one layer. Overwritten by the next example. */
export interface Float64State {
  readonly activation: Activation
  readonly z: Float64Array // [units]
  readonly a: Float64Array // [units]
}

export function float64Layers({ inputs, layers }: NetworkSpec, theta: Float32Array): Float64Layer[] {
  const blocks = thetaBlocks({ inputs, layers })
  return layers.map(({ units, activation }, index) => {
    const { offset, columns } = blocks[index] ?? { offset: 0, columns: 0 }
    return { theta: Float64Array.from(theta.subarray(offset, offset + units * columns)), units, columns, activation }
  })
}

export function emptyStates(layers: readonly Float64Layer[]): Float64State[] {
  return layers.map(({ units, activation }) => ({ activation, z: new Float64Array(units), a: new Float64Array(units) }))
}

/** z and a of the layers from `first` on, whose inputs are `before`. */
export function forwardFrom(
  layers: readonly Float64Layer[],
  first: number,
  before: Float64Array,
  states: readonly Float64State[],
): void {
  let inputs = before
  for (let index = first; index < layers.length; index++) {
    const layer = layers[index]
    const state = states[index]
    if (!layer || !state) return
    weightedSums(layer, inputs, state.z)
    activate(state)
    inputs = state.a
  }
}

/** z [units] = Θ·a with a₀ = 1 */
function weightedSums({ theta, units, columns }: Float64Layer, before: Float64Array, z: Float64Array): void {
  for (let row = 0, weight = 0; row < units; row++) {
    let sum = theta[weight++] ?? NaN
    for (let input = 0; input < columns - 1; input++) sum += (theta[weight++] ?? NaN) * (before[input] ?? NaN)
    z[row] = sum
  }
}

/** a = g(z) */
export function activate({ activation, z, a }: Float64State): void {
  if (activation === 'softmax') {
    const most = largest(z)
    let sum = 0
    for (let unit = 0; unit < z.length; unit++) sum += a[unit] = exponential((z[unit] ?? NaN) - most)
    for (let unit = 0; unit < z.length; unit++) a[unit] = (a[unit] ?? NaN) / sum
    return
  }
  for (let unit = 0; unit < z.length; unit++) a[unit] = activateUnit(activation, z[unit] ?? NaN)
}

/** g(z) of the activations that look at one unit alone. */
export function activateUnit(activation: Exclude<Activation, 'softmax'>, z: number): number {
  switch (activation) {
    case 'sigmoid':
      return 1 / (1 + exponential(-z))
    case 'tanh':
      return 1 - 2 / (1 + exponential(2 * z))
    case 'relu':
      return z > 0 ? z : 0
    case 'leaky-relu':
      return z > 0 ? z : LEAK * z
    case 'linear':
      return z
  }
}

/** cost(i): cross-entropy from z, so that it stays finite. `targets` are those of the example. */
export function costOfOutputs(cost: Cost, { activation, z, a }: Float64State, targets: ArrayLike<number>): number {
  let sum = 0
  if (cost === 'squared-error') {
    for (let k = 0; k < a.length; k++) {
      const error = (a[k] ?? NaN) - (targets[k] ?? NaN)
      sum += 0.5 * error * error
    }
    return sum
  }
  if (activation === 'softmax') {
    // −ln hₖ = (m − zₖ) + ln Σⱼ e^(zⱼ − m), in which the largest power is 1
    const most = largest(z)
    const first = z.indexOf(most)
    let others = 0
    for (let k = 0; k < z.length; k++) others += k === first ? 0 : exponential((z[k] ?? NaN) - most)
    const logSum = naturalLog1p(others)
    for (let k = 0; k < z.length; k++) sum += (targets[k] ?? NaN) * (most - (z[k] ?? NaN) + logSum)
    return sum
  }
  for (let k = 0; k < z.length; k++) {
    // max(z, 0) − z·y + ln(1 + e^−|z|)
    const value = z[k] ?? NaN
    const magnitude = value > 0 ? value : -value
    sum += (value > 0 ? value : 0) - value * (targets[k] ?? NaN) + naturalLog1p(exponential(-magnitude))
  }
  return sum
}

function largest(values: Float64Array): number {
  let most = -Infinity
  for (const value of values) most = value > most ? value : most
  return most
}
