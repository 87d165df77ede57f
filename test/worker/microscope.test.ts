/** One example under the microscope, against the lecture's formulas in float64. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NudgeTarget } from '../../src/shared/microscope'
import { parameterCount } from '../../src/shared/network'
import type { TrainerApi } from '../../src/shared/trainer'
import { createTrainer } from '../../src/worker/trainer'
import { at, costOver, forward, gradientOver, pass, type Theta } from '../independent/lecture'
import { drawProblem, nearKink, randomProblem, type RandomProblem } from '../independent/random-problem'
import { kernels, relativeError } from './engine/engine'
import { lecture, OPTIMIZERS, VIEW } from './node-trainer'

const RATE = 0.125

function trainerOf(problem: RandomProblem): TrainerApi {
  const { network, cost, l1, l2, theta, examples } = problem
  const trainer = createTrainer(kernels, { now: () => 0, schedule: () => undefined })
  const loaded = trainer.load({
    generation: 1,
    checkpoint: null,
    experiment: {
      ...lecture(),
      network,
      cost,
      theta,
      initialization: { kind: 'given' },
      training: { optimizer: { kind: 'sgd', learningRate: RATE }, batchSize: 4, shuffle: false, l1, l2, seed: 1 },
      dataset: {
        kind: 'inline',
        inputs: examples.map(({ x }) => x),
        targets: examples.map(({ y }) => y),
        trainFraction: 1,
      },
    },
  })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return trainer
}

/** Softmax over one output is refused by the lab; everything else of the random problems can be loaded. */
function forProblems(check: (problem: RandomProblem, trainer: TrainerApi) => void, numRuns = 60): void {
  const isLoadable = ({ network, examples }: RandomProblem): boolean => {
    const output = network.layers.at(-1)
    return examples.length >= 2 && !(output?.activation === 'softmax' && output.units < 2)
  }
  fc.assert(
    fc.property(
      randomProblem.filter((problem) => isLoadable(problem) && !nearKink(problem)),
      (problem) => check(problem, trainerOf(problem)),
    ),
    { numRuns, seed: 11 },
  )
}

const withWeight = (theta: Theta, weight: number, value: number): Theta => {
  let index = 0
  return theta.map((block) => block.map((row) => row.map((own) => (index++ === weight ? value : own))))
}

describe('a look', () => {
  it('shows forward and backward of that example', () => {
    forProblems((problem, trainer) => {
      const example = problem.examples.length - 1
      const { trace } = trainer.look(example)
      const expected = pass(problem, problem.theta, at(problem.examples, example))
      expect(trace.example).toBe(example)
      expect(relativeError(trace.a, expected.a.flat())).toBeLessThan(1e-5)
      expect(relativeError(trace.z, expected.z.flat())).toBeLessThan(1e-5)
      expect(relativeError(trace.delta, expected.delta.flat())).toBeLessThan(1e-5)
      expect(relativeError(trace.gradient, expected.gradient.flat(2))).toBeLessThan(1e-5)
      expect(Math.abs(trace.cost - expected.cost)).toBeLessThan(1e-5 * Math.max(1, expected.cost))
    })
  })

  it('shows the gradient with regularisation, and the update that it makes', () => {
    forProblems((problem, trainer) => {
      const { theta, gradient, updatedTheta } = trainer.look(0)
      const expected = gradientOver(problem, problem.theta, [at(problem.examples, 0)])
      expect(relativeError(gradient, expected)).toBeLessThan(1e-5)
      expect(
        relativeError(
          updatedTheta,
          Array.from(theta, (weight, index) => weight - RATE * at(expected, index)),
        ),
      ).toBeLessThan(1e-5)
    })
  })

  it.each(OPTIMIZERS)(
    'shows the very update that Step example makes, with $kind in the midst of a run',
    (optimizer) => {
      const trainer = createTrainer(kernels, { now: () => 0, schedule: () => undefined })
      const base = lecture()
      trainer.load({
        generation: 1,
        experiment: { ...base, training: { ...base.training, optimizer } },
        checkpoint: null,
      })
      trainer.stepEpoch()
      trainer.stepExample()
      const next = trainer.checkpoint()
      const { trace } = trainer.drain(VIEW).model ?? {}
      trainer.stepExample()
      const example = trainer.drain(VIEW).model?.trace.example ?? NaN
      const after = trainer.checkpoint()
      trainer.load({
        generation: 2,
        experiment: { ...base, training: { ...base.training, optimizer } },
        checkpoint: next,
      })
      const look = trainer.look(example)
      expect(look.updatedTheta).toEqual(after.theta)
      expect(look.optimizerState).toEqual(next.optimizerState)
      expect(look.updatedState).toEqual(after.optimizerState)
      expect(look.updateNumber).toBe(after.progress.steps)
      expect(trace).toBeDefined()
    },
  )

  it('disturbs nothing', () => {
    const [trainer, undisturbed] = [0, 1].map(() => {
      const made = createTrainer(kernels, { now: () => 0, schedule: () => undefined })
      made.load({ generation: 1, experiment: lecture(), checkpoint: null })
      made.stepBatch()
      return made
    })
    if (!trainer || !undisturbed) throw new Error('Two trainers')
    trainer.look(3)
    trainer.look({ x: [1, 2], y: [1] })
    trainer.curve({ example: 1, target: { kind: 'z', layer: 2, unit: 0 }, from: -1, to: 1, samples: 5 })
    trainer.nudge({ example: 1, target: { kind: 'theta', weight: 4 }, value: 9 })
    trainer.checkExample(2)
    trainer.pulls(5, 'training')
    trainer.stepEpoch()
    undisturbed.stepEpoch()
    expect(trainer.checkpoint()).toEqual(undisturbed.checkpoint())
  })

  it('takes an example that the user has typed', () => {
    forProblems((problem, trainer) => {
      const own = at(problem.examples, 1)
      const { trace, biasDeltas, squaredError } = trainer.look(own)
      const expected = pass(problem, problem.theta, own)
      expect(trace.example).toBe(-1)
      expect(relativeError(trace.delta, expected.delta.flat())).toBeLessThan(1e-5)
      const answers = at(expected.a, -1)
      expect(squaredError).toBeCloseTo(
        answers.reduce((sum, h, k) => sum + (h - at(own.y, k)) ** 2, 0),
        4,
      )
      // Σₖ Θₖ₀δₖ, straight from the lecture
      const sums = problem.theta
        .slice(1)
        .map((block, l) => block.reduce((sum, row, k) => sum + at(row, 0) * at(at(expected.delta, l + 1), k), 0))
      expect(relativeError(biasDeltas, sums)).toBeLessThan(1e-5)
    })
  })
})

/** Every z, every a but the outputs', and some weights. */
function targetsOf({ network }: RandomProblem): NudgeTarget[] {
  const layers = network.layers.flatMap(({ units }, index) =>
    Array.from({ length: units }, (_, unit) => ({ layer: index + 2, unit })),
  )
  return [
    ...layers.map((place) => ({ kind: 'z' as const, ...place })),
    ...layers.filter(({ layer }) => layer <= network.layers.length).map((place) => ({ kind: 'a' as const, ...place })),
    { kind: 'a', layer: 1, unit: 0 },
    ...[0, 1, parameterCount(network) - 1].map((weight) => ({ kind: 'theta' as const, weight })),
  ]
}

describe('a number taken in hand', () => {
  it('moves what lies to its right, and the cost, as the formulas say', () => {
    forProblems((problem, trainer) => {
      const { x, y } = at(problem.examples, 0)
      const weight = parameterCount(problem.network) - 1
      const nudged = trainer.nudge({ example: 0, target: { kind: 'theta', weight }, value: 0.75 })
      const theta = withWeight(problem.theta, weight, 0.75)
      expect(relativeError(nudged.a, forward(problem, theta, x).a.flat())).toBeLessThan(1e-9)
      const plain = { ...problem, l1: 0, l2: 0 }
      expect(nudged.cost).toBeCloseTo(costOver(plain, theta, [{ x, y }]), 8)

      const input = trainer.nudge({ example: 0, target: { kind: 'a', layer: 1, unit: 0 }, value: 0.5 })
      expect(relativeError(input.z, forward(problem, problem.theta, [0.5, ...x.slice(1)]).z.flat())).toBeLessThan(1e-9)
    })
  })

  it('has backpropagation’s slope where it stands, and the central difference agrees', () => {
    forProblems((problem, trainer) => {
      const own = pass(problem, problem.theta, at(problem.examples, 0))
      const scale = Math.max(1e-2, ...own.delta.flat().map(Math.abs), ...own.gradient.flat(2).map(Math.abs))
      for (const target of targetsOf(problem)) {
        const { analytic, numeric, value, cost, costs } = trainer.curve({
          example: 0,
          target,
          from: -1,
          to: 1,
          samples: 3,
        })
        expect(Math.abs(analytic - numeric)).toBeLessThan(1e-4 * scale)
        expect(cost).toBeCloseTo(own.cost, 6)
        expect(costs).toHaveLength(3)
        expect(trainer.nudge({ example: 0, target, value }).cost).toBeCloseTo(cost, 9)
      }
    }, 25)
  })

  it('the slope along z is δ', () => {
    forProblems((problem, trainer) => {
      const { delta } = pass(problem, problem.theta, at(problem.examples, 0))
      delta.forEach((ofLayer, l) =>
        ofLayer.forEach((value, unit) => {
          const { numeric } = trainer.curve({
            example: 0,
            target: { kind: 'z', layer: l + 2, unit },
            from: 0,
            to: 1,
            samples: 2,
          })
          expect(numeric).toBeCloseTo(value, 5)
        }),
      )
    }, 25)
  })
})

describe('backward through a number in hand', () => {
  it('of a θ is backpropagation in the network that has it', () => {
    forProblems((problem, trainer) => {
      const weight = problem.theta.flat(2).length >> 1
      const value = (problem.theta.flat(2)[weight] ?? 0) + 0.3
      const moved = { ...problem, theta: withWeight(problem.theta, weight, value) }
      const example = at(problem.examples, 0)
      if (nearKink({ ...moved, examples: [example] }, 1e-3)) return
      const expected = pass(problem, moved.theta, example)
      const { delta, gradient, slope, biasDeltas } = trainer.nudge({
        example: 0,
        target: { kind: 'theta', weight },
        value,
      })
      expect(relativeError(delta, expected.delta.flat())).toBeLessThan(1e-5)
      expect(relativeError(gradient, expected.gradient.flat(2))).toBeLessThan(1e-5)
      expect(slope).toHaveLength(delta.length)
      const toBias = problem.network.layers
        .slice(1)
        .map((_, l) =>
          at(expected.delta, l + 1).reduce((sum, own, k) => sum + own * at(at(at(moved.theta, l + 1), k), 0), 0),
        )
      expect(relativeError(biasDeltas, toBias)).toBeLessThan(1e-5)
    })
  })

  it('of a z is the slope of the cost where it stands now, there and to its left', () => {
    const network: RandomProblem['network'] = {
      inputs: 2,
      layers: [2, 2, 1].map((units) => ({ units, activation: 'sigmoid' })),
    }
    const problem = drawProblem({ network, cost: 'squared-error', l1: 0, l2: 0 }, 3, 7)
    const trainer = trainerOf(problem)
    const target: NudgeTarget = { kind: 'z', layer: 3, unit: 1 }
    const value = 1.75
    const { delta } = trainer.nudge({ example: 0, target, value })
    const STEP = 1e-4
    const [above, below] = [value + STEP, value - STEP].map((z) => trainer.nudge({ example: 0, target, value: z }).cost)
    expect(at([...delta], 3)).toBeCloseTo(((above ?? NaN) - (below ?? NaN)) / (2 * STEP), 7)
    // Layer 2 by the formula, from the deltas of layer 3 that have moved.
    const { a } = forward(problem, problem.theta, at(problem.examples, 0).x)
    for (const unit of [0, 1]) {
      const h = at(at(a, 1), unit)
      const sum = [0, 1].reduce(
        (total, k) => total + at(at(at(problem.theta, 1), k), unit + 1) * at([...delta], 2 + k),
        0,
      )
      expect(at([...delta], unit)).toBeCloseTo(sum * h * (1 - h), 9)
    }
  })
})

it('the check of an example compares every weight of a small network, and finds it right', () => {
  forProblems((problem, trainer) => {
    const { weights, analytic, numeric } = trainer.checkExample(0)
    const expected = pass(problem, problem.theta, at(problem.examples, 0)).gradient.flat(2)
    expect(Array.from(weights)).toEqual(expected.map((_, weight) => weight))
    expect(relativeError(analytic, expected)).toBeLessThan(1e-5)
    expect(relativeError(numeric, expected)).toBeLessThan(1e-5)
  })
})

describe('pulls', () => {
  it('are each example’s own gradient; their mean and the penalty are the gradient of all', () => {
    forProblems((problem, trainer) => {
      const weight = parameterCount(problem.network) - 1
      for (const scope of ['training', 'next-batch'] as const) {
        const { examples, pulls, penalty, gradient } = trainer.pulls(weight, scope)
        expect(examples).toHaveLength(
          scope === 'training' ? problem.examples.length : Math.min(4, problem.examples.length),
        )
        const pulling = Array.from(examples, (example) => at(problem.examples, example))
        const each = pulling.map((example) => at(pass(problem, problem.theta, example).gradient.flat(2), weight))
        expect(relativeError(pulls, each)).toBeLessThan(1e-4)
        expect(gradient).toBeCloseTo(at(gradientOver(problem, problem.theta, pulling), weight), 5)
        const mean = pulls.reduce((sum, pull) => sum + pull, 0) / pulls.length
        expect(mean + penalty).toBeCloseTo(gradient, 4)
      }
    })
  })
})

it('answers near 0 and 1 keep the digits in which they differ from their targets', () => {
  const theta = [
    [
      [-30, 20, 20],
      [10, -20, -20],
    ],
    [[-10, 20, 20]],
  ]
  const problem: RandomProblem = {
    network: {
      inputs: 2,
      layers: [
        { units: 2, activation: 'sigmoid' },
        { units: 1, activation: 'sigmoid' },
      ],
    },
    cost: 'cross-entropy',
    l1: 0,
    l2: 0,
    theta,
    examples: [
      { x: [0, 0], y: [1] },
      { x: [0, 1], y: [0] },
    ],
  }
  const { answers, squaredError } = trainerOf(problem).look(0)
  const [h] = at(forward(problem, theta, [0, 0]).a, -1)
  expect(1 - (answers[0] ?? NaN)).toBeCloseTo(1 - (h ?? NaN), 12)
  expect(squaredError / (1 - (h ?? NaN)) ** 2).toBeCloseTo(1, 6)
})
