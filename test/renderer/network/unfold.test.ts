import { describe, expect, it } from 'vitest'
import { layoutNetwork } from '../../../src/renderer/network/layout'
import { unfoldUnit } from '../../../src/renderer/network/unfold'
import { at } from '../../independent/lecture'
import { networkOf } from './network-of'

const layout = layoutNetwork(networkOf(2, 64, 1), { width: 900, height: 600 })
const units = (layer: number, of = layout): number[] => at(of.layers, layer - 1).shown.map(({ unit }) => unit)

describe('a chosen unit', () => {
  it('of those that are folded away stands in the place of the last one above the strip', () => {
    const shown = units(2)
    const unfolded = unfoldUnit(layout, { layer: 2, unit: 40 })
    expect(units(2, unfolded)).toEqual([...shown.slice(0, -2), 40, 63])
    expect(at(unfolded.layers, 1).shown.map(({ x, y }) => [x, y])).toEqual(
      at(layout.layers, 1).shown.map(({ x, y }) => [x, y]),
    )
    expect(at(unfolded.layers, 0)).toBe(at(layout.layers, 0))
  })

  it.each([
    null,
    { layer: 2, unit: 0 },
    { layer: 2, unit: 63 },
    { layer: 1, unit: 1 },
    { layer: 2, unit: 64 },
    { layer: 9, unit: 0 },
  ])('that is there already, or can’t be, changes nothing: %o', (chosen) => {
    expect(unfoldUnit(layout, chosen)).toBe(layout)
  })
})
