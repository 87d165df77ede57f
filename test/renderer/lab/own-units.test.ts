import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatOwnUnits, ownValue, seenValue } from '../../../src/renderer/lab/own-units'

it.each([
  [213_000, '213,000'],
  [Math.fround(-0.49) * 75_000 + 250_000, '213,250'],
  [5.800000012, '5.8'],
  [-12.5, '−12.5'],
  [0, '0'],
  [3.2e-7, '3.2e−7'],
  [4.5e12, '4,500,000,000,000'],
  [NaN, '–'],
])('%d in a table’s own units reads %s', (value, text) => {
  expect(formatOwnUnits(value)).toBe(text)
})

describe('a value that was scaled into 32 bits', () => {
  it('comes back as it was written, with up to five digits', () => {
    const scales = fc.record({
      offset: fc.integer({ min: -1_000_000, max: 1_000_000 }).map((thousandths) => thousandths / 1000),
      divisor: fc.double({ min: 0.5, max: 500, noNaN: true }),
    })
    // −999.99 to 999.99
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), scales, (hundredths, scale) => {
        const written = Number((hundredths / 100).toFixed(2))
        const seen = Math.fround(seenValue(written, scale))
        fc.pre(Math.abs(written - scale.offset) < 10 * scale.divisor)
        expect(ownValue(seen, scale) - written).toBe(0)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    [38, { offset: 37.123456, divisor: 1.07 }, 38],
    [0.5, { offset: 1000, divisor: 5000 }, 0.5],
    [0.1, { offset: 0, divisor: 1 }, 0.1],
    [350_000, { offset: 100_000, divisor: 500_000 }, 350_000],
  ])('%d stays itself', (written, scale, shown) => {
    expect(ownValue(Math.fround(seenValue(written, scale)), scale)).toBe(shown)
  })
})
