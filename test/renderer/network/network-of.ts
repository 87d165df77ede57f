import type { LayerSpec, NetworkSpec } from '../../../src/shared/network'

/** Of sigmoids, by the units of its layers: inputs first. */
export function networkOf(...counts: readonly number[]): NetworkSpec {
  const [inputs = 1, ...layers] = counts
  return { inputs, layers: layers.map((units): LayerSpec => ({ units, activation: 'sigmoid' })) }
}
