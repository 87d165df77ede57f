/** Training: batches, order, pieces of an epoch, optimizers, determinism. */
import { describe, expect, it } from 'vitest'
import type { OptimizerSpec, TrainingSpec } from '../../../src/shared/experiment'
import type { Activation } from '../../../src/shared/network'
import { initialTheta } from '../../../src/worker/engine/initialization'
import { createModel, type Model } from '../../../src/worker/engine/model'
import { createRandom, epochOrder } from '../../../src/shared/rng'
import { inlineData, inOrder, kernels, relativeError, settings } from './engine'

const EXAMPLES = 53
const random = createRandom(7)
const inputs = Array.from({ length: EXAMPLES }, () => [random.normal(), random.normal(), random.normal()])
const targets = inputs.map(([x1 = 0, x2 = 0]) => [x1 * x2 > 0 ? 1 : 0])
const data = inlineData(inputs, targets)

const optimizers: OptimizerSpec[] = [
  { kind: 'sgd', learningRate: 0.3 },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.9 },
  { kind: 'rmsprop', learningRate: 0.01, decay: 0.9, epsilon: 1e-8 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
]
const hiddenActivations: Activation[] = ['sigmoid', 'tanh', 'relu', 'leaky-relu', 'linear']

/** 3-5-4-1, with the same weights each time. */
function newModel(training: Partial<TrainingSpec> = {}, hidden: Activation = 'tanh'): Model {
  const layers = [
    { units: 5, activation: hidden },
    { units: 4, activation: hidden },
    { units: 1, activation: 'sigmoid' as const },
  ]
  const experiment = settings(3, layers, training)
  const model = createModel(kernels, experiment, data)
  model.theta().set(initialTheta(experiment.network, { kind: 'xavier-uniform' }, undefined, 3))
  return model
}

function trainEpochs(model: Model, epochs: number, from = 0): void {
  for (let epoch = from; epoch < from + epochs; epoch++) model.train(epochOrder(1, epoch, EXAMPLES, true), 0, EXAMPLES)
}

describe.each(optimizers)('$kind', (optimizer) => {
  it('lets the cost fall', () => {
    const model = newModel({ optimizer })
    const before = model.evaluate(0, EXAMPLES).cost
    trainEpochs(model, 40)
    expect(model.evaluate(0, EXAMPLES).cost).toBeLessThan(0.8 * before)
  })

  it.each(hiddenActivations)('gives the same bits twice, with %s units', (activation) => {
    const [one, other] = [newModel({ optimizer }, activation), newModel({ optimizer }, activation)]
    trainEpochs(one, 5)
    trainEpochs(other, 5)
    expect(one.theta()).toEqual(other.theta())
  })

  it('trains an epoch in pieces to the same bits as in one go', () => {
    const [whole, pieces] = [newModel({ optimizer }), newModel({ optimizer })]
    const order = epochOrder(1, 0, EXAMPLES, true)
    whole.train(order, 0, EXAMPLES)
    pieces.train(order, 0, 20)
    pieces.train(order, 20, 10)
    pieces.train(order, 30, EXAMPLES - 30)
    expect(pieces.theta()).toEqual(whole.theta())
    expect(pieces.optimizerState()).toEqual(whole.optimizerState())
    expect(pieces.takeStatistics()).toEqual(whole.takeStatistics())
    expect(pieces.steps).toBe(6)
  })

  it('continues from θ, state and steps to the same bits as without a break', () => {
    const [whole, first, second] = [newModel({ optimizer }), newModel({ optimizer }), newModel({ optimizer })]
    trainEpochs(whole, 6)
    trainEpochs(first, 3)
    second.theta().set(first.theta())
    second.optimizerState().set(first.optimizerState())
    second.steps = first.steps
    trainEpochs(second, 3, 3)
    expect(second.theta()).toEqual(whole.theta())
    expect(second.optimizerState()).toEqual(whole.optimizerState())
  })
})

it('keeps a state of as many numbers as each optimizer has', () => {
  const { parameterCount } = newModel()
  expect(optimizers.map((optimizer) => newModel({ optimizer }).optimizerState().length / parameterCount)).toEqual([
    0, 1, 1, 2,
  ])
})

it('follows PyTorch’s Adam for 1,000 steps and more, where the bias correction has ended', () => {
  const optimizer = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 } as const
  const model = newModel({ optimizer, batchSize: EXAMPLES })
  const theta = Float64Array.from(model.theta())
  const m = theta.map(() => 0)
  const v = theta.map(() => 0)
  const probe = newModel()
  for (let t = 1; t <= 1200; t++) {
    probe.theta().set(theta)
    probe.gradientOf(0, EXAMPLES)
    probe.gradient().forEach((gradient, i) => {
      const mi = (m[i] = 0.9 * (m[i] ?? 0) + 0.1 * gradient)
      const vi = (v[i] = 0.99 * (v[i] ?? 0) + 0.01 * gradient * gradient)
      theta[i] = (theta[i] ?? 0) - (0.001 * (mi / (1 - 0.9 ** t))) / (Math.sqrt(vi / (1 - 0.99 ** t)) + 1e-8)
    })
    model.train(inOrder(EXAMPLES), 0, EXAMPLES)
  }
  expect(relativeError(model.theta(), theta)).toBeLessThan(1e-3)
})

describe('batches', () => {
  it('takes the data at once where a batch is larger', () => {
    const [large, exact] = [newModel({ batchSize: 1000 }), newModel({ batchSize: EXAMPLES })]
    large.train(inOrder(EXAMPLES), 0, EXAMPLES)
    exact.train(inOrder(EXAMPLES), 0, EXAMPLES)
    expect(large.steps).toBe(1)
    expect(large.theta()).toEqual(exact.theta())
  })

  it.each([1, 2, 3, 5, 8, 52])('averages the last batch over its own size, in batches of %d', (batchSize) => {
    const model = newModel({ batchSize, optimizer: { kind: 'sgd', learningRate: 0.5 } })
    const byHand = newModel()
    for (let from = 0; from < EXAMPLES; from += batchSize) {
      byHand.gradientOf(from, Math.min(batchSize, EXAMPLES - from))
      const gradient = byHand.gradient()
      byHand.theta().forEach((theta, i, all) => (all[i] = theta - 0.5 * (gradient[i] ?? NaN)))
    }
    model.train(inOrder(EXAMPLES), 0, EXAMPLES)
    expect(model.steps).toBe(Math.ceil(EXAMPLES / batchSize))
    expect(relativeError(model.theta(), byHand.theta())).toBeLessThan(1e-6)
  })

  it('follows the order that is given', () => {
    const order = epochOrder(5, 2, EXAMPLES, true)
    const shuffled = createModel(
      kernels,
      settings(3, newModel().network.layers),
      inlineData(
        Array.from(order, (example) => inputs[example] ?? []),
        Array.from(order, (example) => targets[example] ?? []),
      ),
    )
    const ordered = newModel()
    shuffled.theta().set(ordered.theta())
    ordered.train(order, 0, EXAMPLES)
    shuffled.train(inOrder(EXAMPLES), 0, EXAMPLES)
    expect(shuffled.theta()).toEqual(ordered.theta())
  })

  it('takes one example alone where the batch size of the call says so', () => {
    const model = newModel({ batchSize: 20 })
    const single = newModel({ batchSize: 1 })
    model.train(inOrder(EXAMPLES), 4, 1, 1)
    single.train(inOrder(EXAMPLES), 4, 1)
    expect(model.theta()).toEqual(single.theta())
  })

  it('adds up the parts of a batch that is larger than a tile', () => {
    const many = Array.from({ length: 10 }).flatMap(() => inputs)
    const answers = Array.from({ length: 10 }).flatMap(() => targets)
    const model = createModel(kernels, settings(3, newModel().network.layers), inlineData(many, answers))
    const once = newModel()
    model.theta().set(once.theta())
    const cost = once.gradientOf(0, EXAMPLES)
    expect(relativeError([model.gradientOf(0, 10 * EXAMPLES)], [cost])).toBeLessThan(1e-6)
    expect(relativeError(model.gradient(), once.gradient())).toBeLessThan(1e-6)
  })
})

describe('a change of settings while training', () => {
  it('keeps θ and the state where the optimizer stays', () => {
    const momentum = { kind: 'momentum', learningRate: 0.1, momentum: 0.9 } as const
    const model = newModel({ optimizer: momentum })
    trainEpochs(model, 2)
    const [theta, state] = [model.theta().slice(), model.optimizerState().slice()]
    model.configure({ ...settings(1, []).training, optimizer: { ...momentum, learningRate: 0.01 } })
    expect(model.theta()).toEqual(theta)
    expect(model.optimizerState()).toEqual(state)
  })

  it('keeps θ and empties the state where another optimizer comes', () => {
    const model = newModel({ optimizer: { kind: 'momentum', learningRate: 0.1, momentum: 0.9 } })
    trainEpochs(model, 2)
    const theta = model.theta().slice()
    for (const optimizer of optimizers) {
      model.configure({ ...settings(1, []).training, optimizer })
      expect(model.theta()).toEqual(theta)
      expect(model.optimizerState().every((value) => value === 0)).toBe(true)
    }
  })

  it('goes on as a model that had the new settings from the start', () => {
    const [changed, fresh] = [
      newModel(),
      newModel({ l2: 0.1, batchSize: 7, optimizer: { kind: 'sgd', learningRate: 1 } }),
    ]
    changed.configure({
      ...settings(1, []).training,
      l2: 0.1,
      batchSize: 7,
      optimizer: { kind: 'sgd', learningRate: 1 },
    })
    trainEpochs(changed, 1)
    trainEpochs(fresh, 1)
    expect(changed.theta()).toEqual(fresh.theta())
  })
})
