/** The engine's flat arrays as the nested lists of a file. */
import { unitCounts, type NetworkSpec } from '../shared/network'

/** Activations, layer 1 first: one list for each layer. */
export function nestActivations(network: NetworkSpec, flat: Float32Array): number[][] {
  return nestUnits(unitCounts(network), flat)
}

/** z or δ, layer 2 first: one list for each layer that computes. */
export function nestComputed(network: NetworkSpec, flat: Float32Array): number[][] {
  return nestUnits(unitCounts(network).slice(1), flat)
}

function nestUnits(counts: readonly number[], flat: Float32Array): number[][] {
  let from = 0
  return counts.map((count) => Array.from(flat.subarray(from, (from += count))))
}
