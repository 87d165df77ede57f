/** How far a number may be taken by hand: around its own value, within what it can be. */
import type { Cost, NetworkSpec } from '../../shared/network'
import type { NudgeTarget } from '../../shared/microscope'

export interface NudgeRange {
  readonly from: number
  readonly to: number
}

const REACH = 4
/** An answer of exactly 0 or 1 may cost infinitely much. */
const EDGE = 0.01

export function nudgeRange(network: NetworkSpec, cost: Cost, target: NudgeTarget, value: number): NudgeRange {
  const reach = Math.max(REACH, Math.abs(value))
  const around = { from: value - reach, to: value + reach }
  if (target.kind !== 'a' || target.layer === 1) return around
  const isOutput = target.layer === network.layers.length + 1
  switch (network.layers[target.layer - 2]?.activation) {
    case 'sigmoid':
    case 'softmax': {
      const edge = isOutput && cost === 'cross-entropy' ? Math.min(EDGE, value / 2, (1 - value) / 2) : 0
      return { from: edge, to: 1 - edge }
    }
    case 'tanh':
      return { from: -1, to: 1 }
    case 'relu':
      return { from: 0, to: value + reach }
    default:
      return around
  }
}
