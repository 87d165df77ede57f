/** Floating-point operations of the products alone: what a share of the peak is measured by. */
import { thetaBlocks, type NetworkSpec } from '../src/shared/network'

/**
 * One multiplication and one addition for each weight: forward; for ∂J/∂Θ; and for δ of the layer before, which the
 * inputs don't need.
 */
export function operationsPerExample(network: NetworkSpec): number {
  return thetaBlocks(network).reduce((sum, { rows, columns }, l) => {
    const weights = rows * (columns - 1)
    return sum + 2 * rows * columns + 2 * rows * columns + (l > 0 ? 2 * weights : 0)
  }, 0)
}
