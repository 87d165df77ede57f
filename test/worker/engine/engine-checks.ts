/** What must hold of any build of the kernels, each against an answer in float64 that is computed once. */
import type { OptimizerSpec } from '../../../src/shared/experiment'
import type { Kernels } from '../../../src/worker/engine/kernels-module'
import { centralDifferences, costOver, gradientOver } from '../../independent/lecture'
import { drawProblem, HIDDEN, nearKink, OUTPUTS, type RandomProblem } from '../../independent/random-problem'
import { train } from '../../independent/training'
import { relativeError } from './engine'
import { modelOf } from './random-model'

export type CheckName = 'cost' | 'gradient' | 'wide layers' | 'one by one' | OptimizerSpec['kind']

/** The largest relative error, and what it may be. */
export interface EngineCheck {
  readonly bound: number
  error(kernels: Kernels): number
}

/** Every output with its cost, 1 to 3 layers, all hidden activations; one example, whole lanes, padding, two tiles. */
const problems: readonly RandomProblem[] = [1, 3, 8, 67].flatMap((count, c) =>
  OUTPUTS.flatMap(({ activation, cost }, o) =>
    [0, 1, 2].map((hiddenLayers) => {
      const hidden = Array.from({ length: hiddenLayers }, (_, l) => ({
        units: 3 + ((o + l) % 3),
        activation: HIDDEN[(o + c + l) % HIDDEN.length] ?? 'linear',
      }))
      const network = { inputs: 3 + (o % 4), layers: [...hidden, { units: 2 + (c % 3), activation }] }
      const penalty = { l1: hiddenLayers % 2 === 0 ? 0.02 : 0, l2: hiddenLayers > 0 ? 0.1 : 0 }
      return awayFromKinks((seed) => drawProblem({ network, cost, ...penalty }, count, seed))
    }),
  ),
)

function awayFromKinks(draw: (seed: number) => RandomProblem): RandomProblem {
  for (let seed = 1; ; seed++) {
    const problem = draw(seed)
    if (!nearKink(problem)) return problem
  }
}

const costs = problems.map((problem) => costOver(problem, problem.theta, problem.examples))
const gradients = problems.map((problem) => centralDifferences(problem, problem.theta, problem.examples))

/** As wide, and of as many examples, as the kernels' larger blocks need, with some over. */
const wideProblems = [67, 29, 22].map((count, index) =>
  drawProblem(
    {
      network: {
        inputs: 35,
        layers: [
          { units: 37, activation: 'tanh' },
          { units: 18, activation: 'sigmoid' },
          { units: 9, activation: 'softmax' },
        ],
      },
      cost: 'cross-entropy',
      l1: 0,
      l2: 0.01,
    },
    count,
    index + 1,
  ),
)
const wideGradients = wideProblems.map((problem) => gradientOver(problem, problem.theta, problem.examples))

function largest(errors: readonly number[]): number {
  return Math.max(...errors.map((error) => (Number.isNaN(error) ? Infinity : error)))
}

const trained = drawProblem(
  {
    network: {
      inputs: 3,
      layers: [
        { units: 5, activation: 'tanh' },
        { units: 4, activation: 'sigmoid' },
        { units: 3, activation: 'softmax' },
      ],
    },
    cost: 'cross-entropy',
    l1: 0,
    l2: 0.01,
  },
  13,
  9,
)
/** Three epochs in orders of their own; a step of 5 through 13 examples meets each of them. */
const orders = [0, 1, 2].map((epoch) => Array.from({ length: 13 }, (_, i) => ((i + epoch) * 5) % 13))
/** The last batch is smaller. */
const BATCH_SIZE = 5

/** ε is large, so that its place matters. */
function trainingCheck(optimizer: OptimizerSpec): EngineCheck {
  const expected = train(trained, trained.theta, trained.examples, { optimizer, batchSize: BATCH_SIZE, orders })
  return {
    bound: 1e-5,
    error(kernels) {
      const model = modelOf(kernels, trained, { optimizer, batchSize: BATCH_SIZE })
      for (const order of orders) model.train(Uint32Array.from(order), 0, order.length)
      return largest([relativeError(model.theta(), expected)])
    },
  }
}

function gradientCheck(of: readonly RandomProblem[], expected: readonly (readonly number[])[]): EngineCheck {
  return {
    bound: 1e-5,
    error: (kernels) =>
      largest(
        of.map((problem, index) => {
          const model = modelOf(kernels, problem)
          model.gradientOf(0, problem.examples.length)
          return relativeError(model.gradient(), expected[index] ?? [])
        }),
      ),
  }
}

/** Plain gradient descent on one example after the other, without regularisation, in narrow networks of every kind. */
const narrowProblems = OUTPUTS.flatMap(({ activation, cost }, o) =>
  [0, 1, 2, 3].map((hiddenLayers) => {
    const hidden = Array.from({ length: hiddenLayers }, (_, l) => ({
      units: 2 + ((o + l) % 3),
      activation: HIDDEN[(o + l) % HIDDEN.length] ?? 'linear',
    }))
    const network = { inputs: 1 + (o % 4), layers: [...hidden, { units: 1 + (o % 3), activation }] }
    return awayFromKinks((seed) => drawProblem({ network, cost, l1: 0, l2: 0 }, 13, seed))
  }),
)
const oneByOne = { optimizer: { kind: 'sgd', learningRate: 0.05 }, batchSize: 1, orders: orders.slice(0, 1) } as const
const narrowAnswers = narrowProblems.map((problem) => train(problem, problem.theta, problem.examples, oneByOne))

const oneByOneCheck: EngineCheck = {
  bound: 1e-5,
  error: (kernels) =>
    largest(
      narrowProblems.map((problem, index) => {
        const model = modelOf(kernels, problem, oneByOne)
        for (const order of oneByOne.orders) model.train(Uint32Array.from(order), 0, order.length)
        return relativeError(model.theta(), narrowAnswers[index] ?? [])
      }),
    ),
}

export const ENGINE_CHECKS: Readonly<Record<CheckName, EngineCheck>> = {
  cost: {
    bound: 1e-5,
    error: (kernels) =>
      largest(
        problems.map((problem, index) => {
          const ours = modelOf(kernels, problem).gradientOf(0, problem.examples.length)
          return relativeError([ours], [costs[index] ?? NaN])
        }),
      ),
  },
  gradient: gradientCheck(problems, gradients),
  'wide layers': gradientCheck(wideProblems, wideGradients),
  'one by one': oneByOneCheck,
  sgd: trainingCheck({ kind: 'sgd', learningRate: 0.3 }),
  momentum: trainingCheck({ kind: 'momentum', learningRate: 0.1, momentum: 0.8 }),
  rmsprop: trainingCheck({ kind: 'rmsprop', learningRate: 0.02, decay: 0.7, epsilon: 1e-3 }),
  adam: trainingCheck({ kind: 'adam', learningRate: 0.03, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }),
}
