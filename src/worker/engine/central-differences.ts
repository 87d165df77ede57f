/** (J(θ + h) − J(θ − h)) / 2h in float64, for weights chosen from each Θ. */
import type { Experiment } from '../../shared/experiment'
import {
  activate,
  activateUnit,
  costOfOutputs,
  emptyStates,
  float64Layers,
  forwardFrom,
  type Float64Layer,
  type Float64State,
} from './float64-forward'
import type { PreparedData } from './prepared-data'

/** How far θ is moved. */
const STEP = 1e-5

/** J over the first `examples`. NaN where a unit or θ itself would cross a corner. Shaped as `weights`. */
export function centralDifferences(
  theta: Float32Array,
  weights: readonly Uint32Array[],
  { network, cost, training: { l1, l2 } }: Pick<Experiment, 'network' | 'cost' | 'training'>,
  data: PreparedData,
  examples: number,
): Float64Array[] {
  const layers = float64Layers(network, theta)
  const differences = weights.map(({ length }) => new Float64Array(length)) // Σ cost(θ + h) − cost(θ − h)
  const moving = createMovingCost(layers, cost)
  const outputs = layers.at(-1)?.units ?? 0
  for (let example = 0; example < examples; example++) {
    const x = Float64Array.from(data.inputs.subarray(example * network.inputs, (example + 1) * network.inputs))
    moving.start(x, data.targets.subarray(example * outputs, (example + 1) * outputs))
    layers.forEach(({ columns }, index) => {
      const inputs = index === 0 ? x : moving.activations(index - 1)
      const sums = differences[index] ?? new Float64Array(0)
      weights[index]?.forEach((weight, at) => {
        const column = weight % columns
        // Moving Θⱼᵢ by h moves zⱼ by h·aᵢ, and by h itself where i is the bias unit.
        const change = STEP * (column === 0 ? 1 : (inputs[column - 1] ?? NaN))
        const unit = (weight - column) / columns
        if (change !== 0)
          sums[at] = (sums[at] ?? NaN) + moving.cost(index, unit, change) - moving.cost(index, unit, -change)
      })
    })
  }
  return differences.map((sums, index) => {
    const { theta: own, columns } = layers[index] ?? { theta: new Float64Array(0), columns: 1 }
    return sums.map((sum, at) => {
      const weight = weights[index]?.[at] ?? 0
      const isBias = weight % columns === 0
      return (sum / examples + (isBias ? 0 : penaltyDifference(own[weight] ?? NaN, l1, l2))) / (2 * STEP)
    })
  })
}

/** Of (l2/2)·θ² + l1·|θ|, whose slope at 0 is 0. */
function penaltyDifference(theta: number, l1: number, l2: number): number {
  const magnitude = theta < 0 ? -theta : theta
  if (l1 > 0 && magnitude > 0 && magnitude < STEP) return NaN
  const penalty = (moved: number): number => 0.5 * l2 * moved * moved + l1 * (moved < 0 ? -moved : moved)
  return penalty(theta + STEP) - penalty(theta - STEP)
}

/** cost(i) of one example when one unit's z is moved; what doesn't move is computed once for each example. */
interface MovingCost {
  /** Takes on another example. */
  start(x: Float64Array, targets: Float32Array): void
  activations(index: number): Float64Array
  /** NaN where a unit is taken over the corner of relu. */
  cost(index: number, unit: number, change: number): number
}

function createMovingCost(layers: readonly Float64Layer[], cost: Experiment['cost']): MovingCost {
  const unmoved = emptyStates(layers)
  const moved = emptyStates(layers)
  const last = layers.length - 1
  let targets = new Float32Array(0)

  return {
    start(x, newTargets) {
      targets = Float32Array.from(newTargets)
      forwardFrom(layers, 0, x, unmoved)
    },
    activations: (index) => at(unmoved, index).a,
    cost(index, unit, change) {
      const before = at(unmoved, index)
      const z = before.z[unit] ?? NaN
      if (index === last) {
        const output = at(moved, index)
        output.z.set(before.z)
        output.z[unit] = z + change
        if (crossesCorner(before, output)) return NaN
        activate(output)
        return costOfOutputs(cost, output, targets)
      }
      if (before.activation === 'softmax') throw new Error('Softmax belongs to the output layer')
      if (hasCorner(before) && sign(z + change) !== sign(z)) return NaN
      moveNextLayer(index + 1, unit, activateUnit(before.activation, z + change) - (before.a[unit] ?? NaN))
      forwardFrom(layers, index + 2, at(moved, index + 1).a, moved)
      for (let later = index + 1; later <= last; later++) {
        if (crossesCorner(at(unmoved, later), at(moved, later))) return NaN
      }
      return costOfOutputs(cost, at(moved, last), targets)
    },
  }

  /** Of what that layer adds up, only the activation of one unit has changed. */
  function moveNextLayer(index: number, unit: number, change: number): void {
    const { theta, columns } = at(layers, index)
    const { z } = at(unmoved, index)
    const state = at(moved, index)
    for (let row = 0; row < z.length; row++) {
      state.z[row] = (z[row] ?? NaN) + (theta[row * columns + 1 + unit] ?? NaN) * change
    }
    activate(state)
  }
}

function crossesCorner(before: Float64State, after: Float64State): boolean {
  return hasCorner(before) && before.z.some((z, unit) => sign(z) !== sign(after.z[unit] ?? NaN))
}

function hasCorner({ activation }: Float64State): boolean {
  return activation === 'relu' || activation === 'leaky-relu'
}

function sign(value: number): number {
  return value > 0 ? 1 : value < 0 ? -1 : 0
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new RangeError(`Nothing at ${index}`)
  return item
}
