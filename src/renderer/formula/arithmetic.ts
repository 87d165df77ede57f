/**
 * How one unit's z, a and δ came about, as terms to show. Every θ, z, a, g′ and δ is the engine's; only the products of
 * a sum, and the sum before the gate g′, are multiplied out here for display.
 */
import type { Experiment } from '../../shared/experiment'
import { firstUnitOf, thetaBlocks, type Activation } from '../../shared/network'
import type { ModelSnapshot, UnitAddress } from '../../shared/trainer'
import { fold } from './unit-symbols'

/** Which half of a unit's arithmetic: how z and a came about, or how δ did. */
export type PropagationDirection = 'forward' | 'backward'

/** What the arithmetic is read from. */
export type Moment = Pick<ModelSnapshot, 'theta' | 'trace'>

export interface Term {
  /** Of θ, in the flat order of `thetaBlocks`. */
  readonly weight: number
  /** Of the edge's Θ: row (unit it leads to) and column (unit it comes from), from 1; column 0: the bias. */
  readonly row: number
  readonly column: number
  readonly theta: number
  /** What θ is multiplied by: 1 for the bias, a of a unit on the left, or δ of a unit on the right. */
  readonly factor: number
}

export interface ForwardArithmetic {
  readonly terms: readonly Term[]
  readonly z: number
  readonly a: number
  readonly activation: Activation
}

export type BackwardArithmetic =
  | {
      readonly kind: 'output'
      readonly a: number
      readonly y: number
      readonly slope: number | null
      readonly delta: number
    }
  | { readonly kind: 'hidden'; readonly terms: readonly Term[]; readonly slope: number; readonly delta: number }

/** `null` for an input, which computes nothing. */
export function forwardArithmetic(
  { network }: Experiment,
  model: Moment,
  { layer, unit }: UnitAddress,
): ForwardArithmetic | null {
  const spec = network.layers[layer - 2]
  const block = thetaBlocks(network)[layer - 2]
  if (!spec || !block) return null
  const own = firstUnitOf(network, layer) + unit
  const sources = layer === 2 ? 0 : network.inputs + firstUnitOf(network, layer - 1)
  const terms = Array.from({ length: block.columns }, (_, column): Term => {
    const weight = block.offset + unit * block.columns + column
    return {
      weight,
      row: unit + 1,
      column,
      theta: model.theta[weight] ?? NaN,
      factor: column === 0 ? 1 : (model.trace.a[sources + column - 1] ?? NaN),
    }
  })
  return {
    terms,
    z: model.trace.z[own] ?? NaN,
    a: model.trace.a[network.inputs + own] ?? NaN,
    activation: spec.activation,
  }
}

export function backwardArithmetic(
  { network, cost }: Experiment,
  model: Moment,
  { layer, unit }: UnitAddress,
): BackwardArithmetic | null {
  const spec = network.layers[layer - 2]
  if (!spec) return null
  const own = firstUnitOf(network, layer) + unit
  const slope = model.trace.slope[own] ?? NaN
  const delta = model.trace.delta[own] ?? NaN
  const next = thetaBlocks(network)[layer - 1]
  if (!next) {
    const a = model.trace.a[network.inputs + own] ?? NaN
    return {
      kind: 'output',
      a,
      y: model.trace.target[unit] ?? NaN,
      slope: cost === 'squared-error' ? slope : null,
      delta,
    }
  }
  const firstRight = firstUnitOf(network, layer + 1)
  const terms = Array.from({ length: next.rows }, (_, row): Term => {
    const weight = next.offset + row * next.columns + unit + 1
    return {
      weight,
      row: row + 1,
      column: unit + 1,
      theta: model.theta[weight] ?? NaN,
      factor: model.trace.delta[firstRight + row] ?? NaN,
    }
  })
  return { kind: 'hidden', terms, slope, delta }
}

/** More terms than that fold. */
export const MOST_TERMS = 5

const TERM_COLORS = 6

/** Magenta, red and cyan as in the lecture, then a sequence of their kind. */
export function termColor(index: number): string {
  return `var(--term-${(index % TERM_COLORS) + 1})`
}

/** The terms that stand in the formula of a unit, with the colour of each. */
export function shownTerms(
  experiment: Experiment,
  model: Moment,
  unit: UnitAddress,
  direction: PropagationDirection,
): ReadonlyMap<number, string> {
  const arithmetic =
    direction === 'forward' ? forwardArithmetic(experiment, model, unit) : backwardArithmetic(experiment, model, unit)
  if (!arithmetic || !('terms' in arithmetic)) return new Map()
  return new Map(fold(arithmetic.terms, MOST_TERMS).shown.map((term, index) => [term.weight, termColor(index)]))
}
