import { describe, expect, it } from 'vitest'
import { linearScale, stopScale } from '../../../src/renderer/ui/slider-scale'

describe('a slider in equal steps', () => {
  const scale = linearScale(0, 0.5, 0.01)

  it('stands at multiples of the step, without rounding errors', () => {
    expect(scale.valueAt(0.0704)).toBe(0.07)
    expect(scale.valueAt(0.2951)).toBe(0.3)
    expect(scale.valueAt(9)).toBe(0.5)
  })

  it('moves from between two steps to the next one', () => {
    expect(scale.move(0.124, 1)).toBe(0.13)
    expect(scale.move(0.124, -1)).toBe(0.12)
    expect(scale.move(0.12, 1)).toBe(0.13)
  })

  it('stops at its ends', () => {
    expect(scale.move(0.5, 1)).toBe(0.5)
    expect(scale.move(0, -1)).toBe(0)
    expect(scale.positionOf(7)).toBe(0.5)
  })

  it('reaches its end also where the step doesn’t divide it', () => {
    expect(linearScale(1, 10, 4).move(9, 1)).toBe(9)
    expect(linearScale(0.05, 1, 0.05).move(0.95, 1)).toBe(1)
  })
})

describe('a slider that stands at given values', () => {
  const scale = stopScale([0, 0.001, 0.01, 0.1, 1])

  it('gives each value the same room', () => {
    expect([0, 0.001, 0.01, 0.1, 1].map(scale.positionOf)).toEqual([0, 1, 2, 3, 4])
    expect(scale.valueAt(2.4)).toBe(0.01)
  })

  it('gives a typed value a place between its neighbours', () => {
    expect(scale.positionOf(0.055)).toBeCloseTo(2.5, 12)
    expect(scale.move(0.055, 1)).toBe(0.1)
    expect(scale.move(0.055, -1)).toBe(0.01)
  })

  it('holds values beyond its ends at the ends', () => {
    expect(scale.positionOf(50)).toBe(4)
    expect(scale.move(50, -1)).toBe(0.1)
    expect(scale.move(50, 1)).toBe(1)
  })
})
