import { expect, it } from 'vitest'
import type { OptimizerSpec } from '../../../src/shared/experiment'
import type { NetworkSpec } from '../../../src/shared/network'
import { createEngineMemory } from '../../../src/worker/engine/engine-memory'
import { LARGEST_MEMORY, memoryEstimate } from '../../../src/worker/engine/memory-plan'
import { createModel } from '../../../src/worker/engine/model'
import { inlineData, inOrder, kernels, settings } from './engine'

const PAGE = 65_536
const layers = [
  { units: 300, activation: 'relu' as const },
  { units: 10, activation: 'softmax' as const },
]
const network: NetworkSpec = { inputs: 100, layers }
const data = inlineData(
  Array.from({ length: 500 }, (_, example) => Array.from({ length: 100 }, (_, i) => (example * i) % 7)),
  Array.from({ length: 500 }, (_, example) => Array.from({ length: 10 }, (_, k) => (example % 10 === k ? 1 : 0))),
)
const sgd: OptimizerSpec = { kind: 'sgd', learningRate: 0.01 }
const adam: OptimizerSpec = { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }

it.each([sgd, adam])('a model takes what was estimated, with $kind', (optimizer) => {
  const memory = createEngineMemory(kernels, settings(100, layers, { optimizer }), data)
  const bytes = memory.kernels.memory.buffer.byteLength
  const estimate = memoryEstimate(network, optimizer.kind, 500)
  expect(bytes).toBeGreaterThanOrEqual(estimate - 4096)
  expect(bytes).toBeLessThan(estimate + 2 * PAGE)
})

it('no array of a model lies in another', () => {
  const { plan, kernels: engine } = createEngineMemory(kernels, settings(100, layers, { optimizer: adam }), data)
  const tiles = [plan.trainingTile, plan.evaluationTile].flatMap((tile) => [
    { at: tile.record, bytes: engine.tileBytes() },
    { at: tile.layerRecords, bytes: 2 * engine.layerBytes() },
    { at: tile.x, bytes: 4 * 101 * 64 },
    { at: tile.targets, bytes: 4 * 10 * 64 },
    { at: tile.maximum, bytes: 4 * 64 },
    { at: tile.logSum, bytes: 4 * 64 },
    ...tile.layers.flatMap(({ z, a, slope, delta }, index) => {
      const units = layers[index]?.units ?? 0
      return [
        { at: z, bytes: 4 * units * 64 },
        { at: a, bytes: 4 * (1 + units) * 64 },
        { at: slope, bytes: 4 * units * 64 },
        { at: delta, bytes: 4 * units * 64 },
      ]
    }),
  ])
  const regions = [
    { at: 0, bytes: engine.firstFreeByte() },
    { at: plan.theta, bytes: 4 * plan.parameters },
    { at: plan.gradient, bytes: 4 * plan.parameters },
    { at: plan.absDelta, bytes: 8 * 310 },
    { at: plan.inputs, bytes: 4 * 500 * 100 },
    { at: plan.targets, bytes: 4 * 500 * 10 },
    { at: plan.order, bytes: 4 * 500 },
    { at: plan.outputs, bytes: 4 * 500 * 10 },
    { at: plan.points, bytes: 4 * 64 * 100 },
    { at: plan.optimizerState, bytes: 8 * plan.parameters },
    ...tiles,
  ].sort((one, other) => one.at - other.at)
  regions.slice(1).forEach(({ at }, index) => {
    const before = regions[index]
    expect(at).toBeGreaterThanOrEqual((before?.at ?? NaN) + (before?.bytes ?? NaN))
    expect(at % 8).toBe(0)
  })
})

it('keeps θ where another optimizer needs more memory, and never grows by training', () => {
  const model = createModel(kernels, settings(100, layers, { optimizer: sgd }), data)
  model.theta().fill(0.01)
  const theta = model.theta().slice()
  model.configure(settings(100, layers, { optimizer: adam }).training)
  expect(model.theta()).toEqual(theta)
  const bytes = model.theta().buffer.byteLength
  for (let epoch = 0; epoch < 20; epoch++) {
    model.train(inOrder(500), 0, 500)
    model.evaluate(0, 500)
    model.trace(epoch)
    model.takeStatistics()
  }
  expect(model.theta().buffer.byteLength).toBe(bytes)
})

it('refuses what can’t fit, before anything is allocated', () => {
  const wide = [
    { units: 30_000, activation: 'relu' as const },
    { units: 30_000, activation: 'linear' as const },
  ]
  expect(memoryEstimate({ inputs: 100, layers: wide }, 'adam', 500)).toBeGreaterThan(LARGEST_MEMORY)
  expect(() => createModel(kernels, settings(100, wide, { optimizer: adam }), data)).toThrow(RangeError)
})
