/** A model that is too large is refused with an estimate, before memory is taken, and the one that was there goes on. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Experiment } from '../../src/shared/experiment'
import type { LayerSpec } from '../../src/shared/network'
import { checkExperiment } from '../../src/shared/parse-experiment'
import * as datasets from '../../src/worker/engine/datasets'
import { LARGEST_MEMORY, memoryEstimate } from '../../src/worker/engine/memory-plan'
import { lecture, OPTIMIZERS, startTrainer, withTraining } from './node-trainer'

const relu = (...units: number[]): LayerSpec[] => units.map((count) => ({ units: count, activation: 'relu' }))
const output: LayerSpec = { units: 1, activation: 'sigmoid' }
const withLayers = (...hidden: number[]): Experiment =>
  lecture({ network: { inputs: 2, layers: [...relu(...hidden), output] } })

/** Few weights, yet two million units, each with room for a tile of examples. */
const wide = withLayers(...Array.from({ length: 31 }, () => [65_536, 1]).flat(), 65_536)

afterEach(() => vi.restoreAllMocks())

describe('too large for any machine', () => {
  it.each([
    [
      '10⁹ weights',
      withLayers(30_000, 30_000),
      'network.layers',
      /900,150,001 weights.* about 19 GB .*at most 32,000,000/i,
    ],
    ['a layer of more units than fit', withLayers(100_000), 'network.layers.0.units', /from 1 to 65536/],
    ['too many layers', withLayers(...Array<number>(64).fill(2)), 'network.layers', /at most 64/],
    ['units without end', wide, 'network', /about \d\.\d GB of memory; at most 4\.3 GB fit/],
  ])('%s: refused, and nothing is allocated', (_, experiment, path, message) => {
    const lab = startTrainer(lecture())
    lab.trainer.stepEpoch()
    const before = lab.trainer.checkpoint()
    const allocations = [
      vi.spyOn(WebAssembly, 'Instance'),
      vi.spyOn(WebAssembly.Memory.prototype, 'grow'),
      vi.spyOn(datasets, 'prepareDataset'),
    ]

    const outcome = lab.trainer.load({ generation: 9, experiment, checkpoint: null })
    expect(outcome).toEqual({ ok: false, problems: [{ path, message: expect.stringMatching(message) as string }] })
    for (const allocation of allocations) expect(allocation).not.toHaveBeenCalled()
    expect(lab.trainer.checkpoint()).toEqual(before)
  })

  it('the estimate counts the data and the optimizer’s state', () => {
    const { network } = withLayers(1000)
    const parameters = 3 * 1000 + 1001
    const bytes = memoryEstimate(network, 'sgd', 100)
    expect(memoryEstimate(network, 'adam', 100) - bytes).toBe(2 * 4 * parameters)
    // Two inputs, a target, an answer and a place in the order.
    const perExample = 4 * (2 + 1 + 1 + 1)
    const more = memoryEstimate(network, 'sgd', 1_000_100) - bytes
    expect(Math.abs(more - 1_000_000 * perExample)).toBeLessThan(100)
    expect(memoryEstimate(wide.network, 'sgd', 70)).toBeGreaterThan(LARGEST_MEMORY)
    expect(checkExperiment(wide)).toEqual([])
  })
})

describe('too large for this machine, which has no more to give', () => {
  const refuseToGrow = (): void =>
    void vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
      throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory')
    })

  it('another model is refused, and the one that was there trains on', () => {
    const lab = startTrainer(lecture())
    const other = startTrainer(lecture())
    for (const each of [lab, other]) each.trainer.stepEpoch()
    refuseToGrow()
    expect(lab.trainer.load({ generation: 9, experiment: withLayers(500, 500), checkpoint: null })).toMatchObject({
      ok: false,
      problems: [{ path: 'network', message: expect.stringContaining('not enough memory') as string }],
    })
    for (const each of [lab, other]) each.trainer.stepEpoch()
    expect(lab.trainer.checkpoint()).toEqual(other.trainer.checkpoint())
  })

  it('an optimizer with a larger state is refused, and training goes on with the old one', () => {
    const [sgd, , , adam] = OPTIMIZERS
    if (!sgd || !adam) throw new Error('There are four')
    const experiment = withTraining(withLayers(200, 200), { optimizer: sgd })
    const lab = startTrainer(experiment)
    const other = startTrainer(experiment)
    refuseToGrow()
    expect(lab.trainer.setTraining({ ...experiment.training, optimizer: adam })).toMatchObject({
      ok: false,
      problems: [{ path: 'training.optimizer.kind' }],
    })
    for (const each of [lab, other]) each.trainer.stepEpoch()
    expect(lab.trainer.checkpoint()).toEqual(other.trainer.checkpoint())
  })
})
