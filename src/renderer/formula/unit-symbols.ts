/** The sums of one unit in symbols alone: how z, and the weighted sum of deltas, are put together. */
import { unitCounts, type NetworkSpec } from '../../shared/network'
import { messages } from '../../shared/messages'
import { formula, join, term, words, type Formula } from './formula'
import type { Symbols } from './notation'

export interface Folded<T> {
  readonly shown: readonly T[]
  /** How many are left out before the last one. */
  readonly hidden: number
}

/** A long sum folds: its first terms, how many are left out (two at least), its last one. */
export function fold<T>(terms: readonly T[], most: number): Folded<T> {
  if (terms.length <= most + 1) return { shown: terms, hidden: 0 }
  return { shown: [...terms.slice(0, most - 1), ...terms.slice(-1)], hidden: terms.length - most }
}

/** The terms joined, each in its colour, the fold in its place. */
export function sumOf({ shown, hidden }: Folded<Formula>): Formula {
  const colored = shown.map((each, index) => term(index, each))
  if (hidden === 0) return join(colored, ' + ')
  return join([...colored.slice(0, -1), words(messages.microscope.hiddenTerms(hidden)), ...colored.slice(-1)], ' + ')
}

/** Θⱼ₀·1 + Θⱼ₁a₁ + … of a unit (from 0) in layer 2 to L. */
export function forwardSum(
  network: NetworkSpec,
  symbols: Symbols,
  layer: number,
  unit: number,
  mostTerms: number,
): Formula {
  const sources = unitCounts(network)[layer - 2] ?? 0
  const columns = fold(
    Array.from({ length: sources + 1 }, (_, column) => column),
    mostTerms,
  )
  return sumOf({
    hidden: columns.hidden,
    shown: columns.shown.map((column) => {
      const theta = symbols.theta(layer - 1, unit + 1, column)
      if (column > 0) return formula`${theta}${symbols.times}${symbols.a(layer - 1, column)}`
      return symbols.biasFactor ? formula`${theta}${symbols.biasFactor}` : theta
    }),
  })
}

/** Θ₁ⱼδ₁ + Θ₂ⱼδ₂ + … of a unit (from 0) in layer 2 to L−1. */
export function backwardSum(
  network: NetworkSpec,
  symbols: Symbols,
  layer: number,
  unit: number,
  mostTerms: number,
): Formula {
  const rows = fold(
    Array.from({ length: unitCounts(network)[layer] ?? 0 }, (_, row) => row + 1),
    mostTerms,
  )
  return sumOf({
    hidden: rows.hidden,
    shown: rows.shown.map(
      (row) => formula`${symbols.theta(layer, row, unit + 1)}${symbols.times}${symbols.delta(layer + 1, row)}`,
    ),
  })
}
