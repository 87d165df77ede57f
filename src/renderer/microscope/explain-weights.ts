/** ∂cost(i)/∂Θ of the weights that lead to a unit. */
import { messages } from '../../shared/messages'
import { firstUnitOf } from '../../shared/network'
import { formula, inDeltaColor, term, words, type Formula } from '../formula/formula'
import { forwardArithmetic, type Term } from '../formula/arithmetic'
import type { Symbols } from '../formula/notation'
import { fold } from '../formula/unit-symbols'
import { createQuotes, heard, type Explanation, type Subject } from './explanation'

const text = messages.microscope

/** The weights that lead to a unit, folded where they are many. */
export function weightsOf({ experiment, look, mostTerms }: Subject, layer: number, unit: number) {
  const arithmetic = forwardArithmetic(experiment, look, { layer, unit })
  if (!arithmetic) throw new RangeError(`Layer ${layer} computes nothing`)
  return fold(arithmetic.terms, mostTerms)
}

function withFold(lines: readonly Formula[], hidden: number): readonly Formula[] {
  if (hidden === 0) return lines
  return [...lines.slice(0, -1), words(text.hiddenWeights(hidden)), ...lines.slice(-1)]
}

export function explainGradient(subject: Subject, layer: number, unit: number): Explanation {
  const { experiment, look, symbols } = subject
  const { shown, hidden } = weightsOf(subject, layer, unit)
  const quotes = createQuotes()
  const delta = look.trace.delta[firstUnitOf(experiment.network, layer) + unit] ?? NaN
  const deltaSymbol = symbols.delta(layer, unit + 1)
  const line = ({ weight, row, column, factor }: Term, index: number): Formula => {
    const product =
      column === 0
        ? formula`${quotes.enclosed({ kind: 'delta', layer, unit }, delta)}·1`
        : formula`${quotes.enclosed({ kind: 'delta', layer, unit }, delta)}·${quotes.enclosed({ kind: 'a', layer: layer - 1, unit: column - 1 }, factor)}`
    const gradient = quotes.number({ kind: 'gradient', weight }, look.trace.gradient[weight] ?? NaN)
    return term(index, formula`${symbols.gradient(layer - 1, row, column)} = ${product} = ${gradient}`)
  }
  return {
    title: text.titles.gradient(unit + 1, layer),
    lines: [[gradientRule(symbols, deltaSymbol)], withFold(shown.map(line), hidden)],
    note: text.gradientNote,
    sentence: text.sentences.gradient(
      { unit: unit + 1, layer },
      heard(delta),
      shown.map(({ column, weight }) => ({
        from: column,
        gradient: heard(look.trace.gradient[weight] ?? NaN),
      })),
    ),
    quoted: quotes.all,
  }
}

function gradientRule({ rules }: Symbols, delta: Formula): Formula {
  return formula`${rules.exampleGradient} = ${inDeltaColor(delta)}·${rules.source}`
}
