/** Narrow networks, one example at a time, take a way of their own through the kernels: against float64, and itself. */
import { describe, expect, it } from 'vitest'
import type { Activation, Cost, NetworkSpec } from '../../../src/shared/network'
import type { Model } from '../../../src/worker/engine/model'
import { pass } from '../../independent/lecture'
import { drawProblem, nearKink, type RandomProblem } from '../../independent/random-problem'
import { train } from '../../independent/training'
import { inOrder, kernels, relativeError } from './engine'
import { modelOf } from './random-model'

const COUNT = 12
const optimizer = { kind: 'sgd', learningRate: 0.1 } as const

function draw(units: readonly number[], activation: Activation, output: Activation, cost: Cost): RandomProblem {
  const [inputs = 0, ...computed] = units
  const last = computed.length - 1
  const layers = computed.map((count, l) => ({ units: count, activation: l === last ? output : activation }))
  const network: NetworkSpec = { inputs, layers }
  for (let seed = 1; ; seed++) {
    const problem = drawProblem({ network, cost, l1: 0, l2: 0 }, COUNT, seed)
    if (!nearKink(problem, 1e-2)) return problem
  }
}

const problems = (['sigmoid', 'tanh', 'relu', 'leaky-relu', 'linear'] as const).flatMap((activation) => [
  draw([2, 2, 2, 1], activation, 'sigmoid', 'cross-entropy'),
  draw([3, 4, 2, 3], activation, 'tanh', 'squared-error'),
  draw([4, 1, 4, 4], activation, 'sigmoid', 'squared-error'),
  draw([1, 3], activation, activation, 'squared-error'),
])

const newModel = (problem: RandomProblem): Model => modelOf(kernels, problem, { optimizer, batchSize: 1 })

describe.each(problems.map((problem) => ({ problem, name: JSON.stringify(problem.network) })))(
  '$name',
  ({ problem }) => {
    const order = [...inOrder(COUNT)].reverse()

    it('learns as the independent formulas do', () => {
      const model = newModel(problem)
      model.train(Uint32Array.from(order), 0, COUNT)
      const expected = train(problem, problem.theta, problem.examples, { optimizer, batchSize: 1, orders: [order] })
      expect(relativeError(model.theta(), expected)).toBeLessThan(1e-5)
      expect(model.steps).toBe(COUNT)
    })

    it('leaves |δ|, the cost and the gradient of one example', () => {
      const model = newModel(problem)
      const example = problem.examples[5]
      if (!example) throw new Error('There is no example')
      model.train(Uint32Array.of(5), 0, 1)
      const { delta, gradient, cost } = pass(problem, problem.theta, example)
      expect(relativeError(model.gradient(), gradient.flat(2))).toBeLessThan(1e-5)
      const { sumAbsDelta, examples, batches, lowestBatchCost, highestBatchCost } = model.takeStatistics()
      expect(relativeError(sumAbsDelta, delta.flat().map(Math.abs))).toBeLessThan(1e-5)
      expect([examples, batches, highestBatchCost]).toEqual([1, 1, lowestBatchCost])
      expect(relativeError([lowestBatchCost], [cost])).toBeLessThan(1e-5)
    })

    it('trains in pieces to the same bits as in one go', () => {
      const [whole, pieces] = [newModel(problem), newModel(problem)]
      whole.train(inOrder(COUNT), 0, COUNT)
      pieces.train(inOrder(COUNT), 0, 5)
      pieces.evaluate(0, COUNT)
      pieces.train(inOrder(COUNT), 5, 1)
      pieces.train(inOrder(COUNT), 6, COUNT - 6)
      expect(pieces.theta()).toEqual(whole.theta())
      expect(pieces.gradient()).toEqual(whole.gradient())
      expect(pieces.takeStatistics()).toEqual(whole.takeStatistics())
    })
  },
)
