import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatCount,
  formatPercent,
  formatPowerOfTen,
  formatRatio,
  formatReading,
  subscript,
  superscript,
} from '../../../src/renderer/charts/format'

describe('a reading', () => {
  it.each([
    [0.094, '0.0940'],
    [12.34, '12.3'],
    [0.001, '0.00100'],
    [0.00094, '9.40e−4'],
    [-0.5, '−0.500'],
    [999.4, '999'],
    [999.6, '1,000'],
    [4561, '4,560'],
    [-4561, '−4,560'],
    [99_949, '99,900'],
    [99_950, '1.00e5'],
    [1e-30, '1.00e−30'],
    [0, '0'],
    [NaN, '–'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('%d → %s', (value, text) => {
    expect(formatReading(value)).toBe(text)
  })

  it('has three significant digits and no hyphen', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const text = formatReading(value)
        expect(text).not.toContain('-')
        const read = Number(text.replaceAll('−', '-').replaceAll(',', ''))
        expect(Math.abs(read - value)).toBeLessThanOrEqual(0.00501 * Math.abs(value))
      }),
      { numRuns: 500 },
    )
  })
})

it.each([
  [0, '0 %'],
  [1, '100 %'],
  [0.5, '50.0 %'],
  [0.9996, '99.9 %'],
  [0.0004, '0.1 %'],
  [2 / 3, '66.7 %'],
])('a share of %d → %s', (share, text) => {
  expect(formatPercent(share)).toBe(text)
})

it.each([
  [1234, '1,200'],
  [999, '1,000'],
  [1_500_000, '1.5 million'],
  [2.34e12, '2.3 trillion'],
  [1.26e20, '1.3e20'],
  [Infinity, '∞'],
])('%d times → %s', (ratio, text) => {
  expect(formatRatio(ratio)).toBe(text)
})

it.each([
  [-3, '0.001'],
  [0, '1'],
  [3, '1,000'],
  [4, '10⁴'],
  [-12, '10⁻¹²'],
])('ten to the power of %d → %s', (exponent, text) => {
  expect(formatPowerOfTen(exponent)).toBe(text)
})

it('counts, and writes indices', () => {
  expect(formatCount(1_234_567)).toBe('1,234,567')
  expect(superscript(-120)).toBe('⁻¹²⁰')
  expect(subscript(64)).toBe('₆₄')
})
