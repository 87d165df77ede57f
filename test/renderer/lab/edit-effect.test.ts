import { describe, expect, it } from 'vitest'
import { effectOf, type EditEffect } from '../../../src/renderer/lab/edit-effect'
import type { Experiment } from '../../../src/shared/experiment'
import { experimentWith } from '../data/experiment-with'

const circle = experimentWith({})
const { training, network, dataset } = circle

function trained(changes: Partial<Experiment['training']>): Experiment {
  return { ...circle, training: { ...training, ...changes } }
}

describe('what an edit means for the run', () => {
  it.each<[string, Experiment, EditEffect]>([
    ['nothing', circle, 'none'],
    ['another name', { ...circle, name: 'Mine' }, 'none'],
    ['a copy that says the same', structuredClone(circle), 'none'],
    ['α', trained({ optimizer: { kind: 'sgd', learningRate: 1 } }), 'tune'],
    ['another optimizer', trained({ optimizer: { kind: 'momentum', learningRate: 1, momentum: 0.9 } }), 'tune'],
    ['the batch', trained({ batchSize: 1 }), 'tune'],
    ['λ', trained({ l2: 0.1 }), 'tune'],
    ['the order', trained({ shuffle: false }), 'tune'],
    // The seed draws the initial weights, too.
    ['the seed', trained({ seed: 2 }), 'restart'],
    ['the initial weights', { ...circle, initialization: { kind: 'zeros' } }, 'restart'],
    ['given weights', { ...circle, theta: [] }, 'restart'],
    ['the cost', { ...circle, cost: 'squared-error' }, 'restart'],
    ['the network', { ...circle, network: { ...network, layers: network.layers.slice(1) } }, 'restart'],
    ['the data', { ...circle, dataset: { ...dataset, trainFraction: 0.9 } }, 'restart'],
    ['network and α at once', { ...trained({ l1: 1 }), network: { ...network, inputs: 3 } }, 'restart'],
  ])('%s', (_, after, effect) => {
    expect(effectOf(circle, after)).toBe(effect)
  })
})
