/** One thing that the numbers say about a run. */
import { messages } from '../../../shared/messages'
import type { UnitAddress } from '../../../shared/trainer'

export type FindingKind = 'good' | 'info' | 'warning'

export interface Finding {
  /** The same from one diagnosis to the next, as long as it is about the same thing. */
  readonly key: string
  readonly kind: FindingKind
  readonly title: string
  readonly text: string
  /** The units it names, to be pointed at. */
  readonly units: readonly UnitAddress[]
}

/** Units of one layer in words: “unit 2 of layer 3”, “units 1, 2, 3 and 61 others of layer 2”. */
export function nameUnits(units: readonly UnitAddress[]): string {
  const numbers = units.map(({ unit }) => unit + 1)
  return messages.charts.diagnosis.units(numbers, units[0]?.layer ?? 2)
}
