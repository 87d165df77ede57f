/** Finds what broke when training met NaN or infinity. */
import { thetaBlocks, type NetworkSpec } from '../../shared/network'
import type { Divergence } from '../../shared/trainer'
import type { EngineMemory } from './engine-memory'

export type NonFinite = Pick<Divergence, 'tensor' | 'layer' | 'unit'>

/**
 * The first number that is not finite, in the order in which the last batch computed them: θ, then z and a from left
 * to right, the cost, δ from right to left, the gradient; `null` where all is finite. `count` examples are in the tile.
 */
export function firstNonFinite(memory: EngineMemory, network: NetworkSpec, count: number): NonFinite | null {
  const { kernels, plan, f32 } = memory
  const batch = count === 1 ? 1 : count + ((4 - (count % 4)) % 4)
  const layers = network.layers.map(({ units }, index) => ({ units, index, tile: plan.trainingTile.layers[index] }))

  /** Unit of the first number in [units, width] that is not finite, of which each row has `valid`; −1: none. */
  function firstUnit(at: number, units: number, width: number, valid: number): number {
    for (let unit = 0; unit < units; unit++) {
      if (!f32(at + 4 * unit * width, valid).every((value) => Number.isFinite(value))) return unit
    }
    return -1
  }

  function inParameters(tensor: 'theta' | 'gradient', at: number): NonFinite | null {
    for (const [index, { offset, rows, columns }] of thetaBlocks(network).entries()) {
      const unit = firstUnit(at + 4 * offset, rows, columns, columns)
      if (unit >= 0) return { tensor, layer: index + 2, unit }
    }
    return null
  }

  const theta = inParameters('theta', plan.theta)
  if (theta) return theta
  for (const { units, index, tile } of layers) {
    if (!tile || count === 0) continue
    const z = firstUnit(tile.z, units, batch, count)
    if (z >= 0) return { tensor: 'z', layer: index + 2, unit: z }
    const a = firstUnit(tile.a + 4 * batch, units, batch, count)
    if (a >= 0) return { tensor: 'a', layer: index + 2, unit: a }
  }
  if (!Number.isFinite(kernels.latestCost.value)) return { tensor: 'cost', layer: null, unit: null }
  for (const { units, index, tile } of layers.reverse()) {
    if (!tile || count === 0) continue
    const delta = firstUnit(tile.delta, units, batch, count)
    if (delta >= 0) return { tensor: 'delta', layer: index + 2, unit: delta }
  }
  return inParameters('gradient', plan.gradient)
}
