/**
 * Numbers made to run away in each tensor, layer and unit: training must stop before that update, name the place, and keep
 * the weights. A 2-2-2-2-1 network of linear units without biases computes what can be told in the head.
 */
import assert from 'node:assert/strict'
import type { Experiment, OptimizerSpec } from '../../src/shared/experiment'
import type { Divergence } from '../../src/shared/trainer'
import { lecture, OPTIMIZERS, startTrainer, withTraining } from './node-trainer'

/** Θ⁽¹⁾ … Θ⁽⁴⁾ with one row for each unit. */
type Weights = number[][][]

export interface Forced {
  readonly what: string
  readonly weights: Weights
  /** Of the one example that isn't 0. */
  readonly x: readonly [number, number]
  readonly optimizer: OptimizerSpec
  readonly found: Pick<Divergence, 'tensor' | 'layer' | 'unit'>
}

const [sgd, momentum, rmsprop, adam] = OPTIMIZERS as [OptimizerSpec, OptimizerSpec, OptimizerSpec, OptimizerSpec]
const fast = (optimizer: OptimizerSpec): OptimizerSpec => ({ ...optimizer, learningRate: 1e6 })

const LAYERS = [2, 3, 4, 5]
/** Every unit but those of layer 1, as [layer, unit]. */
const UNITS = LAYERS.flatMap((layer) => (layer === 5 ? [0] : [0, 1]).map((unit) => [layer, unit] as const))

/** Unit `live` of each layer passes on what it gets, times `gain` in layer 2; the others are silent. */
function chain(live: number, gain: number): Weights {
  const row = (weight: number): number[] => (live === 0 ? [0, weight, 0] : [0, 0, weight])
  const layer = (weight: number): number[][] => [0, 1].map((unit) => (unit === live ? row(weight) : [0, 0, 0]))
  return [layer(gain), layer(1), layer(1), [row(1)]]
}

function set(weights: Weights, layer: number, unit: number, row: readonly number[]): Weights {
  return weights.map((rows, l) => rows.map((old, j) => (l === layer - 2 && j === unit ? [...row] : old)))
}

/** Both inputs, or the units 0 and 1 of a layer, in that order: `live` gets the first number, the other the second. */
const pair = (live: number, ofLive: number, ofOther: number): [number, number] =>
  live === 0 ? [ofLive, ofOther] : [ofOther, ofLive]

/** Beside the chain, where δ is `gain` all along it, the layer before has an activation of `size` that nobody listens to. */
function besideChain(layer: number, live: number, gain: number, size: number): Pick<Forced, 'weights' | 'x'> {
  const weights = chain(live, gain)
  if (layer === 2) return { weights: chain(live, 1), x: pair(live, gain, size) }
  const x = pair(live, 1, 1)
  const silent = 1 - live
  const [first, second] = pair(live, 0, size)
  const beforeThat = layer === 3 ? [0, first, second] : [0, ...pair(live, size / gain, 0)]
  return { weights: set(weights, layer - 1, silent, beforeThat), x }
}

const liveUnits = (layer: number, unit: number): number[] => (layer === 5 ? [0, 1] : [unit])

export const FORCED: readonly Forced[] = [
  ...UNITS.map(([layer, unit]): Forced => {
    const identity = [[[0, 1, 0], [0, 0, 1]], [[0, 1, 0], [0, 0, 1]], [[0, 1, 0], [0, 0, 1]], [[0, 1, 0]]] // prettier-ignore
    const weights = set(identity, layer, unit, [0, 3e38, 3e38])
    return { what: 'z', weights, x: [1, 1], optimizer: sgd, found: { tensor: 'z', layer, unit } }
  }),
  ...LAYERS.map((layer): Forced => {
    const weights = set(chain(0, 1), layer, 0, [0, 1e25, 0])
    const found = { tensor: 'cost', layer: null, unit: null } as const
    return { what: `the cost, by layer ${layer}`, weights, x: [1, 1], optimizer: sgd, found }
  }),
  // δ is 1e15 along the chain; a silent unit would get 1e30 times as much.
  ...UNITS.filter(([layer]) => layer < 5).map(([layer, unit]): Forced => {
    const live = 1 - unit
    const [first, second] = pair(live, 1, 1e30)
    const weights = set(chain(live, 1e15), layer + 1, layer === 4 ? 0 : live, [0, first, second])
    return { what: 'δ', weights, x: [1, 1], optimizer: sgd, found: { tensor: 'delta', layer, unit } }
  }),
  ...UNITS.flatMap(([layer, unit]) =>
    liveUnits(layer, unit).flatMap((live): Forced[] => {
      const place = { layer, unit }
      const forced = (
        what: string,
        optimizer: OptimizerSpec,
        tensor: 'gradient' | 'theta',
        gain: number,
        size: number,
      ) => {
        return { what, ...besideChain(layer, live, gain, size), optimizer, found: { tensor, ...place } }
      }
      return [
        forced('the gradient', sgd, 'gradient', 1e15, 1e25),
        forced('θ, by the step', fast(sgd), 'theta', 1e15, 1e20),
        forced('θ, by the step of momentum', fast(momentum), 'theta', 1e15, 1e20),
        forced('the gradient’s square, of rmsprop', rmsprop, 'gradient', 1e9, 1e15),
        forced('the gradient’s square, of adam', adam, 'gradient', 1e9, 1e15),
      ]
    }),
  ),
]

/** Seven examples, of which the fifth is x and the others are 0, as all targets are. */
function experimentWith(x: readonly number[], optimizer: OptimizerSpec, batchSize: number): Experiment {
  const experiment = lecture({
    network: { inputs: 2, layers: [2, 2, 2, 1].map((units) => ({ units, activation: 'linear' as const })) },
    cost: 'squared-error',
    initialization: { kind: 'zeros' },
    dataset: {
      kind: 'inline',
      inputs: Array.from({ length: 7 }, (_, example) => (example === 4 ? x : [0, 0])),
      targets: Array.from({ length: 7 }, () => [0]),
      trainFraction: 1,
    },
  })
  return withTraining(experiment, { optimizer, batchSize, shuffle: false })
}

/** Where in its third epoch a run of that batch size stands when it meets the example. */
export const BATCHES = [
  { batchSize: 1, before: 4 },
  { batchSize: 3, before: 3 },
] as const

/** Throws where it is not noticed at once, named exactly, and the last finite weights kept. */
export function force(
  { weights, x, optimizer, found }: Forced,
  { batchSize, before }: { readonly batchSize: number; readonly before: number },
): void {
  const lab = startTrainer(experimentWith(x, optimizer, batchSize))
  // With weights of 0 nothing happens for two epochs.
  for (let epoch = 0; epoch < 2; epoch++) lab.trainer.stepEpoch()
  weights.flat(2).forEach((weight, index) => lab.trainer.setWeight(index, weight, true))
  const theta = lab.theta()
  const { steps } = lab.frame().progress
  const made = before / batchSize

  lab.trainer.play('full')
  lab.clock.run(50)
  const { divergence, running, progress } = lab.frame()
  assert.deepEqual(divergence, { epoch: 2, step: steps + made + 1, ...found })
  assert.equal(running, false)
  assert.deepEqual(progress, { ...progress, epoch: 2, position: before, steps: steps + made })
  assert.deepEqual(lab.theta(), theta)
  assert.ok(lab.trainer.checkpoint().optimizerState.every(Number.isFinite))
}
