import { describe, expect, it } from 'vitest'
import { generatePoints } from '../../../src/worker/engine/generators'
import { GENERATORS, type GeneratorName } from '../../../src/shared/experiment'

interface Point {
  readonly x1: number
  readonly x2: number
  readonly target: number
}

function generate(name: GeneratorName, samples: number, noise = 0, seed = 1): Point[] {
  const { points, targets } = generatePoints(name, samples, noise, seed)
  expect(points.length).toBe(2 * samples)
  return Array.from(targets, (target, i) => ({ x1: points[2 * i] ?? NaN, x2: points[2 * i + 1] ?? NaN, target }))
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const radius = ({ x1, x2 }: Point): number => Math.hypot(x1, x2)
const targets = (points: readonly Point[]): number[] => points.map((point) => point.target)
const places = (points: readonly Point[]): number[][] => points.map(({ x1, x2 }) => [x1, x2])

describe('every generator', () => {
  it.each(GENERATORS)('%s: same seed, same points; another seed, others', (name) => {
    expect(generate(name, 50, 0.2, 7)).toEqual(generate(name, 50, 0.2, 7))
    expect(generate(name, 50, 0.2, 7)).not.toEqual(generate(name, 50, 0.2, 8))
  })

  it.each(GENERATORS)('%s: gives exactly as many examples as asked for, odd numbers too', (name) => {
    for (const samples of [1, 2, 7, 500]) expect(generate(name, samples).every(({ x1 }) => !isNaN(x1))).toBe(true)
  })

  it.each(['circle', 'xor', 'gauss', 'spiral'] as const)('%s: two classes, evenly', (name) => {
    const classes = targets(generate(name, 1000))
    expect(new Set(classes)).toEqual(new Set([-1, 1]))
    // Drawn at random for xor (deviation 0.032), exactly half for the others.
    expect(Math.abs(mean(classes))).toBeLessThan(name === 'xor' ? 0.13 : 1e-9)
  })

  it.each(['circle', 'xor', 'plane', 'multi-gauss'] as const)('%s: noise changes targets, never places', (name) => {
    const clean = generate(name, 400)
    const noisy = generate(name, 400, 0.3)
    expect(places(noisy)).toEqual(places(clean))
    expect(targets(noisy)).not.toEqual(targets(clean))
  })
})

describe('circle', () => {
  it('is a disc of radius 2.5 inside a ring from 3.5 to 5', () => {
    const points = generate('circle', 4000)
    const inside = points.filter(({ target }) => target === 1).map(radius)
    const outside = points.filter(({ target }) => target === -1).map(radius)
    expect(Math.max(...inside)).toBeLessThan(2.5)
    expect(Math.min(...outside)).toBeGreaterThanOrEqual(3.5 - 1e-6)
    expect(Math.max(...outside)).toBeLessThan(5 + 1e-6)
    // The radius, not the area, is uniform.
    expect(mean(inside)).toBeCloseTo(1.25, 1)
    expect(mean(outside)).toBeCloseTo(4.25, 1)
    expect(mean(points.map(({ x1 }) => x1))).toBeCloseTo(0, 0)
  })

  it('mixes up the classes near the border first', () => {
    const noisy = generate('circle', 4000, 0.1) // moved by at most 0.5 in each coordinate
    const wrong = noisy.filter((point) => (radius(point) < 2.5 ? 1 : -1) !== point.target)
    expect(wrong.length).toBeGreaterThan(0)
    for (const point of wrong) expect(Math.abs(radius(point) - 2.5)).toBeLessThanOrEqual(0.5 * Math.SQRT2)
  })
})

it('xor: the class is the sign of x₁x₂, with a gap of 0.3 along the axes', () => {
  for (const { x1, x2, target } of generate('xor', 1000)) {
    expect(target).toBe(Math.sign(x1 * x2))
    for (const x of [x1, x2]) {
      expect(Math.abs(x)).toBeGreaterThanOrEqual(0.3 - 1e-6)
      expect(Math.abs(x)).toBeLessThanOrEqual(5.3 + 1e-6)
    }
  }
})

describe('gauss', () => {
  it.each([
    [0, 0.5],
    [0.25, 2.25],
    [0.5, 4],
  ])('at noise %d: two clouds with variance %d', (noise, variance) => {
    const points = generate('gauss', 20_000, noise)
    for (const target of [1, -1]) {
      const cloud = points.filter((point) => point.target === target)
      expect(cloud.length).toBe(10_000)
      for (const coordinate of ['x1', 'x2'] as const) {
        const values = cloud.map((point) => point[coordinate])
        const centre = mean(values)
        expect(Math.abs(centre - 2 * target)).toBeLessThan(0.08)
        expect(mean(values.map((x) => (x - centre) ** 2)) / variance).toBeCloseTo(1, 1)
      }
    }
  })
})

describe('spiral', () => {
  it('is two arms of 1.75 turns', () => {
    const n = 100
    generate('spiral', 2 * n).forEach(({ x1, x2, target }, index) => {
      const share = (index % n) / n
      const angle = 1.75 * share * 2 * Math.PI + (index < n ? 0 : Math.PI)
      expect(target).toBe(index < n ? 1 : -1)
      expect(x1).toBeCloseTo(5 * share * Math.sin(angle), 5)
      expect(x2).toBeCloseTo(5 * share * Math.cos(angle), 5)
    })
  })

  it('moves points by up to the noise', () => {
    const clean = generate('spiral', 1000)
    const moved = generate('spiral', 1000, 0.4).map(({ x1 }, index) => x1 - (clean[index]?.x1 ?? NaN))
    expect(Math.max(...moved)).toBeLessThanOrEqual(0.4 + 1e-5)
    expect(Math.min(...moved)).toBeLessThan(-0.35)
    expect(Math.max(...moved)).toBeGreaterThan(0.35)
  })
})

it('plane: a tenth of x₁ + x₂', () => {
  for (const { x1, x2, target } of generate('plane', 500)) expect(target).toBeCloseTo((x1 + x2) / 10, 5)
})

it('multi-gauss: six cones of alternating sign on a flat plane', () => {
  const points = generate('multi-gauss', 5000)
  const peaks = [-4, 0, 4].flatMap((x1, column) =>
    [2.5, -2.5].map((x2, row) => ({ x1, x2, sign: (column + row) % 2 === 0 ? 1 : -1 })),
  )
  for (const { x1, x2, target } of points) {
    // Cones with centres 4 and 5 apart and radius 2 never overlap: the nearest one decides.
    const heights = peaks.map((peak) => peak.sign * Math.max(0, 1 - Math.hypot(x1 - peak.x1, x2 - peak.x2) / 2))
    expect(target).toBeCloseTo(
      heights.reduce((sum, height) => sum + height),
      5,
    )
  }
  expect(Math.max(...targets(points))).toBeGreaterThan(0.9)
  expect(Math.min(...targets(points))).toBeLessThan(-0.9)
})
