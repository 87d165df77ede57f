/** z of a unit, and the weighted sum of deltas that reaches it: sums of terms in the lecture's colours. */
import { formula, inDeltaColor, literal, struckThrough, words, type Formula } from '../formula/formula'
import { backwardSum, fold, forwardSum, sumOf } from '../formula/unit-symbols'
import { messages } from '../../shared/messages'
import { firstUnitOf } from '../../shared/network'
import { backwardArithmetic, forwardArithmetic, type Term } from '../formula/arithmetic'
import { createQuotes, heard, type Explanation, type Quotes, type Subject } from './explanation'

const text = messages.microscope

/** Of the numbers as they are now: with one in hand, they and what it has moved. */
export function explainForward(subject: Subject, layer: number, unit: number): Explanation {
  const { experiment, look, symbols, mostTerms, inHand, moved } = subject
  const own = forwardArithmetic(experiment, look, { layer, unit })
  const now = forwardArithmetic(experiment, moved ?? look, { layer, unit })
  if (!own || !now) throw new RangeError(`Layer ${layer} computes nothing`)
  const { terms, z, a, activation } = now
  const isHeld = (kind: 'z' | 'a'): boolean =>
    moved !== undefined && inHand?.kind === kind && inHand.layer === layer && inHand.unit === unit
  const { shown, hidden } = fold(terms, mostTerms)
  const quotes = createQuotes()
  const zSymbol = symbols.z(layer, unit + 1)
  const numbers = ({ weight, column, theta, factor }: Term): Formula => {
    const shownTheta = quotes.enclosed({ kind: 'theta', weight }, theta)
    if (column === 0) return symbols.biasFactor ? formula`${shownTheta}${symbols.biasFactor}` : shownTheta
    return formula`${shownTheta}·${quotes.enclosed({ kind: 'a', layer: layer - 1, unit: column - 1 }, factor)}`
  }
  const zQuantity = { kind: 'z', layer, unit } as const
  const aQuantity = { kind: 'a', layer, unit } as const
  const name = words(messages.network.activations[activation])
  return {
    title: text.titles.forward(symbols.names, unit + 1, layer),
    lines: [
      [formula`${zSymbol} = ${forwardSum(experiment.network, symbols, layer, unit, mostTerms)}`],
      [
        formula`= ${sumOf({ shown: shown.map(numbers), hidden })}`,
        formula`= ${quotes.number(zQuantity, isHeld('z') ? own.z : z)}`,
        ...(isHeld('z') ? [heldAt(quotes.number(zQuantity, z))] : []),
      ],
      [
        activation === 'softmax'
          ? formula`${symbols.a(layer, unit + 1)} = ${name}(z)`
          : formula`${symbols.a(layer, unit + 1)} = g(${zSymbol}) = ${name}(${quotes.number(zQuantity, z)})`,
        formula`= ${quotes.number(aQuantity, isHeld('a') ? own.a : a)}`,
        ...(isHeld('a') ? [heldAt(quotes.number(aQuantity, a))] : []),
      ],
    ],
    note: null,
    sentence: text.sentences.forward(
      { unit: unit + 1, layer },
      heard(z),
      saidTerms(terms, mostTerms),
      messages.network.activations[activation],
      heard(a),
    ),
    quoted: quotes.all,
  }
}

/** What has been computed is not what counts now. */
function heldAt(value: Formula): Formula {
  return inDeltaColor(formula`→ ${value}${words(` ${text.inHand.mark}`)}`)
}

/** “0.5 times 1 plus 1.9 times minus 0.319” */
function saidTerms(terms: readonly Term[], mostTerms: number): string {
  const { shown, hidden } = fold(terms, mostTerms)
  const said = shown.map(({ theta, factor }) => text.sentences.product(heard(theta), heard(factor)))
  if (hidden > 0) said.splice(-1, 0, text.hiddenTerms(hidden))
  return said.join(text.sentences.plus)
}

interface Backward {
  readonly symbols: Formula
  readonly numbers: Formula
  readonly said: string
  readonly sum: number
  readonly slope: number
  readonly delta: number
}

function backward(
  { experiment, look, symbols, mostTerms }: Subject,
  layer: number,
  unit: number,
  quotes: Quotes,
): Backward {
  const arithmetic = backwardArithmetic(experiment, look, { layer, unit })
  if (arithmetic?.kind !== 'hidden') throw new RangeError(`Layer ${layer} is not hidden`)
  const { terms, slope, delta } = arithmetic
  const { shown, hidden } = fold(terms, mostTerms)
  const numbers = ({ weight, row, theta, factor }: Term): Formula =>
    formula`${quotes.enclosed({ kind: 'theta', weight }, theta)}·${quotes.enclosed({ kind: 'delta', layer: layer + 1, unit: row - 1 }, factor)}`
  return {
    symbols: backwardSum(experiment.network, symbols, layer, unit, mostTerms),
    numbers: sumOf({ shown: shown.map(numbers), hidden }),
    said: saidTerms(terms, mostTerms),
    sum: terms.reduce((total, { theta, factor }) => total + theta * factor, 0),
    slope,
    delta,
  }
}

/** The first stage: what arrives. With it, on demand, what one may compute for the bias unit, and discards. */
export function explainSum(subject: Subject, layer: number, unit: number, withBias: boolean): Explanation {
  const quotes = createQuotes()
  const { symbols, numbers, said, sum: total } = backward(subject, layer, unit, quotes)
  const shownSum = quotes.number({ kind: 'sum', layer, unit }, total)
  return {
    title: text.titles.sum(subject.symbols.names.delta, unit + 1, layer),
    lines: [
      [formula`${words(text.weightedSum(subject.symbols.names.delta))} = ${symbols}`],
      [formula`= ${numbers}`, formula`= ${shownSum}`],
      ...(withBias ? [[biasDelta(subject, layer, quotes), literal(' '), words(text.biasDiscarded)]] : []),
    ],
    note: text.sumNote,
    sentence: text.sentences.sum({ unit: unit + 1, layer }, heard(total), said),
    quoted: quotes.all,
  }
}

function biasDelta({ experiment, look, symbols, mostTerms }: Subject, layer: number, quotes: Quotes): Formula {
  const rows = experiment.network.layers[layer - 1]?.units ?? 0
  const { shown, hidden } = fold(
    Array.from({ length: rows }, (_, row) => row + 1),
    mostTerms,
  )
  const terms = shown.map(
    (row) => formula`${symbols.theta(layer, row, 0)}${symbols.times}${symbols.delta(layer + 1, row)}`,
  )
  const value = quotes.number({ kind: 'biasDelta', layer }, look.biasDeltas[layer - 2] ?? NaN)
  return struckThrough(formula`${symbols.biasDelta(layer)} = ${sumOf({ shown: terms, hidden })} = ${value}`)
}

/** The second stage: how much of it the gate g′(z) lets through. */
export function explainGate(subject: Subject, layer: number, unit: number): Explanation {
  const quotes = createQuotes()
  const { symbols: terms, said, sum: total, slope, delta } = backward(subject, layer, unit, createQuotes())
  const { symbols } = subject
  const at = { layer, unit }
  const product = formula`${quotes.enclosed({ kind: 'sum', ...at }, total)}·${quotes.enclosed({ kind: 'slope', ...at }, slope)}`
  return {
    title: text.titles.gate(subject.symbols.names.delta, unit + 1, layer),
    lines: [
      [
        inDeltaColor(symbols.delta(layer, unit + 1)),
        formula`= (${terms})`,
        formula`· g′(${symbols.z(layer, unit + 1)})`,
      ],
      [formula`= ${product}`, inDeltaColor(formula`= ${quotes.number({ kind: 'delta', ...at }, delta)}`)],
      ...slopeLine(subject, layer, unit, slope, quotes),
    ],
    note: text.gateNote(slope),
    sentence: text.sentences.gate({ unit: unit + 1, layer }, heard(delta), said, heard(slope)),
    quoted: quotes.all,
  }
}

/** Where g′ comes from, for activations whose slope hangs on a. */
function slopeLine(
  { experiment: { network }, look, symbols }: Subject,
  layer: number,
  unit: number,
  slope: number,
  quotes: Quotes,
): readonly (readonly Formula[])[] {
  const activation = network.layers[layer - 2]?.activation
  if (activation !== 'sigmoid' && activation !== 'tanh') return []
  const a = look.trace.a[network.inputs + firstUnitOf(network, layer) + unit] ?? NaN
  const quantity = { kind: 'a', layer, unit } as const
  const symbol = symbols.a(layer, unit + 1)
  const result = quotes.number({ kind: 'slope', layer, unit }, slope)
  const shownA = quotes.minuend(quantity, a, Math.sign(a))
  return activation === 'sigmoid'
    ? [[formula`g′ = ${symbol}·(1 − ${symbol}) = ${shownA}·(1 − ${shownA}) = ${result}`]]
    : [[formula`g′ = 1 − (${symbol})² = 1 − (${shownA})² = ${result}`]]
}
