import * as fc from 'fast-check'
import { trainingExamples } from '../../../src/shared/dataset-facts'
import { describe, expect, it } from 'vitest'
import {
  chooseDataset,
  redrawSeed,
  setNoise,
  setSamples,
  setTrainFraction,
  toggleFeature,
} from '../../../src/renderer/data/edits'
import { firstGallery, type TileName } from '../../../src/renderer/data/gallery'
import type { DatasetSpec, Experiment } from '../../../src/shared/experiment'
import type { Activation, Cost } from '../../../src/shared/network'
import { checkExperiment } from '../../../src/shared/parse-experiment'
import { experimentWith } from './experiment-with'

const gallery = firstGallery()

function tile(name: TileName): DatasetSpec {
  const dataset = gallery.get(name)
  if (!dataset) throw new Error(`There is no tile ${name}`)
  return dataset
}

/** Inputs, units of the output layer, its activation, the cost. */
function shape({ network, cost }: Experiment): [number, number | undefined, Activation | undefined, Cost] {
  const output = network.layers.at(-1)
  return [network.inputs, output?.units, output?.activation, cost]
}

describe('choosing data fits the network to them', () => {
  const hidden = { units: 4, activation: 'tanh' } as const
  it.each<[TileName, Activation, number, ReturnType<typeof shape>]>([
    // A lone sigmoid output, as the lecture has it.
    ['generated spiral', 'sigmoid', 1, [2, 1, 'sigmoid', 'cross-entropy']],
    ['gate xnor', 'sigmoid', 1, [2, 1, 'sigmoid', 'cross-entropy']],
    ['builtin iris', 'sigmoid', 1, [4, 3, 'softmax', 'cross-entropy']],
    ['builtin digits', 'sigmoid', 1, [64, 10, 'softmax', 'cross-entropy']],
    ['generated plane', 'sigmoid', 1, [2, 1, 'linear', 'squared-error']],
    // A tanh output says −1 and +1: what generated classes and values can be, and a truth table can't.
    ['generated circle', 'tanh', 1, [2, 1, 'tanh', 'squared-error']],
    ['generated multi-gauss', 'tanh', 1, [2, 1, 'tanh', 'squared-error']],
    ['gate and', 'tanh', 1, [2, 1, 'sigmoid', 'cross-entropy']],
    // Many outputs.
    ['generated circle', 'softmax', 2, [2, 2, 'softmax', 'cross-entropy']],
    ['generated circle', 'softmax', 10, [2, 1, 'sigmoid', 'cross-entropy']],
    ['generated plane', 'softmax', 10, [2, 1, 'linear', 'squared-error']],
    ['builtin iris', 'sigmoid', 10, [4, 3, 'sigmoid', 'cross-entropy']],
    // A value to predict.
    ['generated gauss', 'linear', 1, [2, 1, 'sigmoid', 'cross-entropy']],
    ['builtin digits', 'relu', 1, [64, 10, 'softmax', 'cross-entropy']],
  ])('%s after %s × %d', (name, activation, units, expected) => {
    const cost = activation === 'sigmoid' || activation === 'softmax' ? 'cross-entropy' : 'squared-error'
    const before = experimentWith({
      network: { inputs: 2, layers: [hidden, { units, activation }] },
      cost,
    })
    const after = chooseDataset(tile(name))(before)
    expect(shape(after)).toEqual(expected)
    expect(after.network.layers.slice(0, -1)).toEqual([hidden])
    expect(checkExperiment(after)).toEqual([])
  })

  it('leaves a network that fits as it is', () => {
    const before = experimentWith({ cost: 'squared-error' })
    const after = chooseDataset(tile('generated spiral'))(before)
    expect(after.network).toEqual(before.network)
    expect(after.cost).toBe('squared-error')
  })

  it('keeps given weights while they fit, and draws new ones when they don’t', () => {
    const before = experimentWith({
      network: { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' }] },
      initialization: { kind: 'given' },
      theta: [[[-30, 20, 20]]],
    })
    const kept = chooseDataset(tile('gate or'))(before)
    expect(kept.theta).toEqual(before.theta)
    expect(kept.initialization).toEqual({ kind: 'given' })

    const dropped = chooseDataset(tile('builtin iris'))(before)
    expect(dropped).not.toHaveProperty('theta')
    expect(dropped.initialization).toEqual({ kind: 'xavier-uniform' })
    expect(checkExperiment(dropped)).toEqual([])
  })

  it('answers inline data of every kind', () => {
    const inputs = [
      [0, 1, 2],
      [3, 4, 5],
    ]
    const inline = (targets: number[][]): DatasetSpec => ({ kind: 'inline', inputs, targets, trainFraction: 1 })
    const outcomes = [
      [
        [[0], [1]],
        [3, 1, 'sigmoid', 'cross-entropy'],
      ],
      [
        [[-1], [1]],
        [3, 1, 'tanh', 'squared-error'],
      ],
      [
        [
          [0, 1],
          [1, 0],
        ],
        [3, 2, 'softmax', 'cross-entropy'],
      ],
      [
        [
          [1, 1],
          [1, 0],
        ],
        [3, 2, 'sigmoid', 'cross-entropy'],
      ],
      [
        [[17], [0.5]],
        [3, 1, 'linear', 'squared-error'],
      ],
    ] as const
    for (const [targets, expected] of outcomes) {
      const after = chooseDataset(inline(targets.map((row) => [...row])))(experimentWith({}))
      expect(shape(after)).toEqual(expected)
      expect(checkExperiment(after)).toEqual([])
    }
  })
})

describe('settings of the data', () => {
  const circle = experimentWith({})

  it('changes noise, samples and the draw of generated points', () => {
    const after = redrawSeed(8)(setSamples(100)(setNoise(0.25)(circle)))
    expect(after.dataset).toEqual({ ...circle.dataset, noise: 0.25, samples: 100, seed: 8 })
    expect(after.network).toBe(circle.network)
  })

  it('splits built-in data anew, and has nothing to draw in a truth table', () => {
    const iris = chooseDataset(tile('builtin iris'))(circle)
    expect(redrawSeed(5)(iris).dataset).toMatchObject({ name: 'iris', seed: 5 })
    const gate = chooseDataset(tile('gate xor'))(circle)
    for (const edit of [redrawSeed(5), setNoise(0.3), setSamples(9), toggleFeature('x1^2')]) {
      expect(edit(gate)).toBe(gate)
    }
  })

  it('keeps a batch of all examples a batch of all', () => {
    const training = { ...circle.training, batchSize: 250 }
    const larger = setTrainFraction(0.8)({ ...circle, training })
    expect(trainingExamples(larger.dataset)).toBe(400)
    expect(larger.training.batchSize).toBe(400)
    expect(setSamples(1000)({ ...circle, training }).training.batchSize).toBe(500)
    expect(setTrainFraction(0.8)(circle).training.batchSize).toBe(10)
  })
})

describe('inputs', () => {
  const circle = experimentWith({})

  it('adds one, in the order of the list, and a unit for it', () => {
    const after = toggleFeature('x1*x2')(toggleFeature('sin(x1)')(circle))
    expect(after.dataset).toMatchObject({ features: ['x1', 'x2', 'x1*x2', 'sin(x1)'] })
    expect(after.network.inputs).toBe(4)
    expect(after.network.layers).toEqual(circle.network.layers)
  })

  it('comes back to the same experiment off and on again', () => {
    expect(toggleFeature('x1')(toggleFeature('x1')(circle))).toEqual(circle)
  })

  it('keeps the last one', () => {
    const one = toggleFeature('x1')(circle)
    expect(one.dataset).toMatchObject({ features: ['x2'] })
    expect(toggleFeature('x2')(one)).toBe(one)
  })
})

it('any choices in any order give a sound experiment', () => {
  const edits = fc.oneof(
    fc.constantFrom(...gallery.values()).map(chooseDataset),
    fc.integer({ min: 0, max: 50 }).map((percent) => setNoise(percent / 100)),
    fc.integer({ min: 20, max: 2000 }).map(setSamples),
    fc.nat().map(redrawSeed),
    fc.integer({ min: 25, max: 100 }).map((percent) => setTrainFraction(percent / 100)),
    fc.constantFrom('x1' as const, 'x2' as const, 'x1^2' as const, 'sin(x2)' as const).map(toggleFeature),
  )
  fc.assert(
    fc.property(fc.array(edits, { maxLength: 12 }), (sequence) => {
      const after = sequence.reduce((experiment, edit) => edit(experiment), experimentWith({}))
      expect(checkExperiment(after)).toEqual([])
    }),
    { numRuns: 200 },
  )
})
