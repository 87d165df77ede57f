/** What can be read from a model, and that reading disturbs nothing. */
import { describe, expect, it } from 'vitest'
import type { LayerSpec } from '../../../src/shared/network'
import { initialTheta } from '../../../src/worker/engine/initialization'
import { createModel, type Model } from '../../../src/worker/engine/model'
import { createRandom } from '../../../src/shared/rng'
import { inlineData, inOrder, kernels, relativeError, settings } from './engine'

const EXAMPLES = 150
const random = createRandom(11)
const inputs = Array.from({ length: EXAMPLES }, () => Array.from({ length: 6 }, () => random.normal()))
const targets = inputs.map(([x1 = 0, x2 = 0]) => (x1 > x2 ? [1, 0, 0] : x1 > 0 ? [0, 1, 0] : [0, 0, 1]))
const data = inlineData(inputs, targets)

const layers: LayerSpec[] = [
  { units: 7, activation: 'relu' },
  { units: 5, activation: 'tanh' },
  { units: 3, activation: 'softmax' },
]

function newModel(batchSize = 10): Model {
  const experiment = settings(6, layers, { batchSize, l1: 0.001, l2: 0.01 })
  const model = createModel(kernels, experiment, data)
  model.theta().set(initialTheta(experiment.network, { kind: 'he-normal' }, undefined, 5))
  return model
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0)
}

it('evaluates the mean of the examples’ costs, and their outputs', () => {
  const model = newModel()
  const traces = Array.from({ length: 130 }, (_, index) => model.trace(10 + index))
  const { cost, outputs } = model.evaluate(10, 130)
  expect(relativeError([cost], [sum(traces.map((trace) => trace.cost)) / 130])).toBeLessThan(1e-6)
  const traced = traces.flatMap(({ a }) => Array.from(a.subarray(-3)))
  expect(relativeError(outputs, traced)).toBeLessThan(1e-6)
  expect(model.outputs(10, 130)).toEqual(outputs)
})

it('answers with probabilities that add up to 1', () => {
  const outputs = newModel().outputs(0, EXAMPLES)
  for (let example = 0; example < EXAMPLES; example++) {
    expect(sum(outputs.subarray(3 * example, 3 * example + 3))).toBeCloseTo(1, 6)
  }
})

it('adds the penalty over weights, never over biases', () => {
  const model = newModel()
  const weights: number[] = []
  let columns = 7
  let at = 0
  for (const { units } of layers) {
    for (let row = 0; row < units; row++, at += columns) weights.push(...model.theta().subarray(at + 1, at + columns))
    columns = units + 1
  }
  const expected = 0.005 * sum(weights.map((w) => w * w)) + 0.001 * sum(weights.map(Math.abs))
  expect(relativeError([model.penalty()], [expected])).toBeLessThan(1e-6)
  expect(relativeError([model.gradientOf(0, 20)], [model.evaluate(0, 20).cost + expected])).toBeLessThan(1e-6)
})

it.each([1, 4, 10, 64])('sums |δ| of every unit and keeps the extreme costs, in batches of %d', (batchSize) => {
  const model = newModel(batchSize)
  model.configure({ ...settings(6, layers, { batchSize, optimizer: { kind: 'sgd', learningRate: 0 } }).training })
  const costs: number[] = []
  for (let from = 0; from < EXAMPLES; from += batchSize) {
    costs.push(model.gradientOf(from, Math.min(batchSize, EXAMPLES - from)))
  }
  const expected = new Float64Array(15)
  for (let example = 0; example < EXAMPLES; example++) {
    model.trace(example).delta.forEach((delta, unit) => (expected[unit] = (expected[unit] ?? 0) + Math.abs(delta)))
  }
  model.train(inOrder(EXAMPLES), 0, EXAMPLES)
  const statistics = model.takeStatistics()
  expect(statistics.examples).toBe(EXAMPLES)
  expect(statistics.batches).toBe(Math.ceil(EXAMPLES / batchSize))
  expect(relativeError(statistics.sumAbsDelta, expected)).toBeLessThan(1e-6)
  expect(statistics.lowestBatchCost).toBeCloseTo(Math.min(...costs), 5)
  expect(statistics.highestBatchCost).toBeCloseTo(Math.max(...costs), 5)
  expect(model.takeStatistics()).toEqual({
    examples: 0,
    batches: 0,
    sumAbsDelta: new Float64Array(15),
    lowestBatchCost: NaN,
    highestBatchCost: NaN,
  })
})

it('gives the activation of any unit for inputs that are no examples', () => {
  const model = newModel()
  const flat = Float32Array.from(inputs.flat())
  const traces = inputs.map((_, example) => model.trace(example).a)
  // a holds 6 inputs, then 7, 5 and 3 units
  for (const [layer, unit, index] of [
    [2, 6, 12],
    [3, 0, 13],
    [4, 2, 20],
  ] as const) {
    const activations = model.activationsOf(flat, layer, unit)
    expect(
      relativeError(
        activations,
        traces.map((a) => a[index] ?? NaN),
      ),
    ).toBeLessThan(1e-6)
  }
  expect(model.activationsOf(new Float32Array(0), 2, 0)).toHaveLength(0)
  expect(() => model.activationsOf(flat, 1, 0)).toThrow(RangeError)
})

it.each([1, 10])('is not disturbed in its training by being looked at, in batches of %d', (batchSize) => {
  const [watched, alone] = [newModel(batchSize), newModel(batchSize)]
  for (let epoch = 0; epoch < 3; epoch++) {
    for (const model of [watched, alone]) model.train(inOrder(EXAMPLES), 0, EXAMPLES - 1)
    const gradient = watched.gradient().slice()
    watched.trace(3)
    watched.evaluate(0, EXAMPLES)
    watched.outputs(0, 70)
    watched.penalty()
    watched.activationsOf(Float32Array.from(inputs.flat()), 3, 1)
    watched.firstNonFinite()
    expect(watched.gradient()).toEqual(gradient)
  }
  expect(watched.theta()).toEqual(alone.theta())
  expect(watched.takeStatistics()).toEqual(alone.takeStatistics())
})

it('shares nothing with another model', () => {
  const [one, alone] = [newModel(), newModel()]
  const other = createModel(kernels, settings(2, [{ units: 1, activation: 'sigmoid' }]), inlineData([[NaN, 1]], [[1]]))
  other.theta().fill(NaN)
  for (let epoch = 0; epoch < 3; epoch++) {
    one.train(inOrder(EXAMPLES), 0, EXAMPLES)
    other.train(inOrder(1), 0, 1)
    other.trace(0)
    alone.train(inOrder(EXAMPLES), 0, EXAMPLES)
  }
  other.release()
  expect(one.theta()).toEqual(alone.theta())
  expect(one.gradient()).toEqual(alone.gradient())
})

it('can’t be used after its release', () => {
  const model = newModel()
  model.release()
  expect(() => model.theta()).toThrow('released')
})

describe('a saturated unit', () => {
  const single = (activation: 'sigmoid' | 'tanh', target: number, z: number): Model => {
    const experiment = settings(1, [
      { units: 1, activation },
      { units: 1, activation: 'sigmoid' },
    ])
    const model = createModel(kernels, experiment, inlineData([[1]], [[target]]))
    model.theta().set([0, z, 0, 1])
    return model
  }

  it.each([10, 20, 30])('of sigmoid keeps the digits of g′ at z = %d', (z) => {
    const { delta } = single('sigmoid', 0, z).trace(0)
    const slope = Math.exp(-z) / (1 + Math.exp(-z)) ** 2
    const h = 1 / (1 + Math.exp(-1 / (1 + Math.exp(-z))))
    expect((delta[0] ?? NaN) / (h * slope)).toBeCloseTo(1, 5)
  })

  it.each([5, 10, 15])('of tanh keeps the digits of g′ at z = %d', (z) => {
    const { delta } = single('tanh', 0, z).trace(0)
    const h = 1 / (1 + Math.exp(-Math.tanh(z)))
    expect((delta[0] ?? NaN) / (h / Math.cosh(z) ** 2)).toBeCloseTo(1, 5)
  })

  it.each([-30, 30])('at the output has the exact δ and cost at z = %d', (z) => {
    const model = createModel(
      kernels,
      settings(1, [{ units: 1, activation: 'sigmoid' }]),
      inlineData([[1]], [[z > 0 ? 1 : 0]]),
    )
    model.theta().set([0, z])
    const { delta, cost } = model.trace(0)
    const wrong = Math.exp(-30) / (1 + Math.exp(-30))
    expect(Math.abs(delta[0] ?? NaN) / wrong).toBeCloseTo(1, 5)
    expect(cost / Math.log1p(Math.exp(-30))).toBeCloseTo(1, 5)
  })
})

it.each([1e4, 1e20, 3e38])('has a finite cross-entropy at |z| = %d', (size) => {
  const inputs = [[1], [-1], [1]]
  const binary = createModel(
    kernels,
    settings(1, [{ units: 1, activation: 'sigmoid' }]),
    inlineData(inputs, [[1], [0], [1]]),
  )
  binary.theta().set([0, size])
  expect(binary.evaluate(0, 3).cost).toBe(0)
  const many = createModel(
    kernels,
    settings(1, [{ units: 2, activation: 'softmax' }]),
    inlineData(inputs, [
      [1, 0],
      [0, 1],
      [1, 0],
    ]),
  )
  many.theta().set([0, size / 2, 0, -size / 2])
  expect(many.evaluate(0, 3).cost).toBe(0)
  many.theta().set([0, -size / 8, 0, size / 8])
  expect(many.evaluate(0, 3).cost / (size / 4)).toBeCloseTo(1, 5)
})
