/** ∂cost(i)/∂Θ of the weights that lead to a unit, and what the update of this example makes of them. */
import { messages } from '../../shared/messages'
import { firstUnitOf } from '../../shared/network'
import { formula, literal, term, words, type Formula } from '../formula/formula'
import { forwardArithmetic, type Term } from '../formula/arithmetic'
import { fold } from '../formula/unit-symbols'
import { createQuotes, heard, type Explanation, type Subject } from './explanation'

const text = messages.microscope

function weightsOf({ experiment, look, mostTerms }: Subject, layer: number, unit: number) {
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
    lines: [[gradientRule(deltaSymbol)], withFold(shown.map(line), hidden)],
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

function gradientRule(delta: Formula): Formula {
  return {
    latex: `\\partial\\mathrm{cost}/\\partial\\theta_i = \\deltacolor{${delta.latex}} \\cdot a_i`,
    text: `∂cost/∂θᵢ = ${delta.text}·aᵢ`,
  }
}

export function explainUpdate(subject: Subject, layer: number, unit: number): Explanation {
  const { experiment, look, symbols } = subject
  const { optimizer } = experiment.training
  const { shown, hidden } = weightsOf(subject, layer, unit)
  const quotes = createQuotes()
  const line = ({ weight, row, column, theta }: Term, index: number): Formula => {
    const updated = look.updatedTheta[weight] ?? NaN
    // A small step must be seen: with as many digits as it takes.
    const before = quotes.minuend({ kind: 'theta', weight }, theta, updated)
    const after = quotes.minuend({ kind: 'updated', weight }, updated, theta)
    const symbol = symbols.theta(layer - 1, row, column)
    if (optimizer.kind !== 'sgd') return term(index, formula`${symbol}: ${before} → ${after}`)
    const rate = quotes.setting({ kind: 'learningRate' }, optimizer.learningRate)
    const gradient = quotes.enclosed({ kind: 'penalised', weight }, look.gradient[weight] ?? NaN)
    return term(index, formula`${symbol}: ${before} − ${rate}·${gradient} = ${after}`)
  }
  return {
    title: text.titles.update(unit + 1, layer),
    lines: [[UPDATE_RULES[optimizer.kind]], withFold(shown.map(line), hidden)],
    note: experiment.training.l1 > 0 || experiment.training.l2 > 0 ? text.updateWithPenalty : text.updateNote,
    sentence: text.sentences.update(
      { unit: unit + 1, layer },
      shown.map(({ column, weight, theta }) => ({
        from: column,
        before: heard(theta),
        after: heard(look.updatedTheta[weight] ?? NaN),
      })),
    ),
    quoted: quotes.all,
  }
}

/** As the engine does it, and PyTorch. */
const UPDATE_RULES: Readonly<Record<'sgd' | 'momentum' | 'rmsprop' | 'adam', Formula>> = {
  sgd: literal('θ ← θ − α·∂J/∂θ'),
  momentum: literal('v ← μ·v + ∂J/∂θ, θ ← θ − α·v'),
  rmsprop: {
    latex:
      's \\leftarrow \\rho s + (1-\\rho)(\\partial J/\\partial\\theta)^2,\\quad \\theta \\leftarrow \\theta - \\alpha\\,\\partial J/\\partial\\theta\\,/\\,(\\sqrt{s}+\\varepsilon)',
    text: 's ← ρ s + (1 − ρ)(∂J/∂θ)², θ ← θ − α ∂J/∂θ / (√s + ε)',
  },
  adam: {
    latex:
      'm \\leftarrow \\beta_1 m + (1-\\beta_1)\\nabla,\\quad v \\leftarrow \\beta_2 v + (1-\\beta_2)\\nabla^2,\\quad \\theta \\leftarrow \\theta - \\alpha\\,\\hat m\\,/\\,(\\sqrt{\\hat v}+\\varepsilon)',
    text: 'm ← β₁ m + (1 − β₁)∇, v ← β₂ v + (1 − β₂)∇², θ ← θ − α m̂ / (√v̂ + ε)',
  },
}
