/** How the picture of |δ| looks: one colour for each unit, and the selected one in front of the others. */
import type { NetworkSpec } from '../../shared/network'
import type { UnitAddress } from '../../shared/trainer'
import type { DeltaPicture } from './delta-curves'
import { layerColor, translucent, unitColor } from './layer-colors'
import { curve, type LineDataset } from './live-chart'
import type { ThemeColors } from '../ui/theme-colors'
import { sameUnit } from './unit-names'

export function unitColorIn(network: NetworkSpec, { layer, unit }: UnitAddress, dark: boolean): string {
  return unitColor(layer - 2, network.layers.length, unit, network.layers[layer - 2]?.units ?? 1, dark)
}

export function layerColorIn(network: NetworkSpec, index: number, dark: boolean): string {
  return layerColor(index, network.layers.length, dark)
}

/** In the order of drawing, the front first. */
export function deltaDatasets(
  { curves, bands }: DeltaPicture,
  network: NetworkSpec,
  selected: UnitAddress | null,
  { dark }: ThemeColors,
): LineDataset[] {
  const isShown = curves.some(({ unit }) => sameUnit(unit, selected))
  const ordered = curves.toSorted((one, other) => front(other.unit, selected) - front(one.unit, selected))
  return [
    ...ordered.map(({ unit, points }) => {
      const color = unitColorIn(network, unit, dark)
      if (sameUnit(unit, selected)) return curve(points, { borderColor: color, borderWidth: 2.25 })
      return curve(points, { borderColor: isShown ? translucent(color, 0.3) : color, borderWidth: 1.5 })
    }),
    ...bands.flatMap(({ layer, low, high, median }) => {
      const color = layerColorIn(network, layer - 2, dark)
      return [
        curve(median, { borderColor: isShown ? translucent(color, 0.5) : color }),
        curve(high, { borderWidth: 0, backgroundColor: translucent(color, isShown ? 0.07 : 0.11), fill: '+1' }),
        curve(low, { borderWidth: 0 }),
      ]
    }),
  ]
}

function front(unit: UnitAddress, selected: UnitAddress | null): number {
  return sameUnit(unit, selected) ? 1 : 0
}
