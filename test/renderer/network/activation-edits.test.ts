import { describe, expect, it } from 'vitest'
import { setActivation } from '../../../src/renderer/network/edits'
import type { Experiment } from '../../../src/shared/experiment'
import { type Activation, type Cost, type NetworkSpec } from '../../../src/shared/network'
import { checkExperiment } from '../../../src/shared/parse-experiment'
import { experimentWith } from '../data/experiment-with'
import { experimentOf, lectureProblem } from './model-snapshot'

/** 2-4-3-1: tanh, relu, sigmoid. */
const deep = experimentWith({
  network: {
    inputs: 2,
    layers: [
      { units: 4, activation: 'tanh' },
      { units: 3, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
})
const given = experimentOf(lectureProblem())

function shapeOf({ network: { inputs, layers } }: Experiment): string {
  return [inputs, ...layers.map(({ units, activation }) => `${units} ${activation}`)].join(', ')
}

describe('another activation', () => {
  it('of a hidden layer leaves the cost alone', () => {
    const changed = setActivation(deep, 3, 'leaky-relu')
    expect(shapeOf(changed)).toBe('2, 4 tanh, 3 leaky-relu, 1 sigmoid')
    expect(changed.cost).toBe('cross-entropy')
  })

  const twoOutputs: NetworkSpec = { inputs: 2, layers: [{ units: 2, activation: 'softmax' }] }
  it.each<[string, Partial<Experiment>, Activation, Cost]>([
    // Probabilities are compared by either cost; the one that was chosen stays.
    ['sigmoid', { cost: 'cross-entropy' }, 'tanh', 'squared-error'],
    ['sigmoid', { cost: 'cross-entropy' }, 'relu', 'squared-error'],
    ['sigmoid', { cost: 'cross-entropy' }, 'linear', 'squared-error'],
    ['sigmoid', { cost: 'squared-error' }, 'tanh', 'squared-error'],
    ['softmax', { network: twoOutputs }, 'sigmoid', 'cross-entropy'],
    ['softmax', { network: twoOutputs }, 'tanh', 'squared-error'],
    [
      'tanh',
      { cost: 'squared-error', network: { inputs: 2, layers: [{ units: 2, activation: 'tanh' }] } },
      'softmax',
      'cross-entropy',
    ],
  ])('of %s outputs with %j becomes %s and brings along %s', (_, parts, activation, cost) => {
    const before = experimentWith(parts)
    const changed = setActivation(before, before.network.layers.length + 1, activation)
    expect(changed.cost).toBe(cost)
    expect(changed.network.layers.at(-1)?.activation).toBe(activation)
    expect(checkExperiment(changed)).toEqual([])
  })

  it('that no cost fits is left for the check to explain', () => {
    const hidden = setActivation(deep, 2, 'softmax')
    expect(hidden.cost).toBe(deep.cost)
    expect(checkExperiment(hidden)).toEqual([
      {
        path: 'network.layers.0.activation',
        message: 'Layer 2 is hidden, and softmax works in the output layer only. Choose another activation for it.',
      },
    ])
  })

  it('keeps given weights', () => {
    expect(setActivation(given, 2, 'tanh').theta).toBe(given.theta)
  })
})
