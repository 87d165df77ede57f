import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backward, buildUnits, forward, slopeSums, update } from '../../bench/object-per-weight'
import { gradientOver } from '../independent/lecture'
import { randomProblem, type RandomProblem } from '../independent/random-problem'
import { relativeError } from '../worker/engine/engine'

/** Units with the sums of the problem's whole batch in them. */
function afterBatch({ network, theta, examples, cost }: RandomProblem): ReturnType<typeof buildUnits> {
  const layers = buildUnits(network, theta.flat(2))
  for (const { x, y } of examples) {
    forward(layers, x, 0)
    backward(layers, cost, y, 0)
  }
  return layers
}

it('sums up the gradient of the independent formulas', () => {
  fc.assert(
    fc.property(randomProblem, (problem) => {
      const expected = gradientOver({ ...problem, l1: 0, l2: 0 }, problem.theta, problem.examples)
      const sums = slopeSums(afterBatch(problem))
      const means = sums.map((sum) => sum / problem.examples.length)
      expect(relativeError(means, expected)).toBeLessThan(1e-9)
    }),
    { numRuns: 100, seed: 1 },
  )
})

it('moves each weight against the mean of its slopes, and starts the sums anew', () => {
  const [problem] = fc.sample(randomProblem, { numRuns: 1, seed: 2 })
  if (!problem) throw new Error('There is no problem')
  const layers = afterBatch(problem)
  const sums = slopeSums(layers)
  update(layers, 0.5, 4)
  expect(slopeSums(layers).every((sum) => sum === 0)).toBe(true)

  const weights = layers.flatMap((layer) => layer.flatMap(({ bias, inputs }) => [bias, ...inputs.map((l) => l.weight)]))
  const inputCount = problem.network.inputs
  const expected = problem.theta.flat(2).map((theta, i) => theta - (0.5 * (sums[i] ?? NaN)) / 4)
  expect(relativeError(weights.slice(inputCount), expected)).toBeLessThan(1e-12)
})
