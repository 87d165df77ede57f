/** The gradient check finds a right gradient right, a wrong one wrong, and agrees with the independent differences. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centralDifferences } from '../../independent/lecture'
import { nearKink, randomProblem, type RandomProblem } from '../../independent/random-problem'
import type { NetworkSpec } from '../../../src/shared/network'
import { checkGradient } from '../../../src/worker/engine/gradient-check'
import { planGradientCheck } from '../../../src/worker/engine/gradient-check-plan'
import { createModel, type Model } from '../../../src/worker/engine/model'
import { inlineData, kernels, settings, sgd } from './engine'

function load(problem: RandomProblem) {
  const { network, cost, l1, l2, theta, examples } = problem
  const data = inlineData(
    examples.map(({ x }) => x),
    examples.map(({ y }) => y),
  )
  const experiment = { network, cost, training: { ...sgd, l1, l2 } }
  const model = createModel(kernels, experiment, data)
  model.theta().set(theta.flat(2))
  return { model, experiment, data }
}

function forSmallProblems(check: (problem: RandomProblem) => void): void {
  fc.assert(
    fc.property(randomProblem, (problem) => {
      fc.pre(problem.examples.length <= 5 && !nearKink(problem))
      check(problem)
    }),
    { numRuns: 60, seed: 3 },
  )
}

it('finds backpropagation right to 1e-5', () => {
  forSmallProblems((problem) => {
    const { model, experiment, data } = load(problem)
    const { maxRelativeError, examples, weights, skipped } = checkGradient(model, experiment, data)
    expect(maxRelativeError).toBeLessThan(1e-5)
    expect([examples, weights, skipped]).toEqual([problem.examples.length, model.parameterCount, 0])
  })
})

it('reports the worst weight as the independent differences have it', () => {
  forSmallProblems((problem) => {
    const { model, experiment, data } = load(problem)
    const { worst } = checkGradient(model, experiment, data)
    if (!worst) throw new Error('Every network has a weight')
    const numeric = centralDifferences(problem, problem.theta, problem.examples)
    const before = problem.theta.slice(0, worst.theta - 1).flat(2).length
    const columns = problem.theta[worst.theta - 1]?.[0]?.length ?? 0
    const index = before + worst.row * columns + worst.column
    expect(worst.analytic).toBe(model.gradient()[index])
    expect(Math.abs(worst.numeric - (numeric[index] ?? NaN))).toBeLessThan(1e-8 + 1e-7 * Math.abs(worst.numeric))
  })
}, 30_000)

it('finds the weight whose gradient is wrong', () => {
  const wrong = 4
  forSmallProblems((problem) => {
    const { model, experiment, data } = load(problem)
    fc.pre(model.parameterCount > wrong)
    const broken: Model = {
      ...model,
      gradientOf(from, count) {
        const cost = model.gradientOf(from, count)
        model.gradient().fill(1, wrong, wrong + 1)
        return cost
      },
    }
    const { maxRelativeError, worst } = checkGradient(broken, experiment, data)
    expect(maxRelativeError).toBeGreaterThan(0.01)
    expect(worst?.analytic).toBe(1)
  })
})

describe('corners, where there is no derivative', () => {
  it('of relu: weights that move a unit over one are left out', () => {
    const layers = [
      { units: 2, activation: 'relu' as const },
      { units: 1, activation: 'linear' as const },
    ]
    const data = inlineData([[1], [2]], [[1], [0]])
    const model = createModel(kernels, settings(1, layers), data)
    model.theta().set([0.5, 0.3, 0, 0, 0.1, 0.7, 0.2]) // the second hidden unit has z = 0
    const { maxRelativeError, weights, skipped } = checkGradient(model, settings(1, layers), data)
    expect([weights, skipped]).toEqual([5, 2])
    expect(maxRelativeError).toBeLessThan(1e-5)
  })

  it('of |θ|: a weight beside 0 is left out, a weight of 0 has the slope 0', () => {
    const experiment = settings(3, [{ units: 1, activation: 'linear' }], { l1: 0.5 })
    const data = inlineData([[1, 2, 3]], [[1]])
    const model = createModel(kernels, experiment, data)
    model.theta().set([0.1, 1e-6, 0, 0.4])
    const { maxRelativeError, weights, skipped } = checkGradient(model, experiment, data)
    expect([weights, skipped]).toEqual([3, 1])
    expect(maxRelativeError).toBeLessThan(1e-5)
  })

  it('everywhere: nothing is compared', () => {
    const experiment = settings(1, [{ units: 1, activation: 'relu' }])
    const data = inlineData([[1]], [[1]])
    const model = createModel(kernels, experiment, data)
    expect(checkGradient(model, experiment, data)).toEqual({
      maxRelativeError: 0,
      worst: null,
      examples: 1,
      weights: 0,
      skipped: 2,
    })
  })
})

describe('what is looked at', () => {
  const digits: NetworkSpec = {
    inputs: 64,
    layers: [
      { units: 25, activation: 'sigmoid' },
      { units: 10, activation: 'softmax' },
    ],
  }
  const between = (low: number, high: number) => expect.toSatisfy((count: number) => count >= low && count <= high)
  const large: NetworkSpec = {
    inputs: 784,
    layers: [
      { units: 128, activation: 'relu' },
      { units: 64, activation: 'relu' },
      { units: 10, activation: 'softmax' },
    ],
  }

  it.each([
    ['all of a small network', digits, 100, 100, 1885],
    ['fewer examples where there are many', digits, 100_000, between(200, 2_000), 1885],
    ['a sample of a large one', large, 60_000, 16, between(1_000, 10_000)],
    ['at least one example', large, 1, 1, between(10_000, 109_386)],
  ])('is %s', (_, network, trainCount, examples, weights) => {
    const plan = planGradientCheck(network, trainCount)
    expect(plan.examples).toEqual(examples)
    expect(plan.weights.reduce((sum, { length }) => sum + length, 0)).toEqual(weights)
  })

  it('is of every Θ, each weight once, in every row and column', () => {
    const { weights } = planGradientCheck(large, 60_000)
    const columns = [785, 129, 65]
    expect(weights).toHaveLength(3)
    weights.forEach((chosen, theta) => {
      const rows = large.layers[theta]?.units ?? 0
      expect(new Set(chosen).size).toBe(chosen.length)
      expect(Math.max(...chosen)).toBeLessThan(rows * (columns[theta] ?? 0))
      expect(new Set(chosen.map((weight) => Math.floor(weight / (columns[theta] ?? 1)))).size).toBe(rows)
      expect(chosen.some((weight) => weight % (columns[theta] ?? 1) === 0)).toBe(true)
    })
    expect(planGradientCheck(large, 60_000)).toEqual({ examples: 16, weights })
  })

  it('is compared like with like: both gradients are of the same examples', () => {
    const many = randomProblem.filter((problem) => problem.examples.length > 16 && !nearKink(problem))
    fc.assert(
      fc.property(many, (problem) => {
        const { model, experiment, data } = load(problem)
        // Work for nothing: the least there is.
        const { maxRelativeError, examples, weights } = checkGradient(model, experiment, data, 0)
        expect(examples).toBe(16)
        expect(weights).toBe(problem.theta.reduce((sum, block) => sum + Math.min(16, block.flat().length), 0))
        expect(maxRelativeError).toBeLessThan(1e-5)
      }),
      { numRuns: 30, seed: 5 },
    )
  })
})
