import { describe, expect, it } from 'vitest'
import { costChoices } from '../../../src/renderer/lab/cost-choices'
import {
  optimizerOf,
  optimizerParameter,
  setInitialization,
  setLearningRate,
  setOptimizerKind,
  setOptimizerParameter,
  setTraining,
  setUniformRange,
  shownInitialization,
} from '../../../src/renderer/training/edits'
import { batchStops, LEARNING_RATE_STOPS, nextSeed, PENALTY_STOPS } from '../../../src/renderer/training/setting-ranges'
import type { Experiment, GeneratedDataset, InitializationKind, OptimizerKind } from '../../../src/shared/experiment'
import type { Activation, Cost } from '../../../src/shared/network'
import { checkExperiment } from '../../../src/shared/parse-experiment'
import { experimentWith } from '../data/experiment-with'

const circle = experimentWith({})

function generated({ dataset }: Experiment): GeneratedDataset {
  if (dataset.kind !== 'generated') throw new Error('These points are not generated')
  return dataset
}

describe('the optimizer', () => {
  it.each<[OptimizerKind, object]>([
    ['sgd', {}],
    ['momentum', { momentum: 0.9 }],
    ['rmsprop', { decay: 0.99, epsilon: 1e-8 }],
    ['adam', { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }],
  ])('%s has its usual settings and keeps the learning rate', (kind, settings) => {
    const after = setOptimizerKind(kind)(setLearningRate(0.02)(circle))
    expect(after.training.optimizer).toEqual({ kind, learningRate: 0.02, ...settings })
    expect(checkExperiment(after)).toEqual([])
  })

  it('keeps its own settings when it is chosen again', () => {
    const tuned = setOptimizerParameter('momentum', 0.5)(setOptimizerKind('momentum')(circle))
    expect(setOptimizerKind('momentum')(tuned)).toBe(tuned)
  })

  it('has only the parameters of its kind', () => {
    expect(optimizerParameter(optimizerOf('adam', 1), 'beta2')).toBe(0.999)
    expect(optimizerParameter(optimizerOf('adam', 1), 'decay')).toBeNull()
    expect(optimizerParameter(optimizerOf('sgd', 1), 'momentum')).toBeNull()
    expect(setOptimizerParameter('decay', 0.5)(circle)).toBe(circle)
  })
})

describe('the cost', () => {
  const outputs = (activation: Activation): Partial<Experiment> => ({
    network: { inputs: 2, layers: [{ units: activation === 'softmax' ? 2 : 1, activation }] },
  })
  const plane: Experiment['dataset'] = { ...generated(circle), name: 'plane' }

  it.each<[string, Partial<Experiment>, Cost[]]>([
    ['sigmoid outputs', outputs('sigmoid'), ['cross-entropy', 'squared-error']],
    ['softmax outputs', outputs('softmax'), ['cross-entropy']],
    ['tanh outputs', outputs('tanh'), ['squared-error']],
    ['relu outputs', outputs('relu'), ['squared-error']],
    ['linear outputs', outputs('linear'), ['squared-error']],
    ['values to predict', { ...outputs('sigmoid'), dataset: plane }, ['squared-error']],
  ])('offers what goes with %s, and explains what doesn’t', (_name, parts, offered) => {
    const cost = offered.at(-1) ?? 'squared-error'
    const choices = costChoices(experimentWith({ ...parts, cost }))
    expect(choices.filter(({ obstacle }) => obstacle === null).map((choice) => choice.cost)).toEqual(offered)
    for (const { obstacle } of choices) if (obstacle !== null) expect(obstacle).toMatch(/Choose .+\.$/)
  })
})

describe('the initial weights', () => {
  const given = experimentWith({
    network: { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' }] },
    initialization: { kind: 'given' },
    theta: [[[-30, 20, 20]]],
  })

  it.each<InitializationKind>(['xavier-uniform', 'xavier-normal', 'he-uniform', 'he-normal', 'uniform', 'zeros'])(
    '%s is drawn in place of given weights',
    (kind) => {
      const after = setInitialization(kind)(given)
      expect(after).not.toHaveProperty('theta')
      expect(shownInitialization(after)).toBe(kind)
      expect(checkExperiment(after)).toEqual([])
    },
  )

  it('shows given weights as given, whatever was chosen before', () => {
    expect(shownInitialization(given)).toBe('given')
    expect(shownInitialization({ ...given, initialization: { kind: 'zeros' } })).toBe('given')
    expect(setInitialization('given')(circle)).toBe(circle)
  })

  it('has a range where it is uniform', () => {
    const uniform = setUniformRange(0.2)(setInitialization('uniform')(circle))
    expect(uniform.initialization).toEqual({ kind: 'uniform', range: 0.2 })
    expect(setUniformRange(0.2)(circle)).toBe(circle)
  })
})

describe('where the sliders stand', () => {
  it('goes from 0.0001 to 10 for α, from nothing to 1 for regularisation', () => {
    expect(LEARNING_RATE_STOPS).toHaveLength(21)
    expect([LEARNING_RATE_STOPS[0], LEARNING_RATE_STOPS.at(-1)]).toEqual([0.0001, 10])
    expect(LEARNING_RATE_STOPS).toContain(0.3)
    expect([PENALTY_STOPS[0], PENALTY_STOPS[1], PENALTY_STOPS.at(-1)]).toEqual([0, 0.00001, 1])
    for (const stops of [LEARNING_RATE_STOPS, PENALTY_STOPS]) {
      expect(stops).toEqual([...stops].sort((a, b) => a - b))
    }
  })

  it.each([
    [1, [1]],
    [4, [1, 2, 4]],
    [250, [1, 2, 5, 10, 20, 50, 100, 200, 250]],
    [100, [1, 2, 5, 10, 20, 50, 100]],
  ])('a batch of %d examples at most', (examples, stops) => {
    expect(batchStops(examples)).toEqual(stops)
  })

  it('has a next seed after every one', () => {
    expect(nextSeed(1)).toBe(2)
    expect(checkExperiment(setTraining({ seed: nextSeed(2 ** 32 - 1) })(circle))).toEqual([])
  })
})
