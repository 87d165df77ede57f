import { describe, expect, it } from 'vitest'
import { costPicture } from '../../../src/renderer/charts/cost-curves'
import { latestCosts, nearestRecord, recordedCosts } from '../../../src/renderer/charts/latest'
import type { Evaluation } from '../../../src/shared/trainer'
import { historyOf } from './history-of'

const run = historyOf([0.8, 0.4, 0.2], {
  testCost: [0.9, 0.5, 0.3],
  lowestBatchCost: [NaN, 0.3, 0.1],
  highestBatchCost: [NaN, 0.7, 0.5],
})

describe('the curves of the cost', () => {
  it('are the records, the batches’ band beginning with the first that trained', () => {
    const { train, test, lowestBatch, highestBatch, lastEpoch } = costPicture(run, null, 'linear', 300)
    const heights = (points: readonly { x: number; y: number }[]): number[][] =>
      points.map(({ x, y }) => [x, Number(y.toFixed(3))])
    expect(heights(train)).toEqual([
      [0, 0.8],
      [1, 0.4],
      [2, 0.2],
    ])
    expect(heights(test)).toEqual([
      [0, 0.9],
      [1, 0.5],
      [2, 0.3],
    ])
    expect(heights(lowestBatch)).toEqual([
      [1, 0.3],
      [2, 0.1],
    ])
    expect(heights(highestBatch)).toEqual([
      [1, 0.7],
      [2, 0.5],
    ])
    expect(lastEpoch).toBe(2)
  })

  it('stand at powers of ten on a logarithmic axis', () => {
    const { train } = costPicture(historyOf([10, 0.01]), null, 'logarithmic', 300)
    expect(train.map(({ y }) => y)).toEqual([1, expect.closeTo(-2, 6)])
  })

  it('have none for a test part that there is not', () => {
    expect(costPicture(historyOf([1, 0.5]), null, 'linear', 300).test).toEqual([])
  })

  it('end where the run rests inside an epoch', () => {
    const interim = { at: 2.5, trainCost: 0.15, testCost: 0.25 }
    const { train, test, lastEpoch } = costPicture(run, interim, 'linear', 300)
    expect(train.at(-1)).toEqual({ x: 2.5, y: 0.15 })
    expect(test.at(-1)).toEqual({ x: 2.5, y: 0.25 })
    expect(lastEpoch).toBe(2.5)
  })

  it('are gaps where the cost was no number, and the axis shows the rest', () => {
    const { train, axis } = costPicture(historyOf([0.5, Infinity, NaN, 2]), null, 'linear', 300)
    expect(train.map(({ y }) => y)).toEqual([0.5, NaN, NaN, 2])
    expect(axis.max).toBeCloseTo(2.12, 6)
  })

  it('of a long run keep the cheapest and the dearest batch of each pixel', () => {
    const epochs = 2000
    const flat = Array.from({ length: epochs }, () => 0.5)
    const spiked = flat.with(777, 9)
    const history = historyOf(flat, { lowestBatchCost: flat.with(1234, 0.001), highestBatchCost: spiked })
    const { train, lowestBatch, highestBatch } = costPicture(history, null, 'linear', 200)
    expect(train.length).toBeLessThanOrEqual(400)
    expect(Math.max(...highestBatch.map(({ y }) => y))).toBe(9)
    expect(Math.min(...lowestBatch.map(({ y }) => y))).toBeCloseTo(0.001, 6)
    expect(highestBatch.map(({ x }) => x)).toEqual(lowestBatch.map(({ x }) => x))
  })

  it('are nothing before the first record', () => {
    expect(costPicture(historyOf([]), null, 'linear', 300)).toMatchObject({ train: [], test: [], lastEpoch: 0 })
  })
})

describe('the latest costs', () => {
  const evaluation = (epoch: number, trainCost: number, testCost: number | null = null): Evaluation => {
    const none = { trainAccuracy: null, testAccuracy: null, trainError: null, testError: null, confusion: null }
    return { epoch, trainCost, testCost, ...none }
  }
  const at = (epoch: number) => ({ epoch, position: 0, steps: 10 * epoch, examplesPerSecond: 0 })

  it.each([
    ['nothing yet', null, null, at(0), null],
    ['no record yet', historyOf([]), null, at(0), null],
    ['an evaluation before any record', null, evaluation(0, 0.7), at(0), [0, 0.7]],
    ['the last record', run, null, at(2), [2, 0.2]],
    ['a newer evaluation', run, evaluation(3, 0.1), at(3), [3, 0.1]],
    ['one of the same epoch, later in it', run, evaluation(2, 0.19), at(2), [2, 0.19]],
    ['an older evaluation than the last record', run, evaluation(1, 0.4), at(2), [2, 0.2]],
    // After Reset, until the new evaluation comes.
    ['an evaluation of a run that has been reset', historyOf([0.8]), evaluation(120, 0.01), at(0), [0, 0.8]],
  ] as const)('of %s', (_, history, newest, progress, expected) => {
    const latest = latestCosts(history, newest, progress)
    expect(latest && [latest.epoch, latest.trainCost]).toEqual(
      expected && [expected[0], expect.closeTo(expected[1], 6)],
    )
  })

  it('have a test cost where there is a test part', () => {
    expect(recordedCosts(run, 1).testCost).toBeCloseTo(0.5, 6)
    expect(recordedCosts(historyOf([1]), 0).testCost).toBeNull()
    expect(latestCosts(null, evaluation(0, 1, 2), at(0))?.testCost).toBe(2)
  })
})

it.each([
  [[], 3, -1],
  [[0], 9, 0],
  [[0, 1, 2, 3], 2.2, 2],
  [[0, 1, 2, 3], 2.6, 3],
  [[0, 1, 2, 3], -5, 0],
  [[0, 1, 2, 3], 99, 3],
  [[0, 512, 514, 516], 513, 1],
  [[0, 512, 514, 516], 513.5, 2],
  [[0, 512, 514, 516], 200, 0],
])('of epochs %j the one nearest to %d is record %d', (epochs, epoch, record) => {
  expect(nearestRecord(Float64Array.from(epochs), epoch)).toBe(record)
})
