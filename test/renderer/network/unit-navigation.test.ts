import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutNetwork } from '../../../src/renderer/network/layout'
import { isArrowKey, nextUnit, type ArrowKey } from '../../../src/renderer/network/unit-navigation'
import type { UnitAddress } from '../../../src/shared/trainer'
import { networkOf } from './network-of'

const KEYS: readonly ArrowKey[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']
const screen = { width: 900, height: 600 }

describe('arrow keys in 2-4-1', () => {
  const layout = layoutNetwork(networkOf(2, 4, 1), screen)
  it.each<[UnitAddress, ArrowKey, UnitAddress]>([
    [{ layer: 2, unit: 0 }, 'ArrowDown', { layer: 2, unit: 1 }],
    [{ layer: 2, unit: 3 }, 'ArrowUp', { layer: 2, unit: 2 }],
    // The border of the drawing.
    [{ layer: 2, unit: 0 }, 'ArrowUp', { layer: 2, unit: 0 }],
    [{ layer: 2, unit: 3 }, 'ArrowDown', { layer: 2, unit: 3 }],
    [{ layer: 1, unit: 1 }, 'ArrowLeft', { layer: 1, unit: 1 }],
    [{ layer: 3, unit: 0 }, 'ArrowRight', { layer: 3, unit: 0 }],
    // To the nearest in height.
    [{ layer: 2, unit: 0 }, 'ArrowLeft', { layer: 1, unit: 0 }],
    [{ layer: 2, unit: 3 }, 'ArrowLeft', { layer: 1, unit: 1 }],
    [{ layer: 2, unit: 2 }, 'ArrowRight', { layer: 3, unit: 0 }],
    // A unit that isn't drawn leads nowhere.
    [{ layer: 2, unit: 9 }, 'ArrowLeft', { layer: 2, unit: 9 }],
    [{ layer: 9, unit: 0 }, 'ArrowLeft', { layer: 9, unit: 0 }],
  ])('%j %s → %j', (from, key, to) => {
    expect(nextUnit(layout, from, key)).toEqual(to)
  })

  it('knows no other key', () => {
    expect(['ArrowLeft', 'ArrowUp', 'Enter', 'a', 'Home'].map(isArrowKey)).toEqual([true, true, false, false, false])
  })
})

it('jumps over a strip to the unit below it', () => {
  const layout = layoutNetwork(networkOf(64, 25, 10), screen)
  const lastAbove = (layout.layers[0]?.fold?.above ?? 0) - 1
  expect(nextUnit(layout, { layer: 1, unit: lastAbove }, 'ArrowDown')).toEqual({ layer: 1, unit: 63 })
  expect(nextUnit(layout, { layer: 1, unit: 63 }, 'ArrowUp')).toEqual({ layer: 1, unit: lastAbove })
})

it('reaches every drawn unit of any network, from the first one that computes', () => {
  const shape = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(shape, (counts) => {
      const layout = layoutNetwork(networkOf(...counts), screen)
      const key = ({ layer, unit }: UnitAddress): string => `${layer}-${unit}`
      const reached = new Map([['2-0', { layer: 2, unit: 0 }]])
      for (const from of reached.values()) {
        for (const to of KEYS.map((arrow) => nextUnit(layout, from, arrow))) reached.set(key(to), to)
      }
      const drawn = layout.layers.flatMap(({ layer, shown }) => shown.map(({ unit }) => key({ layer, unit })))
      expect([...reached.keys()].toSorted()).toEqual(drawn.toSorted())
    }),
  )
})
