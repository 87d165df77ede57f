/** One example in float64 with one number of the network held at another value: "change that z a little". */
import { thetaBlocks, type Activation, type Cost, type NetworkSpec } from '../../shared/network'
import type { NudgeTarget } from '../../shared/microscope'
import { naturalLog } from '../../shared/elementary'
import { activate, costOfOutputs, emptyStates, float64Layers, forwardFrom, type Float64State } from './float64-forward'
import { backwardThrough, type NudgedBackward } from './nudged-backward'

export interface NudgedNetwork {
  /** Where the target stands by itself. */
  valueOf(target: NudgeTarget): number
  /** cost(i) with the target at `value`; `null`: with nothing changed. Leaves z and a in `states`. */
  cost(target: NudgeTarget | null, value: number): number
  /** With the target at `value`, forward and backward. Leaves z and a in `states`. */
  pass(target: NudgeTarget, value: number): NudgedPass
  readonly x: Float64Array // [inputs]
  readonly states: readonly Float64State[] // layers 2 to L
}

/** What a pass gives besides z and a. */
export interface NudgedPass extends NudgedBackward {
  readonly cost: number
  readonly inputs: Float64Array // [inputs]
}

export function createNudgedNetwork(
  network: NetworkSpec,
  cost: Cost,
  theta: Float32Array,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): NudgedNetwork {
  const layers = float64Layers(network, theta)
  const states = emptyStates(layers)
  const inputs = Float64Array.from(x)
  const blocks = thetaBlocks(network)

  function stateOf(layer: number): Float64State {
    const state = states[layer - 2]
    if (!state) throw new RangeError(`There is no layer ${layer} that computes`)
    return state
  }

  /** The Θ of a weight, by index from 0, and its place in that Θ. */
  function placeOf(weight: number): { readonly index: number; readonly within: number } {
    const index = blocks.findLastIndex(({ offset }) => offset <= weight)
    return { index, within: weight - (blocks[index]?.offset ?? 0) }
  }

  /** What `use` gives while the weight, if it is one, has that value. */
  function holding<T>(target: NudgeTarget, value: number, use: () => T): T {
    if (target.kind !== 'theta') return use()
    const { index, within } = placeOf(target.weight)
    const own = layers[index]?.theta
    if (!own) throw new RangeError(`There is no weight ${target.weight}`)
    const before = own[within] ?? NaN
    own[within] = value
    const answer = use()
    own[within] = before
    return answer
  }

  function inputsWith(target: NudgeTarget, value: number): Float64Array {
    return target.kind === 'a' && target.layer === 1 ? inputs.with(target.unit, value) : inputs
  }

  function forwardWith(target: NudgeTarget, value: number): number {
    if (target.kind === 'theta' || target.layer === 1) {
      forwardFrom(layers, 0, inputsWith(target, value), states)
      return costOf()
    }
    forwardFrom(layers, 0, inputs, states)
    const state = stateOf(target.layer)
    state[target.kind][target.unit] = value
    if (target.kind === 'z') activate(state)
    const isOutput = target.layer === layers.length + 1
    if (isOutput) return target.kind === 'a' ? costOfAnswers(cost, state, y) : costOf()
    forwardFrom(layers, target.layer - 1, state.a, states)
    return costOf()
  }

  function costOf(): number {
    return costOfOutputs(cost, stateOf(layers.length + 1), y)
  }

  return {
    x: inputs,
    states,
    valueOf(target) {
      if (target.kind === 'theta') return theta[target.weight] ?? NaN
      if (target.layer === 1) return inputs[target.unit] ?? NaN
      forwardFrom(layers, 0, inputs, states)
      return stateOf(target.layer)[target.kind][target.unit] ?? NaN
    },
    cost(target, value) {
      if (target) return holding(target, value, () => forwardWith(target, value))
      forwardFrom(layers, 0, inputs, states)
      return costOf()
    },
    pass: (target, value) =>
      holding(target, value, () => {
        const moved = forwardWith(target, value)
        const from = inputsWith(target, value)
        return { ...backwardThrough(cost, layers, from, states, y), cost: moved, inputs: from }
      }),
  }
}

/** cost(i) where an answer was changed by hand, so that there is no z to compute it from. NaN outside 0 to 1. */
function costOfAnswers(cost: Cost, state: Float64State, y: ArrayLike<number>): number {
  if (cost === 'squared-error') return costOfOutputs(cost, state, y)
  let sum = 0
  for (let k = 0; k < state.a.length; k++) {
    const [h, target] = [state.a[k] ?? NaN, y[k] ?? NaN]
    sum -= target * log(h) + (state.activation === 'softmax' ? 0 : (1 - target) * log(1 - h))
  }
  return sum
}

/** 0·log 0 is 0 in a cost. */
function log(value: number): number {
  if (value > 0) return naturalLog(value)
  return value === 0 ? -1e300 : NaN
}

/** ∂cost(i)/∂h of an output, from the definitions of the costs. */
export function answerSlope(cost: Cost, activation: Activation, h: number, y: number): number {
  if (cost === 'squared-error') return h - y
  return activation === 'softmax' ? -y / h : (h - y) / (h * (1 - h))
}
