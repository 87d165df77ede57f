/** Backpropagation of random networks against the lecture’s formulas in float64. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOver, gradientOver, lectureRules, pass, type Rules } from '../../independent/lecture'
import { drawProblem, nearKink, randomProblem, type RandomProblem } from '../../independent/random-problem'
import { kernels, relativeError } from './engine'
import { modelOf } from './random-model'

const SEED = 20261124

function forRandomProblems(numRuns: number, check: (problem: RandomProblem) => void): void {
  fc.assert(
    fc.property(randomProblem, (problem) => {
      fc.pre(!nearKink(problem))
      check(problem)
    }),
    { numRuns, seed: SEED },
  )
}

it('agrees with the lecture’s formulas on z, a, δ and the gradient of one example', () => {
  forRandomProblems(200, (problem) => {
    const model = modelOf(kernels, problem)
    for (const example of new Set([0, problem.examples.length - 1])) {
      const theirs = pass(problem, problem.theta, problem.examples[example] ?? { x: [], y: [] })
      // So near its target, h − y has lost the digits that a float32 h doesn't have.
      if (problem.cost === 'squared-error' && Math.hypot(...(theirs.delta.at(-1) ?? [])) < 0.01) continue
      const ours = model.trace(example)
      expect(relativeError([ours.cost], [theirs.cost])).toBeLessThan(1e-5)
      expect(relativeError(ours.a, theirs.a.flat())).toBeLessThan(1e-5)
      expect(relativeError(ours.z, theirs.z.flat())).toBeLessThan(1e-5)
      expect(relativeError(ours.delta, theirs.delta.flat())).toBeLessThan(1e-5)
      expect(relativeError(ours.gradient, theirs.gradient.flat(2))).toBeLessThan(1e-5)
    }
  })
})

it('agrees with the lecture’s formulas on J and its gradient over a batch', () => {
  forRandomProblems(200, (problem) => {
    const model = modelOf(kernels, problem)
    const { theta, examples } = problem
    expect(relativeError([model.gradientOf(0, examples.length)], [costOver(problem, theta, examples)])).toBeLessThan(
      1e-5,
    )
    expect(relativeError(model.gradient(), gradientOver(problem, theta, examples))).toBeLessThan(1e-5)
  })
})

/** Wider than the blocks in which the kernels compute, and about their borders. */
const wideProblem: fc.Arbitrary<RandomProblem> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 70 }),
    units: fc.array(fc.oneof(fc.constantFrom(7, 8, 9, 15, 16, 17, 31, 32, 33), fc.integer({ min: 1, max: 70 })), {
      minLength: 1,
      maxLength: 3,
    }),
    count: fc.constantFrom(1, 4, 12, 15, 16, 17, 20, 24, 31, 33, 48, 63, 64, 65, 80),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
  })
  .map(({ inputs, units, count, seed }) => {
    const layers = units.map((width) => ({ units: width, activation: 'tanh' as const }))
    const network = { inputs, layers: [...layers, { units: 3, activation: 'softmax' as const }] }
    return drawProblem({ network, cost: 'cross-entropy', l1: 0.001, l2: 0.01 }, count, seed)
  })

it('agrees with the lecture’s formulas in wide layers', () => {
  fc.assert(
    fc.property(wideProblem, (problem) => {
      const { theta, examples } = problem
      const model = modelOf(kernels, problem)
      expect(relativeError([model.gradientOf(0, examples.length)], [costOver(problem, theta, examples)])).toBeLessThan(
        1e-5,
      )
      expect(relativeError(model.gradient(), gradientOver(problem, theta, examples))).toBeLessThan(1e-5)
    }),
    { numRuns: 40, seed: SEED },
  )
}, 30_000)

describe('a fault in backpropagation is caught:', () => {
  const faults: Record<string, Partial<Rules>> = {
    'hidden δ without g′': { hiddenDelta: (sum) => sum },
    'output δ of the squared error without g′': { outputDelta: (_, h, y) => h - y },
    'output δ with g′ for cross-entropy': { outputDelta: (_, h, y, slope) => (h - y) * slope },
    'output δ of opposite sign': {
      outputDelta: (...args) => -lectureRules.outputDelta(...args),
    },
    'Θ transposed': {
      sumOfDeltas: (theta, delta, j) => delta.reduce((sum, d, k) => sum + d * (theta[j - 1]?.[k + 1] ?? 0), 0),
    },
    'the bias unit’s δ sent back': {
      sumOfDeltas: (theta, delta, j) => delta.reduce((sum, d, k) => sum + d * (theta[k]?.[j - 1] ?? 0), 0),
    },
    'g′ at the wrong place: tanh as sigmoid': {
      slope: (activation, z, a) => lectureRules.slope(activation === 'tanh' ? 'sigmoid' : activation, z, a),
    },
    'g′ of z in place of a': {
      slope: (activation, z, a) => (activation === 'sigmoid' ? z * (1 - z) : lectureRules.slope(activation, z, a)),
    },
    'leaky-relu without its leak': {
      slope: (activation, z, a) => lectureRules.slope(activation === 'leaky-relu' ? 'relu' : activation, z, a),
    },
    'the bias unit’s output forgotten': { weightGradient: (delta, a, i) => (i === 0 ? 0 : delta * a) },
    'δ itself for every weight': { weightGradient: (delta) => delta },
    'biases in l2': { penaltySlope: ({ l1, l2 }, w, i) => l2 * w + (i === 0 ? 0 : l1 * Math.sign(w)) },
    'biases in l1': { penaltySlope: ({ l1, l2 }, w, i) => (i === 0 ? 0 : l2 * w) + l1 * Math.sign(w) },
    'l2 doubled': { penaltySlope: ({ l1, l2 }, w, i) => (i === 0 ? 0 : 2 * l2 * w + l1 * Math.sign(w)) },
    'l1 without its sign': { penaltySlope: ({ l1, l2 }, w, i) => (i === 0 ? 0 : l2 * w + l1) },
    'the sum in place of the mean': { average: (sum) => sum },
    'the mean over one example too many': { average: (sum, examples) => sum / (examples + 1) },
  }

  it.each(Object.entries(faults))('%s', (_, fault) => {
    let caught = 0
    forRandomProblems(60, (problem) => {
      const model = modelOf(kernels, problem)
      model.gradientOf(0, problem.examples.length)
      const theirs = gradientOver(problem, problem.theta, problem.examples, { ...lectureRules, ...fault })
      if (!(relativeError(model.gradient(), theirs) < 1e-5)) caught++
    })
    expect(caught).toBeGreaterThan(0)
  })
})
