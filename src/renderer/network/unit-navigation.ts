/** The arrow keys among the drawn units: left and right from layer to layer, up and down within one. */
import type { UnitAddress } from '../../shared/trainer'
import type { NetworkLayout } from './layout'

export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

export function isArrowKey(key: string): key is ArrowKey {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown'
}

/** The unit that the key leads to; `from` itself at the border of the drawing. */
export function nextUnit({ layers }: NetworkLayout, from: UnitAddress, key: ArrowKey): UnitAddress {
  const layer = layers[from.layer - 1]
  const place = layer?.shown.find(({ unit }) => unit === from.unit)
  if (!layer || !place) return from
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const next = layer.shown[layer.shown.indexOf(place) + (key === 'ArrowDown' ? 1 : -1)]
    return next ? { layer: from.layer, unit: next.unit } : from
  }
  const beside = layers[from.layer - 1 + (key === 'ArrowRight' ? 1 : -1)]
  const [first, ...others] = beside?.shown ?? []
  if (!beside || !first) return from
  const nearest = others.reduce((best, other) => {
    return Math.abs(other.y - place.y) < Math.abs(best.y - place.y) ? other : best
  }, first)
  return { layer: beside.layer, unit: nearest.unit }
}
