import { describe, expect, it } from 'vitest'
import { formatNumber, parseNumber, type NumberRule } from '../../../src/renderer/ui/parse-number'

const anyRule: NumberRule = { min: -1e9, max: 1e9 }

describe('what was typed becomes a number', () => {
  it.each([
    ['0.3', 0.3],
    [' 3 ', 3],
    ['+2', 2],
    ['-0.5', -0.5],
    ['−0.5', -0.5],
    ['.25', 0.25],
    ['5.', 5],
    ['1e-3', 0.001],
    ['1E3', 1000],
    ['0,25', 0.25],
    ['1 000 000', 1_000_000],
    ['-0', 0],
  ])('%j is %d', (text, value) => {
    expect(parseNumber(text, anyRule)).toEqual({ ok: true, value })
  })

  it.each([
    ['10', 0.1],
    ['10 %', 0.1],
    ['10%', 0.1],
    ['7', 0.07],
    ['0', 0],
  ])('in percent %j is %d', (text, value) => {
    expect(parseNumber(text, { min: 0, max: 0.5, percent: true })).toEqual({ ok: true, value })
  })
})

describe('what is not allowed is refused with what is', () => {
  const learningRate: NumberRule = { min: 0, aboveMin: true, max: 1000 }
  const batch: NumberRule = { min: 1, max: 250, integer: true }
  const noise: NumberRule = { min: 0, max: 0.5, percent: true }

  it.each<[string, NumberRule, string]>([
    ['', learningRate, 'Type a number above 0, up to 1000.'],
    ['  ', learningRate, 'Type a number above 0, up to 1000.'],
    ['abc', learningRate, '“abc” is not a number. Type a number above 0, up to 1000.'],
    ['NaN', learningRate, '“NaN” is not a number. Type a number above 0, up to 1000.'],
    ['Infinity', learningRate, '“Infinity” is not a number. Type a number above 0, up to 1000.'],
    ['0x10', learningRate, '“0x10” is not a number. Type a number above 0, up to 1000.'],
    ['1,234', learningRate, '“1,234” is not a number. Type a number above 0, up to 1000.'],
    ['0', learningRate, 'Out of range: type a number above 0, up to 1000.'],
    ['-1', learningRate, 'Out of range: type a number above 0, up to 1000.'],
    ['1e30', learningRate, 'Out of range: type a number above 0, up to 1000.'],
    ['1e999', learningRate, 'Out of range: type a number above 0, up to 1000.'],
    ['1.5', batch, 'Only a whole number from 1 to 250 works here.'],
    ['0', batch, 'Out of range: type a whole number from 1 to 250.'],
    ['251', batch, 'Out of range: type a whole number from 1 to 250.'],
    ['60', noise, 'Out of range: type a number from 0 % to 50 %.'],
    ['-1', { min: 0, max: Number.MAX_SAFE_INTEGER }, 'Out of range: type a number from 0 on.'],
    ['1.5', { min: 1, max: 1_000_000, integer: true }, 'Only a whole number from 1 to 1\u202f000\u202f000 works here.'],
  ])('%j', (text, rule, message) => {
    expect(parseNumber(text, rule)).toEqual({ ok: false, message })
  })
})

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.1 + 0.2, '0.3'],
    [0.0001, '0.0001'],
    [0.00003, '3e−5'],
    [-0.5, '−0.5'],
    [250, '250'],
    [1e12, '1e12'],
  ])('%d is written %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })

  it('can be typed back in', () => {
    for (const value of [0.3, 1e-8, -2.5, 1e12, 0]) {
      expect(parseNumber(formatNumber(value), { min: -1e15, max: 1e15 })).toEqual({ ok: true, value })
    }
  })
})
