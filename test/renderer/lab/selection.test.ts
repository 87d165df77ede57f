import { describe, expect, it } from 'vitest'
import { createSelection, forgetMissingUnits, mappedUnit, viewOf } from '../../../src/renderer/lab/selection'
import type { DataSummary, UnitAddress } from '../../../src/shared/trainer'
import { experimentWith } from '../data/experiment-with'

/** 2-4-1 */
const circle = experimentWith({})
const data: DataSummary = {
  task: 'classification',
  inputNames: ['x₁', 'x₂'],
  classNames: ['−', '+'],
  trainCount: 250,
  testCount: 50,
  points: new Float32Array(600),
  domain: [
    [-6, 6],
    [-6, 6],
  ],
  labels: new Float32Array(300),
  inputScale: null,
  targetScale: null,
}

describe('the unit that stands out', () => {
  it('is the one pointed at, else the pinned one', () => {
    const selection = createSelection()
    expect(selection.unit.value).toBeNull()
    selection.pinned.value = { layer: 2, unit: 3 }
    selection.pointed.value = { layer: 3, unit: 0 }
    expect(selection.unit.value).toEqual({ layer: 3, unit: 0 })
    selection.pointed.value = null
    expect(selection.unit.value).toEqual({ layer: 2, unit: 3 })
  })

  it.each<[UnitAddress, boolean]>([
    [{ layer: 2, unit: 3 }, true],
    [{ layer: 2, unit: 4 }, false],
    [{ layer: 1, unit: 1 }, true],
    [{ layer: 1, unit: 2 }, false],
    [{ layer: 4, unit: 0 }, false],
  ])('%j stays in 2-4-1: %s', (unit, stays) => {
    const selection = createSelection()
    selection.pinned.value = unit
    selection.pointed.value = unit
    forgetMissingUnits(selection, circle.network)
    expect(selection.pinned.value).toEqual(stays ? unit : null)
    expect(selection.pointed.value).toEqual(stays ? unit : null)
  })
})

describe('the unit whose map is shown', () => {
  it.each<[UnitAddress | null, UnitAddress]>([
    [null, { layer: 3, unit: 0 }],
    [
      { layer: 2, unit: 1 },
      { layer: 2, unit: 1 },
    ],
    // An input computes nothing, and there is no fifth unit.
    [
      { layer: 1, unit: 0 },
      { layer: 3, unit: 0 },
    ],
    [
      { layer: 2, unit: 4 },
      { layer: 3, unit: 0 },
    ],
    [
      { layer: 9, unit: 0 },
      { layer: 3, unit: 0 },
    ],
  ])('for %j is %j', (selected, mapped) => {
    expect(mappedUnit(selected, circle)).toEqual(mapped)
  })
})

describe('what the worker computes for what is looked at', () => {
  it('is an example that there is', () => {
    const selection = createSelection()
    expect(viewOf(selection, circle, data).example).toBe('latest')
    selection.example.value = 7
    expect(viewOf(selection, circle, data).example).toBe(7)
    selection.example.value = 999
    expect(viewOf(selection, circle, data).example).toBe(299)
    expect(viewOf(selection, circle, null).example).toBe('latest')
  })

  it('is no map where the data are no plane', () => {
    const selection = createSelection()
    expect(viewOf(selection, circle, data).map).toEqual({ layer: 3, unit: 0 })
    expect(viewOf(selection, circle, { ...data, points: null }).map).toBeNull()
    expect(viewOf(selection, circle, null).map).toBeNull()
  })
})
