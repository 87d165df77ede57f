import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochAxis, extentOf, linearAxis, logarithmicAxis, niceTicks } from '../../../src/renderer/charts/value-axis'

const labels = ({ ticks }: { ticks: readonly { label: string }[] }): string[] => ticks.map(({ label }) => label)

describe('what an axis has to show', () => {
  it.each([
    [[[3, 1, 2]], { smallest: 1, largest: 3, hasZero: false }],
    [[[0, 5], [0.5]], { smallest: 0.5, largest: 5, hasZero: true }],
    [[[NaN, Infinity, 2]], { smallest: 2, largest: 2, hasZero: false }],
    [[[NaN]], { smallest: Infinity, largest: 0, hasZero: false }],
    [[], { smallest: Infinity, largest: 0, hasZero: false }],
  ])('%j', (series, extent) => {
    expect(extentOf(...series)).toEqual(extent)
  })
})

describe('a linear axis', () => {
  it.each([
    [0.7, ['0', '0.2', '0.4', '0.6']],
    [1, ['0', '0.5', '1.0']],
    [12, ['0', '5', '10']],
    [4000, ['0', '2,000', '4,000']],
    [3e-5, ['0', '1e−5', '2e−5', '3e−5']],
    [2.5e7, ['0', '1e7', '2e7']],
  ])('up to %d', (largest, ticks) => {
    expect(labels(linearAxis(extentOf([largest])))).toEqual(ticks)
  })

  it('begins at 0, and shows the largest value', () => {
    const axis = linearAxis(extentOf([0.2, 7]))
    expect(axis.min).toBe(0)
    expect(axis.max).toBeGreaterThan(7)
    expect(axis.position(3)).toBe(3)
    expect(axis.position(NaN)).toBeNaN()
    expect(axis.position(Infinity)).toBeNaN()
  })
})

describe('a logarithmic axis', () => {
  it('stands at powers of ten', () => {
    const axis = logarithmicAxis(extentOf([0.001, 10]))
    expect(axis.position(100)).toBeCloseTo(2, 12)
    expect(axis.position(0.01)).toBeCloseTo(-2, 12)
    expect(labels(axis)).toEqual(['0.001', '0.01', '0.1', '1', '10'])
    expect(axis.ticks.map(({ at }) => at)).toEqual([-3, -2, -1, 0, 1])
  })

  it('thins its ticks out over many decades', () => {
    expect(labels(logarithmicAxis(extentOf([1e-9, 0.1])))).toEqual(['10⁻⁹', '10⁻⁷', '10⁻⁵', '0.001', '0.1'])
  })

  it('has ticks within a decade where there is only one', () => {
    expect(labels(logarithmicAxis(extentOf([0.3, 0.4])))).toEqual(['0.2', '0.5', '1'])
  })

  it('makes a flat curve flat: at least a decade is shown', () => {
    const { min, max } = logarithmicAxis(extentOf([0.25, 0.25000001]))
    expect(max - min).toBeGreaterThanOrEqual(1)
  })

  it('has a row of its own for 0, below everything else', () => {
    const axis = logarithmicAxis(extentOf([0, 0.01, 1]))
    expect(axis.position(0)).toBe(axis.min)
    expect(axis.position(0.01) - axis.min).toBeGreaterThan(0.3)
    expect(labels(axis)[0]).toBe('0')
    expect(logarithmicAxis(extentOf([0.01, 1])).ticks[0]?.label).not.toBe('0')
  })

  it('puts what is more than twelve decades smaller into that row, and says so', () => {
    const axis = logarithmicAxis(extentOf([1e-30, 1]))
    expect(axis.position(1e-30)).toBe(axis.min)
    expect(axis.position(1e-13)).toBe(axis.min)
    expect(axis.position(1e-11)).toBe(-11)
    expect(labels(axis)[0]).toBe('< 10⁻¹²')
  })

  it('shows nothing where there is nothing, and a line of zeros where all is 0', () => {
    expect(logarithmicAxis(extentOf([NaN])).ticks).toEqual([])
    const zeros = logarithmicAxis(extentOf([0, 0]))
    expect(labels(zeros)).toEqual(['0'])
    expect(zeros.position(0)).toBe(0)
    expect(zeros.position(1)).toBeNaN()
  })

  it.each([NaN, -1, Infinity])('has no place for %d', (value) => {
    expect(logarithmicAxis(extentOf([1, 2])).position(value)).toBeNaN()
  })

  it('has every value and every tick between its ends, whatever the values', () => {
    const magnitudes = fc.array(fc.float({ min: 0, noNaN: true, noDefaultInfinity: true }), { minLength: 1 })
    fc.assert(
      fc.property(magnitudes, (values) => {
        for (const axis of [logarithmicAxis(extentOf(values)), linearAxis(extentOf(values))]) {
          for (const at of [...values.map(axis.position), ...axis.ticks.map((tick) => tick.at)]) {
            expect(at).toBeGreaterThanOrEqual(axis.min)
            expect(at).toBeLessThanOrEqual(axis.max)
          }
          expect(axis.ticks.length).toBeLessThanOrEqual(8)
          expect(axis.max).toBeGreaterThan(axis.min)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('the axis of epochs', () => {
  it.each([
    // A run that has hardly begun leaves room to the right.
    [0, 5, ['epoch 0', '2', '4']],
    [1, 5, ['epoch 0', '2', '4']],
    [20, 20, ['epoch 0', '5', '10', '15', '20']],
    [1_000_000, 1_000_000, ['epoch 0', '500,000', '1.0e6']],
  ])('to epoch %d', (last, max, ticks) => {
    const axis = epochAxis(last)
    expect(axis.max).toBe(max)
    expect(labels(axis)).toEqual(ticks)
  })

  it('has whole epochs only, however long the run', () => {
    fc.assert(
      fc.property(fc.float({ min: 0, max: 1e7, noNaN: true }), (last) => {
        for (const { at } of epochAxis(last).ticks) expect(Number.isInteger(at)).toBe(true)
      }),
    )
  })
})

it('ticks are multiples of 1, 2 or 5 times a power of ten', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), fc.integer({ min: 4, max: 10 }), (max, count) => {
      const ticks = niceTicks(0, max, count)
      expect(ticks.length).toBeLessThanOrEqual(count + 1)
      const step = (ticks[1]?.at ?? NaN) - (ticks[0]?.at ?? NaN)
      const mantissa = step / 10 ** Math.floor(Math.log10(step) + 1e-9)
      expect([1, 2, 5].some((factor) => Math.abs(mantissa - factor) < 1e-6)).toBe(true)
      expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length)
    }),
  )
})
