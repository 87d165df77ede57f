import { useStorage } from '@vueuse/core'
import { computed, ref, shallowRef } from 'vue'
import type { Experiment } from '../../shared/experiment'
import { unitCounts, type NetworkSpec } from '../../shared/network'
import type { DataSummary, UnitAddress, View } from '../../shared/trainer'
import type { Notation } from '../formula/notation'
import type { LabSelection } from './lab'

export function createSelection(): LabSelection {
  const pointed = shallowRef<UnitAddress | null>(null)
  const pinned = shallowRef<UnitAddress | null>(null)
  return {
    example: ref('latest'),
    pointed,
    pinned,
    unit: computed(() => pointed.value ?? pinned.value),
    edgesShow: ref('theta'),
    direction: ref('forward'),
    weight: shallowRef(null),
    notation: useStorage<Notation>('delta-lab.notation', 'ng'),
  }
}

/** Units that a changed network no longer has can't be looked at. */
export function forgetMissingUnits({ pointed, pinned, weight }: LabSelection, network: NetworkSpec): void {
  weight.value = null
  const counts = unitCounts(network)
  for (const chosen of [pointed, pinned]) {
    if (chosen.value && chosen.value.unit >= (counts[chosen.value.layer - 1] ?? 0)) chosen.value = null
  }
}

/** What the worker must compute for what is being looked at. */
export function viewOf(selection: LabSelection, experiment: Experiment, data: DataSummary | null): View {
  return {
    example: exampleWithin(selection.example.value, data),
    map: data?.points ? mappedUnit(selection.unit.value, experiment) : null,
  }
}

/** The selected unit where it computes anything and still exists, else the first output. */
export function mappedUnit(selected: UnitAddress | null, { network }: Experiment): UnitAddress {
  const units = selected && selected.layer >= 2 ? network.layers[selected.layer - 2]?.units : undefined
  if (selected && units !== undefined && selected.unit < units) return { ...selected }
  return { layer: network.layers.length + 1, unit: 0 }
}

function exampleWithin(example: number | 'latest', data: DataSummary | null): number | 'latest' {
  if (example === 'latest' || !data) return 'latest'
  return Math.min(example, data.trainCount + data.testCount - 1)
}
