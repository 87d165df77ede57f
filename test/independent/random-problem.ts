/** Random networks with data and weights, each number exact in float32. */
import fc from 'fast-check'
import type { Activation, LayerSpec } from '../../src/shared/network'
import { forward, type Example, type Problem, type Theta } from './lecture'

export interface RandomProblem extends Problem {
  readonly theta: Theta
  readonly examples: readonly Example[]
}

const HIDDEN: readonly Activation[] = ['sigmoid', 'tanh', 'relu', 'leaky-relu', 'linear']

const hiddenLayer: fc.Arbitrary<LayerSpec> = fc.record({
  units: fc.integer({ min: 1, max: 9 }),
  activation: fc.constantFrom(...HIDDEN),
})

const output: fc.Arbitrary<LayerSpec & Pick<Problem, 'cost'>> = fc.oneof(
  fc.record({
    units: fc.integer({ min: 1, max: 5 }),
    activation: fc.constantFrom(...HIDDEN),
    cost: fc.constant<'squared-error'>('squared-error'),
  }),
  fc.record({
    units: fc.integer({ min: 1, max: 5 }),
    activation: fc.constantFrom<Activation>('sigmoid', 'softmax'),
    cost: fc.constant<'cross-entropy'>('cross-entropy'),
  }),
)

/** Depth 1 to 5; batches of 1, 3, 5, no multiples of 4, and more than one tile. */
export const randomProblem: fc.Arbitrary<RandomProblem> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 7 }),
    hidden: fc.array(hiddenLayer, { maxLength: 4 }),
    output,
    count: fc.oneof(fc.constantFrom(1, 3, 4, 5, 8, 13), fc.integer({ min: 1, max: 40 }), fc.constantFrom(64, 65, 130)),
    l1: fc.constantFrom(0, 0, 0.001, 0.01),
    l2: fc.constantFrom(0, 0, 0.01, 0.1),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  })
  .map(({ inputs, hidden, output: { cost, ...outputLayer }, count, l1, l2, seed }) => {
    const uniform = randomNumbers(seed)
    const layers = [...hidden, outputLayer]
    const theta = layers.map(({ units }, l) => {
      const before = l === 0 ? inputs : (layers[l - 1]?.units ?? 0)
      const scale = 2 / Math.sqrt(before)
      return Array.from({ length: units }, () =>
        Array.from({ length: before + 1 }, () => Math.fround(scale * (2 * uniform() - 1))),
      )
    })
    const examples = Array.from({ length: count }, () => ({
      x: Array.from({ length: inputs }, () => Math.fround(4 * uniform() - 2)),
      y: target(outputLayer, uniform),
    }))
    return { network: { inputs, layers }, cost, l1, l2, theta, examples }
  })

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
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}
