import { describe, expect, it } from 'vitest'
import { belongsTo, deltaPicture, showsBands } from '../../../src/renderer/charts/delta-curves'
import { deltaRows, deltasAt, deltaSummary, nearestUnit } from '../../../src/renderer/charts/delta-readings'
import { computedUnits, deltaName, flatIndex, sameUnit } from '../../../src/renderer/charts/unit-names'
import { messages } from '../../../src/shared/messages'
import { networkOf } from '../network/network-of'
import { historyOf } from './history-of'

const lecture = networkOf(2, 2, 1)
/** Units of layer 2 and the output; nothing before training. */
const run = historyOf([1, 0.5, 0.25], {
  meanAbsDelta: [
    [NaN, NaN, NaN],
    [0.01, 0.1, 1],
    [0.001, 0, 10],
  ],
})
const wide = networkOf(4, 30, 2)
const rising = Array.from({ length: 30 }, (_, unit) => 10 ** ((unit - 29) / 10))
const wideRun = historyOf([1, 0.5, 0.4], {
  meanAbsDelta: [Array.from({ length: 32 }, () => NaN), [...rising, 1, 10], [...rising.toReversed(), 100, 10]],
})

describe('the curves of |δ|', () => {
  it('are one for each unit, at powers of ten', () => {
    const { curves, bands, lastEpoch } = deltaPicture(run, lecture, null, 300)
    expect(curves.map(({ unit }) => unit)).toEqual([
      { layer: 2, unit: 0 },
      { layer: 2, unit: 1 },
      { layer: 3, unit: 0 },
    ])
    const heights = curves.map(({ points }) => points.map(({ y }) => Number(y.toFixed(4))))
    expect(heights[0]).toEqual([NaN, -2, -3])
    expect(heights[2]).toEqual([NaN, 0, 1])
    expect(bands).toEqual([])
    expect(lastEpoch).toBe(2)
  })

  it('have a row of their own for exactly 0', () => {
    const { curves, axis } = deltaPicture(run, lecture, null, 300)
    expect(curves[1]?.points[2]?.y).toBe(axis.min)
    expect(axis.ticks[0]?.label).toBe('0')
  })

  it('become a band for each layer where there are too many to tell apart', () => {
    expect(showsBands(networkOf(2, 23, 1))).toBe(false)
    expect(showsBands(networkOf(2, 24, 1))).toBe(true)
    const { curves, bands } = deltaPicture(wideRun, wide, null, 300)
    expect(curves).toEqual([])
    expect(bands.map(({ layer }) => layer)).toEqual([2, 3])
    const [hidden, outputs] = bands
    // Records before training have no band. Of 30 units the upper of the two in the middle: 10⁻¹·⁴.
    expect(hidden?.median).toEqual([
      { x: 1, y: expect.closeTo(-1.4, 4) },
      { x: 2, y: expect.closeTo(-1.4, 4) },
    ])
    expect(outputs?.low.map(({ y }) => y)).toEqual([0, 1])
    expect(outputs?.high.map(({ y }) => y)).toEqual([1, 2])
  })

  it('show the selected unit before the bands', () => {
    const { curves } = deltaPicture(wideRun, wide, { layer: 3, unit: 1 }, 300)
    expect(curves.map(({ unit }) => unit)).toEqual([{ layer: 3, unit: 1 }])
    expect(curves[0]?.points.map(({ y }) => y)).toEqual([NaN, 1, 1])
    // An input has no δ.
    expect(deltaPicture(wideRun, wide, { layer: 1, unit: 0 }, 300).curves).toEqual([])
  })

  it('know a history of another network', () => {
    expect(belongsTo(run, lecture)).toBe(true)
    expect(belongsTo(run, networkOf(2, 3, 1))).toBe(false)
    expect(belongsTo(historyOf([]), lecture)).toBe(true)
  })
})

describe('|δ| in words', () => {
  it.each([
    ['nothing', null, lecture, messages.charts.deltas.waiting],
    ['no record', historyOf([]), lecture, messages.charts.deltas.waiting],
    [
      'a run before training',
      historyOf([1], { meanAbsDelta: [[NaN, NaN, NaN]] }),
      lecture,
      'Epoch 0: nothing has trained yet, so there is no δ to show',
    ],
    ['the latest record', run, lecture, 'Epoch 2: mean |δ| δ⁽²⁾₁ 0.00100, δ⁽²⁾₂ 0, δ⁽³⁾₁ 10.0'],
    ['many units', wideRun, wide, 'Epoch 2: mean |δ| of 32 units, largest δ⁽³⁾₁ 100, smallest δ⁽²⁾₃₀ 0.00126'],
  ])('%s', (_, history, network, words) => {
    expect(deltaSummary(history, network)).toBe(words)
  })

  it('reads every unit of a small network, in the order of the legend', () => {
    expect(deltaRows(run, lecture, 1, -1).map(({ name, value }) => [name, Number(value.toFixed(3))])).toEqual([
      ['δ⁽²⁾₁', 0.01],
      ['δ⁽²⁾₂', 0.1],
      ['δ⁽³⁾₁', 1],
    ])
  })

  it('reads the selected unit and each layer’s median of a large one', () => {
    const rows = deltaRows(wideRun, wide, 2, 31)
    expect(rows.map(({ name }) => name)).toEqual(['δ⁽³⁾₂', 'δ⁽²⁾ median', 'δ⁽³⁾ median'])
    expect(rows.map(({ value }) => value)).toEqual([10, expect.closeTo(10 ** -1.4, 6), 100])
    expect(rows.map(({ unit }) => unit)).toEqual([{ layer: 3, unit: 1 }, null, null])
    expect(deltaRows(wideRun, wide, 2, -1)).toHaveLength(2)
  })

  it('finds a record’s deltas', () => {
    expect([...deltasAt(run, 2)]).toEqual([Math.fround(0.001), 0, 10])
  })
})

describe('the unit under the pointer', () => {
  const height = (value: number): number => 100 * value
  it.each([
    [31, 0],
    [48, 1],
    [44, 1],
    [80, -1],
    [40, 0],
  ])('at a height of %d is unit %d', (pointer, unit) => {
    expect(nearestUnit(Float32Array.of(0.3, 0.5, NaN), height, pointer, 15)).toBe(unit)
  })
})

describe('units by their places', () => {
  it('are counted from layer 2 on', () => {
    computedUnits(wide).forEach((unit, index) => expect(flatIndex(wide, unit)).toBe(index))
    expect(computedUnits(wide)).toHaveLength(32)
  })

  it.each([[null], [{ layer: 1, unit: 0 }], [{ layer: 2, unit: 30 }], [{ layer: 9, unit: 0 }]])(
    '%j is none',
    (unit) => {
      expect(flatIndex(wide, unit)).toBe(-1)
    },
  )

  it('have names, and are the same by layer and number', () => {
    expect(deltaName({ layer: 12, unit: 9 })).toBe('δ⁽¹²⁾₁₀')
    expect(sameUnit({ layer: 2, unit: 1 }, { layer: 2, unit: 1 })).toBe(true)
    expect(sameUnit({ layer: 2, unit: 1 }, { layer: 3, unit: 1 })).toBe(false)
    expect(sameUnit(null, { layer: 2, unit: 0 })).toBe(false)
    expect(sameUnit(null, null)).toBe(true)
  })
})
