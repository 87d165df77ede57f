import { describe, expect, it } from 'vitest'
import { contour } from '../../../src/renderer/charts/contour'

interface Segment {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** The line of a field over [0, size]², sampled at the middles of the cells. */
function segmentsOf(size: number, level: number, field: (x: number, y: number) => number): Segment[] {
  const values = Float32Array.from({ length: size * size }, (_, cell) =>
    field((cell % size) + 0.5, Math.floor(cell / size) + 0.5),
  )
  const flat = contour(values, size, level)
  return Array.from({ length: flat.length / 4 }, (_, index) => {
    const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN] = flat.subarray(4 * index)
    return { x1, y1, x2, y2 }
  })
}

const length = (segments: readonly Segment[]): number =>
  segments.reduce((total, { x1, y1, x2, y2 }) => total + Math.hypot(x2 - x1, y2 - y1), 0)

/** How often each end occurs: 2 everywhere on a closed line. */
function ends(segments: readonly Segment[]): number[] {
  const counts = new Map<string, number>()
  for (const { x1, y1, x2, y2 } of segments) {
    for (const [x, y] of [
      [x1, y1],
      [x2, y2],
    ] as const) {
      const key = `${x.toFixed(3)} ${y.toFixed(3)}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return [...counts.values()]
}

describe('the line where a plane has a value', () => {
  it.each([
    ['rises to the right', (x: number) => x, 3.2, 20],
    ['falls to the right', (x: number) => -x, -3.2, 20],
  ])('that %s is exact, from border to border', (_, field, level, size) => {
    const segments = segmentsOf(size, level, field)
    for (const { x1, x2 } of segments) {
      expect(x1).toBeCloseTo(3.2, 5)
      expect(x2).toBeCloseTo(3.2, 5)
    }
    expect(length(segments)).toBeCloseTo(size - 1, 4)
  })

  it('that is tilted is exact too', () => {
    // 2x + 3y = 40
    const segments = segmentsOf(16, 40, (x, y) => 2 * x + 3 * y)
    expect(segments.length).toBeGreaterThan(10)
    for (const { x1, y1, x2, y2 } of segments) {
      expect(2 * x1 + 3 * y1).toBeCloseTo(40, 4)
      expect(2 * x2 + 3 * y2).toBeCloseTo(40, 4)
    }
  })
})

describe('the line around a hill', () => {
  const size = 64
  const [middle, radius] = [32, 20]
  const distance = (x: number, y: number): number => Math.hypot(x - middle, y - middle)

  it.each([
    ['hill', (x: number, y: number) => -distance(x, y), -radius],
    ['valley', distance, radius],
  ])('(a %s) is a closed circle of that radius', (_, field, level) => {
    const segments = segmentsOf(size, level, field)
    for (const { x1, y1 } of segments) expect(distance(x1, y1)).toBeCloseTo(radius, 1)
    expect(length(segments)).toBeCloseTo(2 * Math.PI * radius, 0)
    expect(new Set(ends(segments))).toEqual(new Set([2]))
  })

  it('is where the decision of a sigmoid of x₁x₂ changes sides', () => {
    const sigmoid = (x: number, y: number): number => 1 / (1 + Math.exp(-((x - 8.2) * (y - 8.3))))
    for (const { x1, y1, x2, y2 } of segmentsOf(16, 0.5, sigmoid)) {
      // A cross: on each of its pieces one of the factors is almost 0, within a cell of the middle both are small.
      for (const [x, y] of [
        [x1, y1],
        [x2, y2],
      ] as const) {
        expect(Math.min(Math.abs(x - 8.2), Math.abs(y - 8.3))).toBeLessThan(0.35)
      }
    }
  })
})

describe('a square that could be cut in two ways', () => {
  const saddle = (high: number) => Float32Array.of(high, 0, 0, high)
  it.each([
    // Mean 0.6: the high corners belong together, so the low ones are cut off, and the other way round.
    [1.2, [1, 0, 1, 0]],
    [0.8, [0, 1, 0, 1]],
  ])('is decided by its mean (corners of %d and 0)', (high, corners) => {
    const flat = contour(saddle(high), 2, 0.5)
    expect(flat).toHaveLength(8)
    // For each corner, clockwise from the top left: is there a segment whose two ends are on its two sides?
    const [top, right, bottom, left] = [
      (x: number, y: number) => y === 0.5 && x > 0.5 && x < 1.5,
      (x: number, y: number) => x === 1.5 && y > 0.5 && y < 1.5,
      (x: number, y: number) => y === 1.5 && x > 0.5 && x < 1.5,
      (x: number, y: number) => x === 0.5 && y > 0.5 && y < 1.5,
    ]
    const cuts = [
      [left, top],
      [top, right],
      [right, bottom],
      [bottom, left],
    ].map(([one, other]) => {
      const joins = [0, 4].some((at) => {
        const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN] = flat.subarray(at)
        return (one?.(x1, y1) && other?.(x2, y2)) || (one?.(x2, y2) && other?.(x1, y1))
      })
      return Number(joins)
    })
    // A corner that is cut off by itself: 1.
    expect(cuts).toEqual(corners.map((corner) => 1 - corner))
  })
})

it.each([
  ['level everywhere', [1, 1, 1, 1]],
  ['below everywhere', [0, 0.4, 0.2, 0.1]],
  ['a single cell', [0.7]],
])('there is no line on a map that is %s', (_, values) => {
  expect(contour(Float32Array.from(values), Math.sqrt(values.length), 0.5)).toHaveLength(0)
})
