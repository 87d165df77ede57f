/** Layers wide enough for panels and register blocks, against the independent formulas in float64. */
import { expect, it } from 'vitest'
import { createModel } from '../../../src/worker/engine/model'
import { costOver, gradientOver, type Problem } from '../../independent/lecture'
import { createRandom } from '../../../src/shared/rng'
import { inlineData, kernels, relativeError, settings } from './engine'

const layers = [
  { units: 33, activation: 'tanh' as const },
  { units: 19, activation: 'leaky-relu' as const },
  { units: 5, activation: 'softmax' as const },
]
const INPUTS = 43
const random = createRandom(11)
const draw = (scale: number): number => Math.fround(scale * (2 * random.uniform() - 1))

const theta = layers.map(({ units }, l) => {
  const inputs = layers[l - 1]?.units ?? INPUTS
  return Array.from({ length: units }, () => Array.from({ length: 1 + inputs }, () => draw(0.4)))
})
const examples = Array.from({ length: 150 }, (_, example) => ({
  x: Array.from({ length: INPUTS }, () => draw(1)),
  y: Array.from({ length: 5 }, (_, k) => (k === example % 5 ? 1 : 0)),
}))
const problem: Problem = { network: { inputs: INPUTS, layers }, cost: 'cross-entropy', l1: 0, l2: 0 }

// One example; rests of 4 and 8; whole panels; several tiles, the last of them of one example, of a rest, full.
it.each([1, 4, 5, 9, 12, 16, 31, 64, 65, 76, 128, 150])('computes J and ∇J over %d examples', (count) => {
  const model = createModel(
    kernels,
    settings(INPUTS, layers),
    inlineData(
      examples.map(({ x }) => x),
      examples.map(({ y }) => y),
    ),
  )
  model.theta().set(theta.flat(2))
  const chosen = examples.slice(0, count)
  expect(relativeError([model.gradientOf(0, count)], [costOver(problem, theta, chosen)])).toBeLessThan(1e-6)
  expect(relativeError(model.gradient(), gradientOver(problem, theta, chosen))).toBeLessThan(2e-6)
})
