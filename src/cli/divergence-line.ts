import { messages } from '../shared/messages'
import type { Divergence } from '../shared/trainer'

const text = messages.cli

/** Where numbers ran away: the tensor, and its unit as the lecture counts it, from 1. */
export function describeDivergence({ tensor, layer, unit }: Divergence): string {
  return layer === null || unit === null ? tensor : text.tensorOfUnit(tensor, unit + 1, layer)
}
