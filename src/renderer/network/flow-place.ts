/**
 * Where what flows back to a unit stands: beside its δ, which makes room for it, so that neither reaches into the gap
 * between the columns, where the numbers of the edges are. Below its δ where columns are narrow. In CSS pixels.
 */
import type { NetworkLayout } from './layout'

export interface FlowPlace {
  /** Of its left edge, seen from the middle of the unit; where columns are narrow, of its middle. */
  readonly x: number
  /** Of its upper edge, seen from the lower edge of the unit. */
  readonly y: number
  /** How long the bar of what arrives is. */
  readonly bar: number
  /** How far δ stands from the middle: to the left. */
  readonly deltaShift: number
}

/** Of the gate beside the bar, the distance between them included. */
export const FLOW_GATE_WIDTH = 13

/** As wide as most δs are written. */
const HALF_DELTA = { large: 46, roomy: 36, compact: 34 } as const
const GAP = 6
const INSET = 4
const LONGEST_BAR = 36
const SHORTEST_BAR = 18

export function placeFlow({ density, ellipse }: Pick<NetworkLayout, 'density' | 'ellipse'>): FlowPlace {
  if (density === 'dense') return { x: 0, y: 18, bar: 0, deltaShift: 0 }
  const half = HALF_DELTA[density]
  const room = ellipse.width - 2 * half - GAP - FLOW_GATE_WIDTH
  const bar = Math.min(LONGEST_BAR, Math.max(SHORTEST_BAR, room))
  const x = ellipse.width / 2 - INSET - bar - FLOW_GATE_WIDTH
  return { x, y: 7, bar, deltaShift: half + GAP - x }
}
