/** What several findings read from a history. */
import { computedUnitCount, firstUnitOf, type NetworkSpec } from '../../../shared/network'
import type { History } from '../../../shared/trainer'
import { deltasAt } from '../delta-readings'

/** Mean |δ| over a layer's units at one record. */
export function layerDelta(history: History, network: NetworkSpec, layer: number, record: number): number {
  const first = firstUnitOf(network, layer)
  const units = network.layers[layer - 2]?.units ?? 0
  const deltas = deltasAt(history, record).subarray(first, first + units)
  return meanOf(deltas)
}

export function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The first record that has any |δ|; −1 before training. */
export function firstTrainedRecord({ epochs, meanAbsDelta }: History, network: NetworkSpec): number {
  const units = computedUnitCount(network)
  for (let record = 0; record < epochs.length; record++) {
    if (!Number.isNaN(meanAbsDelta[record * units] ?? NaN)) return record
  }
  return -1
}
