import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnStarts, decimate } from '../../../src/renderer/charts/decimate'

const asIs = (value: number): number => value

function decimated(values: readonly number[], columns: number, epochs = values.map((_, epoch) => epoch)) {
  const at = Float64Array.from(epochs)
  const starts = columnStarts(at, at.at(-1) ?? 0, columns)
  return decimate(at, { values: Float32Array.from(values), stride: 1, offset: 0 }, starts, asIs)
}

describe('the records of each pixel column', () => {
  it.each([
    // Few records have a column each.
    [[0, 1, 2], 3, [0, 1, 2, 3]],
    [[], 100, [0]],
    // Epochs 0 to 9 in five columns: two each, the last one in the last.
    [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5, [0, 2, 4, 6, 8, 10]],
    // Thinned out toward the end: as they stand on the axis, not in their number.
    [[0, 1, 2, 3, 4, 5, 6, 7, 8, 16], 4, [0, 4, 8, 9, 10]],
    // All of epoch 0.
    [[0, 0, 0], 2, [0, 1, 2, 3]],
  ])('of epochs %j in %d columns', (epochs, columns, starts) => {
    expect([...columnStarts(Float64Array.from(epochs), epochs.at(-1) ?? 0, columns)]).toEqual(starts)
  })
})

describe('as many points as there are columns', () => {
  it('keeps every record where there is room', () => {
    expect(decimated([3, 1, 2], 100)).toEqual([
      { x: 0, y: 3 },
      { x: 1, y: 1 },
      { x: 2, y: 2 },
    ])
  })

  it('keeps the smallest and the largest of each column, in the order in which they came', () => {
    // Columns: 5 9 1 | 2 2 2 | 7 8 6 3 (epochs 0 to 9 in three columns of 3.33)
    expect(decimated([5, 9, 1, 2, 2, 2, 7, 8, 6, 3], 3)).toEqual([
      { x: 1, y: 9 },
      { x: 2, y: 1 },
      { x: 3, y: 2 },
      { x: 7, y: 8 },
      { x: 9, y: 3 },
    ])
  })

  it('reads one unit of many', () => {
    const values = Float32Array.of(1, 10, 2, 20, 3, 30)
    const points = decimate(Float64Array.of(0, 1, 2), { values, stride: 2, offset: 1 }, Int32Array.of(0, 1, 2, 3), asIs)
    expect(points.map(({ y }) => y)).toEqual([10, 20, 30])
  })

  it('leaves a gap where nothing can be shown, and passes over it beside numbers', () => {
    expect(decimated([NaN, 1, 2], 10).map(({ y }) => y)).toEqual([NaN, 1, 2])
    expect(decimated([NaN, 4, NaN, 2, NaN, NaN, NaN, NaN], 2).map(({ y }) => y)).toEqual([4, 2, NaN])
  })

  it('loses no spike of any run, and never has more than two points a column', () => {
    const costs = fc.array(fc.float({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(costs, fc.integer({ min: 1, max: 60 }), (values, columns) => {
        const points = decimated(values, columns)
        const heights = points.map(({ y }) => y)
        expect(Math.max(...heights)).toBe(Math.max(...values))
        expect(Math.min(...heights)).toBe(Math.min(...values))
        expect(points.length).toBeLessThanOrEqual(Math.max(values.length <= columns ? columns : 0, 2 * columns))
        points.forEach(({ x, y }, index) => {
          expect(values[x]).toBe(y)
          if (index > 0) expect(x).toBeGreaterThan(points[index - 1]?.x ?? NaN)
        })
      }),
    )
  })
})
