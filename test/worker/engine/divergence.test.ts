/** NaN and infinity stop training before they reach θ, and are found. */
import { expect, it } from 'vitest'
import type { Activation } from '../../../src/shared/network'
import { createModel, type Model } from '../../../src/worker/engine/model'
import { inlineData, inOrder, kernels, settings } from './engine'

/** 1-2-2-1 with squared error, weights 1, one example x for each target 0. */
function newModel(inputs: number[], hidden: Activation = 'linear', batchSize = 2): Model {
  const layers = [
    { units: 2, activation: hidden },
    { units: 2, activation: 'linear' as const },
    { units: 1, activation: 'linear' as const },
  ]
  const training = { batchSize, optimizer: { kind: 'sgd', learningRate: 0.1 } as const }
  const rows = inputs.map((x) => [x])
  const data = inlineData(
    rows,
    rows.map(() => [0]),
  )
  const model = createModel(kernels, settings(1, layers, training), data)
  model.theta().fill(1)
  return model
}

function train(model: Model, count: number): number {
  return model.train(inOrder(count), 0, count)
}

it('is silent while all is finite', () => {
  const model = newModel([0.1, 0.2, 0.3])
  expect(model.firstNonFinite()).toBeNull()
  expect(train(model, 3)).toBe(3)
  expect(model.firstNonFinite()).toBeNull()
})

it('stops before the batch that breaks, and keeps θ finite', () => {
  const model = newModel([0.01, 0.02, 0.03, 0.04, 3e38, 0.05, 0.06])
  const shorter = newModel([0.01, 0.02, 0.03, 0.04])
  expect(train(model, 7)).toBe(4)
  expect(train(shorter, 4)).toBe(4)
  expect(model.theta()).toEqual(shorter.theta())
  expect(model.steps).toBe(2)
  expect(model.takeStatistics().examples).toBe(4)
})

it.each<{ what: string; spoil: (model: Model) => void; inputs: number[]; found: object }>([
  {
    what: 'a weight',
    spoil: (model) => model.theta().fill(NaN, 6, 7),
    inputs: [0.1],
    found: { tensor: 'theta', layer: 3, unit: 0 },
  },
  { what: 'an input', spoil: () => undefined, inputs: [NaN], found: { tensor: 'z', layer: 2, unit: 0 } },
  {
    what: 'a weighted sum',
    spoil: (model) => model.theta().fill(3e38, 7, 10),
    inputs: [2],
    found: { tensor: 'z', layer: 3, unit: 1 },
  },
  { what: 'the cost', spoil: () => undefined, inputs: [1e30], found: { tensor: 'cost', layer: null, unit: null } },
])('names $what', ({ spoil, inputs, found }) => {
  for (const count of [1, 3]) {
    const model = newModel([...inputs, 0.1, 0.1], 'linear', count)
    spoil(model)
    expect(train(model, 3)).toBe(0)
    expect(model.firstNonFinite()).toEqual(found)
  }
})

// Biases of layer 3 make h = 1e15, so that the cost, 5e29, is finite; the product beside it is not.
it.each([
  { what: 'δ', bias: 1e-15, weight: 1e30, found: { tensor: 'delta', layer: 3, unit: 0 } },
  { what: 'the gradient', bias: 1e25, weight: 1e-10, found: { tensor: 'gradient', layer: 4, unit: 0 } },
])('names $what where the cost is still finite', ({ bias, weight, found }) => {
  for (const count of [1, 3]) {
    const model = newModel([1, 1, 1], 'linear', count)
    model.theta().set([0, 0, 0, 0, bias, 0, 0, 0, 0, 0, 0, weight, 0])
    expect(train(model, 3)).toBe(0)
    expect(model.firstNonFinite()).toEqual(found)
  }
})

it('goes on after θ has been mended', () => {
  const model = newModel([0.1, 0.2])
  model.theta().fill(NaN, 0, 1)
  expect(train(model, 2)).toBe(0)
  model.theta().fill(0.5)
  expect(train(model, 2)).toBe(2)
  expect(model.firstNonFinite()).toBeNull()
})
