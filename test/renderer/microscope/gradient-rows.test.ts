import { describe, expect, it } from 'vitest'
import { gradientRows } from '../../../src/renderer/microscope/gradient-rows'

function rowsOf(analytic: readonly number[], numeric: readonly number[]) {
  return gradientRows({
    revision: 1,
    weights: Uint32Array.from(analytic, (_, index) => index),
    analytic: Float32Array.from(analytic),
    numeric: Float64Array.from(numeric),
  })
}

describe('the gradient check', () => {
  it('lists the worst weight first, and those without a slope last', () => {
    const rows = rowsOf([1, 0.5, 0.25, 2], [1, NaN, 0.26, 2.0001])
    expect(rows.map(({ weight }) => weight)).toEqual([2, 3, 0, 1])
    expect(rows.map(({ agrees }) => agrees)).toEqual([false, true, true, false])
    expect(rows[0]?.error).toBeCloseTo(0.01 / 0.26, 10)
    expect(rows[3]?.error).toBeNaN()
  })

  it('measures a gradient that is nearly nothing against the largest one', () => {
    const [row] = rowsOf([1, 1e-9], [1, 2e-9])
    expect(row).toMatchObject({ weight: 1, agrees: true })
    expect(row?.error).toBeCloseTo(1e-6, 10)
  })

  it('finds nothing wrong where no weight moves the cost', () => {
    expect(rowsOf([0, 0], [0, 0]).every(({ agrees, error }) => agrees && error === 0)).toBe(true)
  })
})

it('a gradient that is no number is wrong, whatever was measured', () => {
  const [worst, other] = gradientRows({
    revision: 1,
    weights: Uint32Array.of(0, 1),
    analytic: Float32Array.of(0.5, NaN),
    numeric: Float64Array.of(0.5, NaN),
  })
  expect(worst).toMatchObject({ weight: 1, agrees: false })
  expect(other).toMatchObject({ weight: 0, agrees: true })
})
