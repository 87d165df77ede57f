import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asFactor, digitsForDifference, significant, spoken } from '../../../src/renderer/formula/significant'

describe('a number in a formula', () => {
  it.each([
    [0, 4, '0', '0'],
    [1, 4, '1', '1'],
    [-30, 4, '−30', '-30'],
    [0.5, 4, '0.5000', '0.5000'],
    [-0.0582, 4, '−0.05820', '-0.05820'],
    [12.3456, 4, '12.35', '12.35'],
    [99999, 4, '99999', '99999'],
    [54321.5, 4, '54320', '54320'],
    [100_000, 4, '1.000e5', '1.000\\cdot 10^{5}'],
    [0.000123456, 4, '1.235e−4', '1.235\\cdot 10^{-4}'],
    [-0.000123456, 3, '−1.23e−4', '-1.23\\cdot 10^{-4}'],
    [NaN, 4, 'NaN', '\\mathrm{NaN}'],
    [Infinity, 4, '∞', '\\infty'],
    [-Infinity, 4, '−∞', '-\\infty'],
  ])('%d in %d digits reads %s', (value, digits, text, latex) => {
    expect(significant(value, digits)).toEqual({ text, latex })
  })

  it('is never further from the value than half a unit of its last digit', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
        fc.integer({ min: 2, max: 9 }),
        (value, digits) => {
          const read = Number(significant(value, digits).text.replaceAll('−', '-'))
          expect(Math.abs(read - value)).toBeLessThanOrEqual(0.5000001 * 10 ** (1 - digits) * Math.abs(value) * 10)
        },
      ),
    )
  })

  it('stands in parentheses behind a dot where it is negative', () => {
    expect(asFactor(-2, significant(-2, 4)).text).toBe('(−2)')
    expect(asFactor(2, significant(2, 4)).text).toBe('2')
  })
})

it.each([
  [0.25, 1, 4],
  [0.998, 1, 6],
  [0.99995, 1, 8],
  [1 - 1e-12, 1, 9],
  [1, 1, 4],
  [0, 1, 4],
])('%d, in a difference with %d, needs %d digits', (value, other, digits) => {
  expect(digitsForDifference(value, other)).toBe(digits)
})

it.each([
  [-0.319, 'minus 0.319'],
  [1.9, '1.90'],
  [2e-5, '2.00 times 10 to the minus 5'],
  [-3.5e7, 'minus 3.50 times 10 to the 7'],
])('%d is said as %s', (value, said) => {
  expect(spoken(value, 3)).toBe(said)
})
