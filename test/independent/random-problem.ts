/** Random networks with data and weights, each number exact in float32. */
import fc from 'fast-check'
import type { Activation, Cost, LayerSpec } from '../../src/shared/network'
import { forward, type Example, type Problem, type Theta } from './lecture'

export interface RandomProblem extends Problem {
  readonly theta: Theta
  readonly examples: readonly Example[]
}

export const HIDDEN: readonly Activation[] = ['sigmoid', 'tanh', 'relu', 'leaky-relu', 'linear']

/** Every activation of the output layer with every cost that goes with it. */
export const OUTPUTS: readonly Output[] = [
  ...HIDDEN.map((activation) => ({ activation, cost: 'squared-error' as const })),
  { activation: 'sigmoid', cost: 'cross-entropy' },
  { activation: 'softmax', cost: 'cross-entropy' },
]
interface Output {
  readonly activation: Activation
  readonly cost: Cost
}

const hiddenLayer: fc.Arbitrary<LayerSpec> = fc.record({
  units: fc.integer({ min: 1, max: 9 }),
  activation: fc.constantFrom(...HIDDEN),
})

/** Depth 1 to 5; batches of 1, 3, 5, no multiples of 4, and more than one tile. */
export const randomProblem: fc.Arbitrary<RandomProblem> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 7 }),
    hidden: fc.array(hiddenLayer, { maxLength: 4 }),
    units: fc.integer({ min: 1, max: 5 }),
    output: fc.constantFrom(...OUTPUTS),
    count: fc.oneof(fc.constantFrom(1, 3, 4, 5, 8, 13), fc.integer({ min: 1, max: 40 }), fc.constantFrom(64, 65, 130)),
    l1: fc.constantFrom(0, 0, 0.001, 0.01),
    l2: fc.constantFrom(0, 0, 0.01, 0.1),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  })
  .map(({ inputs, hidden, units, output: { activation, cost }, count, l1, l2, seed }) =>
    drawProblem({ network: { inputs, layers: [...hidden, { units, activation }] }, cost, l1, l2 }, count, seed),
  )

/** Weights and examples for it, `count` of them. */
export function drawProblem(problem: Problem, count: number, seed: number): RandomProblem {
  const { inputs, layers } = problem.network
  const uniform = randomNumbers(seed)
  const theta = layers.map(({ units }, l) => {
    const before = l === 0 ? inputs : (layers[l - 1]?.units ?? 0)
    const scale = 2 / Math.sqrt(before)
    return Array.from({ length: units }, () =>
      Array.from({ length: before + 1 }, () => Math.fround(scale * (2 * uniform() - 1))),
    )
  })
  const output = layers.at(-1) ?? { units: 0, activation: 'linear' }
  const examples = Array.from({ length: count }, () => ({
    x: Array.from({ length: inputs }, () => Math.fround(4 * uniform() - 2)),
    y: target(output, uniform),
  }))
  return { ...problem, theta, examples }
}

function target({ units, activation }: LayerSpec, uniform: () => number): number[] {
  const chosen = Math.floor(uniform() * units)
  return Array.from({ length: units }, (_, k) => {
    if (activation === 'softmax') return k === chosen ? 1 : 0
    if (activation === 'sigmoid') return uniform() < 0.5 ? 0 : 1
    return Math.fround(2 * uniform() - 1)
  })
}

/** Whether a derivative is taken so near a corner of relu that a step or a rounding could land beyond it. */
export function nearKink(problem: RandomProblem, margin = 2e-4): boolean {
  return problem.examples.some(({ x }) =>
    forward(problem, problem.theta, x).z.some((zOfLayer, l) => {
      const activation = problem.network.layers[l]?.activation
      return (activation === 'relu' || activation === 'leaky-relu') && zOfLayer.some((z) => Math.abs(z) < margin)
    }),
  )
}

/** Uniform over [0, 1): Park and Miller's generator. */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}
