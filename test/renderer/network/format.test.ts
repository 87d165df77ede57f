import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatActivation, formatDelta, formatFixed, formatTarget, formatZ } from '../../../src/renderer/network/format'

describe('a number on a unit or an edge', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1, '1.00'],
    [0.5, '0.50'],
    [-1.2345, '−1.23'],
    // Small numbers get more decimals, …
    [0.0951, '0.10'],
    [0.0949, '0.095'],
    [0.0123, '0.012'],
    [-0.00345, '−0.0034'],
    // … until a power of ten says more.
    [0.000123, '1.2e−4'],
    [-9.4e-5, '−9.4e−5'],
    [3e-7, '3e−7'],
    [1.4e-45, '1e−45'],
    // Large ones get fewer.
    [9.99, '9.99'],
    [9.996, '10.0'],
    [-54.321, '−54.3'],
    [99.96, '100'],
    [1234.5, '1235'],
    [9999, '9999'],
    [12_345, '1.2e4'],
    [-1e6, '−1e6'],
    [3.4e38, '3e38'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('%d → %s', (value, text) => {
    expect(formatFixed(value, 2)).toBe(text)
  })

  it.each([
    ['z', formatZ, '0.73'],
    ['a', formatActivation, '0.73'],
    ['δ', formatDelta, '0.731'],
  ])('%s', (_, format, text) => {
    expect(format(0.7311)).toBe(text)
  })

  it.each([
    [0, '0'],
    [1, '1'],
    [-1, '−1'],
    [0.25, '0.25'],
    [20_000, '20000'],
  ])('a target of %d → %s', (target, text) => {
    expect(formatTarget(target)).toBe(text)
  })

  const numbers = fc.float({ noNaN: true, noDefaultInfinity: true })

  it('is short, and within 6 % of what it stands for', () => {
    fc.assert(
      fc.property(numbers, (value) => {
        const text = formatFixed(value, 2)
        expect(text.length).toBeLessThanOrEqual(8)
        const read = Number(text.replaceAll('−', '-'))
        // Beyond a billion one digit must do.
        const magnitude = Math.abs(value)
        const tolerance = magnitude < 1e-9 || magnitude >= 1e10 ? 0.5 : 0.06
        expect(Math.abs(read - value)).toBeLessThanOrEqual(tolerance * magnitude)
      }),
      { numRuns: 1000 },
    )
  })

  it('has no hyphen for a minus, and reads 0 for nothing but 0', () => {
    fc.assert(
      fc.property(numbers, (value) => {
        const text = formatFixed(value, 3)
        expect(text).not.toContain('-')
        expect(text.startsWith('−')).toBe(value < 0)
        if (value !== 0) expect(Number(text.replaceAll('−', '-'))).not.toBe(0)
      }),
      { numRuns: 1000 },
    )
  })
})
