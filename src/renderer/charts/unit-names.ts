/** Units by their places: flat (layer 2 first, as histories and traces hold them), on screen, and in words. */
import { firstUnitOf, type NetworkSpec } from '../../shared/network'
import type { UnitAddress } from '../../shared/trainer'
import { SYMBOLS, type Notation } from '../formula/notation'

/** Every unit that computes something, in the flat order of a trace. */
export function computedUnits(network: NetworkSpec): UnitAddress[] {
  return network.layers.flatMap((layer, index) =>
    Array.from({ length: layer.units }, (_, unit) => ({ layer: index + 2, unit })),
  )
}

/** The unit's place in the flat order; −1 where the network has no such unit. */
export function flatIndex(network: NetworkSpec, unit: UnitAddress | null): number {
  if (!unit || unit.layer < 2) return -1
  const layer = network.layers[unit.layer - 2]
  return layer && unit.unit < layer.units ? firstUnitOf(network, unit.layer) + unit.unit : -1
}

export function sameUnit(one: UnitAddress | null, other: UnitAddress | null): boolean {
  return one?.layer === other?.layer && one?.unit === other?.unit
}

/** δ⁽²⁾₁ */
export function deltaName({ layer, unit }: UnitAddress, notation: Notation = 'ng'): string {
  return SYMBOLS[notation].delta(layer, unit + 1).text
}

/** δ⁽²⁾ */
export function deltaOfLayer(layer: number, notation: Notation = 'ng'): string {
  return SYMBOLS[notation].names.deltas(layer)
}
