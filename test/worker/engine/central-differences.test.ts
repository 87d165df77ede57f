/** Backpropagation of 1,000 networks against central differences of the cost in float64, every combination met. */
import { expect, it } from 'vitest'
import { COSTS } from '../../../src/shared/network'
import { centralDifferences } from '../../independent/lecture'
import {
  drawProblem,
  HIDDEN,
  nearKink,
  OUTPUTS,
  randomNumbers,
  type RandomProblem,
} from '../../independent/random-problem'
import { kernels, relativeError } from './engine'
import { modelOf } from './random-model'

const NETWORKS = 1000
/** Layers that compute. */
const DEPTHS = [1, 2, 3, 4, 5]
const PENALTIES = [
  { l1: 0, l2: 0 },
  { l1: 0.01, l2: 0 },
  { l1: 0, l2: 0.1 },
  { l1: 0.01, l2: 0.1 },
]
/** One example, batches that fill their lanes and such that don't, one wider than a block of the kernels. */
const COUNTS = [1, 2, 3, 4, 5, 9]

const combinations = DEPTHS.flatMap((depth) =>
  OUTPUTS.flatMap((output) =>
    PENALTIES.flatMap((penalty) =>
      (depth === 1 ? [null] : HIDDEN).map((hidden) => ({ depth, output, penalty, hidden })),
    ),
  ),
)
type Combination = (typeof combinations)[number]

const uniform = randomNumbers(20261124)
const below = (bound: number): number => Math.floor(uniform() * bound)
const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T

/** At least one hidden layer has the activation of the combination, the others any. Away from the corners of relu. */
function drawNetwork({ depth, output, penalty, hidden }: Combination): RandomProblem {
  const chosen = below(depth - 1)
  const layers = Array.from({ length: depth - 1 }, (_, l) => ({
    units: 1 + below(5),
    activation: l === chosen && hidden ? hidden : oneOf(HIDDEN),
  }))
  const { activation, cost } = output
  const network = { inputs: 1 + below(5), layers: [...layers, { units: 1 + below(4), activation }] }
  for (;;) {
    const problem = drawProblem({ network, cost, ...penalty }, oneOf(COUNTS), 1 + below(2 ** 31 - 2))
    if (!nearKink(problem)) return problem
  }
}

const key = (
  place: 'hidden' | 'output',
  activation: string,
  cost: string,
  depth: number,
  { l1, l2 }: { l1: number; l2: number },
) => `${place} ${activation}, ${cost}, depth ${depth}${l1 > 0 ? ', l1' : ''}${l2 > 0 ? ', l2' : ''}`

/** What a network is a case of. */
function casesOf({ network: { layers }, cost, ...penalty }: RandomProblem): string[] {
  return layers.map(({ activation }, l) =>
    key(l === layers.length - 1 ? 'output' : 'hidden', activation, cost, layers.length, penalty),
  )
}

const everyCase = DEPTHS.flatMap((depth) =>
  PENALTIES.flatMap((penalty) => [
    ...OUTPUTS.map(({ activation, cost }) => key('output', activation, cost, depth, penalty)),
    ...HIDDEN.filter(() => depth > 1).flatMap((activation) =>
      COSTS.map((cost) => key('hidden', activation, cost, depth, penalty)),
    ),
  ]),
)

it('the gradient is right to 1e-5, norm-relative, in 1,000 networks of every kind', () => {
  const met = new Set<string>()
  for (let index = 0; index < NETWORKS; index++) {
    const combination = combinations[index % combinations.length]
    if (!combination) throw new Error('There is always one')
    const problem = drawNetwork(combination)
    const model = modelOf(kernels, problem)
    model.gradientOf(0, problem.examples.length)
    const error = relativeError(model.gradient(), centralDifferences(problem, problem.theta, problem.examples))
    // NaN is no small error.
    if (!(error <= 1e-5)) expect.fail(`Relative error ${error} of ${JSON.stringify(problem)}`)
    casesOf(problem).forEach((each) => met.add(each))
  }
  expect(everyCase.filter((each) => !met.has(each))).toEqual([])
  expect(met.size).toBe(everyCase.length)
}, 60_000)
