/** A single NaN or infinity in any tensor, layer, unit and example of the last batch is named. */
import { describe, expect, it } from 'vitest'
import { thetaBlocks } from '../../../src/shared/network'
import { createEngineMemory } from '../../../src/worker/engine/engine-memory'
import { firstNonFinite, type NonFinite } from '../../../src/worker/engine/non-finite'
import { inlineData, kernels, settings } from './engine'

const layers = [
  { units: 3, activation: 'tanh' as const },
  { units: 2, activation: 'sigmoid' as const },
]
const INPUTS = 2

/** After one batch of so many examples; where its numbers lie. */
function afterBatch(count: number) {
  const rows = (width: number): number[][] => Array.from({ length: count }, () => Array<number>(width).fill(1))
  const experiment = settings(INPUTS, layers, { batchSize: count })
  const memory = createEngineMemory(kernels, experiment, inlineData(rows(INPUTS), rows(2)))
  memory.u32(memory.plan.order, count).set(Array.from({ length: count }, (_, example) => example))
  memory.kernels.setOptimizer(0, 0, 0, 0, 0, memory.plan.optimizerState, memory.plan.optimizerState)
  memory.kernels.train(count, count, 0)
  return { memory, find: () => firstNonFinite(memory, experiment.network, count) }
}

/** Bytes of one number of each tensor, for every layer and unit: its place, and what should be found. */
function placesOf({ memory: { plan } }: ReturnType<typeof afterBatch>, count: number, example: number) {
  // One example is a row of units; several lie side by side, padded to a multiple of 4.
  const width = count === 1 ? 1 : 4 * Math.ceil(count / 4)
  const blocks = thetaBlocks({ inputs: INPUTS, layers })
  const places: { at: number; found: NonFinite }[] = []
  layers.forEach(({ units }, index) => {
    const tile = plan.trainingTile.layers[index]
    const block = blocks[index]
    if (!tile || !block) throw new Error('Every layer has its place')
    for (let unit = 0; unit < units; unit++) {
      const add = (tensor: NonFinite['tensor'], at: number): void =>
        void places.push({ at, found: { tensor, layer: index + 2, unit } })
      const inTile = 4 * (unit * width + example)
      const inTheta = 4 * (block.offset + unit * block.columns + (unit % block.columns))
      add('z', tile.z + inTile)
      add('a', tile.a + 4 * width + inTile)
      add('delta', tile.delta + inTile)
      add('theta', plan.theta + inTheta)
      add('gradient', plan.gradient + inTheta)
    }
  })
  return places
}

describe.each([
  { count: 1, example: 0 },
  { count: 3, example: 2 },
  { count: 64, example: 41 },
])('in example $example of $count', ({ count, example }) => {
  const batch = afterBatch(count)
  const places = placesOf(batch, count, example)

  it('nothing is named while all is finite', () => expect(batch.find()).toBeNull())

  it.each([NaN, Infinity, -Infinity])('every place of %d is named', (broken) => {
    expect(new Set(places.map(({ found }) => found.tensor)).size).toBe(5)
    for (const { at, found } of places) {
      const view = batch.memory.f32(at, 1)
      const before = view[0] ?? NaN
      view[0] = broken
      expect(batch.find()).toEqual(found)
      view[0] = before
    }
    expect(batch.find()).toBeNull()
  })
})
