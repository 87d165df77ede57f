/** A unit of a folded layer that is chosen stands out of the fold: in the place of the last one above the strip. */
import type { UnitAddress } from '../../shared/trainer'
import type { NetworkLayout } from './layout'

export function unfoldUnit(layout: NetworkLayout, chosen: UnitAddress | null): NetworkLayout {
  if (!chosen) return layout
  const place = layout.layers[chosen.layer - 1]
  if (!place?.fold || chosen.unit >= place.units || place.shown.some(({ unit }) => unit === chosen.unit)) return layout
  const last = place.fold.above - 1
  const shown = place.shown.map((each, index) => (index === last ? { ...each, unit: chosen.unit } : each))
  return { ...layout, layers: layout.layers.with(chosen.layer - 1, { ...place, shown }) }
}
