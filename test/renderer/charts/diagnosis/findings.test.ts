import { describe, expect, it } from 'vitest'
import { deltaSizes } from '../../../../src/renderer/charts/diagnosis/delta-sizes'
import { overfitting } from '../../../../src/renderer/charts/diagnosis/overfitting'
import { formatRate, trend } from '../../../../src/renderer/charts/diagnosis/trend'
import type { Evaluation } from '../../../../src/shared/trainer'
import { experimentWith } from '../../data/experiment-with'
import { networkOf } from '../../network/network-of'
import { historyOf } from '../history-of'

const experiment = experimentWith({})
/** From one value to another in equal steps. */
function line(from: number, to: number, records: number): number[] {
  return Array.from({ length: records }, (_, record) => from + ((to - from) * record) / (records - 1))
}

describe('where the cost is going', () => {
  const wave = (middle: number, height: number): number[] =>
    Array.from({ length: 20 }, (_, record) => middle + (record % 2 === 0 ? height : -height))
  it.each([
    ['too little to tell', [1, 0.9, 0.8], undefined],
    ['falling', line(1, 0.5, 20), 'learning'],
    ['falling ever more slowly', Array.from({ length: 7 }, (_, record) => 3 ** -record), 'learning'],
    ['falling with ups and downs', line(1, 0.3, 40).map((cost, at) => cost + (at % 2 ? 0.02 : -0.02)), 'learning'],
    ['falling by less than a percent lately', line(0.7, 0.699, 20), 'stalled'],
    ['rising', line(0.5, 1, 20), 'rising'],
    ['up and down', wave(0.6, 0.1), 'restless'],
    ['up and down a little', wave(0.6, 0.01), 'stalled'],
    ['down long ago, and still since', [5, ...line(0.1, 0.1, 40)], 'settled'],
    ['level at where it began', line(0.7, 0.7, 20), 'stalled'],
  ])('%s', (_, costs, key) => {
    expect(trend(experiment, historyOf(costs), null)?.key).toBe(key)
  })

  it('is settled where every answer is right, however large the cost', () => {
    const evaluation: Evaluation = {
      epoch: 19,
      trainCost: 0.7,
      testCost: null,
      trainAccuracy: 1,
      testAccuracy: null,
      trainError: null,
      testError: null,
      confusion: null,
    }
    expect(trend(experiment, historyOf(line(0.7, 0.7, 20)), evaluation)?.key).toBe('settled')
  })

  it('quotes the numbers of the last stretch', () => {
    // The last 30 % of 20 records, six: epochs 14 to 19.
    expect(trend(experiment, historyOf(line(2, 1, 20)), null)?.text).toBe(
      'Training cost fell from 1.26 to 1.00 in the last 5 epochs.',
    )
    expect(trend(experiment, historyOf(line(0.5, 1, 20)), null)?.text).toContain('try α below 0.3')
    expect(trend(experiment, historyOf(line(0.7, 0.7, 20)), null)?.text).toContain(
      'has been 0.700 for the last 5 epochs',
    )
  })

  it.each([
    [0.3, '0.3'],
    [1e-7, '1e−7'],
    [0.30000000000000004, '0.3'],
    [1000, '1000'],
  ])('a rate of %d is written %s', (rate, text) => {
    expect(formatRate(rate)).toBe(text)
  })
})

describe('overfitting', () => {
  const falling = line(0.5, 0.1, 20)
  const turning = [...line(0.6, 0.3, 10), ...line(0.31, 0.5, 10)]
  it.each([
    ['the test cost has turned while the training cost falls', falling, turning, true],
    ['there is no test part', falling, falling.map(() => NaN), false],
    ['both fall', falling, line(0.6, 0.2, 20), false],
    ['both rise', line(0.5, 0.9, 20), turning, false],
    ['it has risen by less than 5 %', falling, [...line(0.6, 0.3, 10), ...line(0.3, 0.31, 10)], false],
    ['it has just begun to rise', falling, [...line(0.6, 0.3, 18), 0.4, 0.5], false],
    ['it is on its way down again', falling, [...line(0.6, 0.3, 8), ...line(0.6, 0.4, 12)], false],
    ['the run is short', line(0.5, 0.4, 7), [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], false],
  ])('%s', (_, trainCost, testCost, expected) => {
    expect(overfitting(historyOf(trainCost, { testCost })) !== null).toBe(expected)
  })

  it('names the epoch of the lowest test cost', () => {
    expect(overfitting(historyOf(falling, { testCost: turning }))?.text).toMatch(
      /^Test cost was lowest at epoch 9 \(0\.300\) and is 0\.500 now, while training cost fell from 0\.311 to 0\.100/,
    )
  })
})

describe('deltas on their way back', () => {
  const network = networkOf(2, 2, 2, 1)
  const run = (...records: readonly (readonly number[])[]) =>
    historyOf(
      records.map(() => 1),
      { meanAbsDelta: records },
    )
  it.each([
    ['a thousand times smaller in layer 2', [1e-4, 1e-4, 0.1, 0.1, 0.1], 'vanishing'],
    ['almost a thousand times smaller', [1.1e-4, 1.1e-4, 0.1, 0.1, 0.1], undefined],
    ['a thousand times larger in layer 2', [200, 200, 1, 1, 0.1], 'swelling'],
    ['as large everywhere', [0.1, 0.1, 0.1, 0.1, 0.1], undefined],
    // Exactly 0 is another finding.
    ['nothing in layer 2', [0, 0, 0.1, 0.1, 0.1], undefined],
  ])('%s', (_, deltas, key) => {
    expect(deltaSizes(run(deltas), network)?.key).toBe(key)
  })

  it('that have grown a thousandfold since the run began are named with their layer', () => {
    const grown = deltaSizes(run([NaN, NaN, NaN, NaN, NaN], [1, 1, 1, 1, 1], [9, 9, 2000, 2400, 9]), network)
    expect(grown?.key).toBe('exploding 3')
    expect(grown?.text).toContain('Mean |δ| of layer 3 has grown from 1.00 at epoch 1 to 2,200, 2,200 times.')
    expect(deltaSizes(run([1, 1, 1, 1, 1], [9, 9, 900, 900, 9]), network)).toBeNull()
  })

  it('have no way to fade in a network of one layer', () => {
    expect(deltaSizes(run([1], [5000]), networkOf(2, 1))).toBeNull()
  })
})
