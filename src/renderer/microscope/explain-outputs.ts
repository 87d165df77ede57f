/** cost(i), and the δ of an output with both signs: as the derivative, and as the lecture says it. */
import { messages } from '../../shared/messages'
import { firstUnitOf, type NetworkSpec } from '../../shared/network'
import type { Look } from '../../shared/microscope'
import type { ExampleTrace } from '../../shared/trainer'
import { formula, inDeltaColor, join, literal, words, type Formula } from '../formula/formula'
import { backwardArithmetic } from '../formula/arithmetic'
import { createQuotes, heard, type Explanation, type Quotes, type Subject } from './explanation'

const text = messages.microscope

interface Answer {
  readonly unit: number
  readonly h: number
  readonly y: number
}

function answersOf({ answers, trace }: Pick<Look, 'answers' | 'trace'>): Answer[] {
  return Array.from(trace.target, (y, unit) => ({ unit, h: answers[unit] ?? NaN, y }))
}

/** Where the answers were moved by hand; else the engine says both. */
export function movedAnswers(network: NetworkSpec, trace: ExampleTrace): Pick<Look, 'answers' | 'squaredError'> {
  const first = network.inputs + firstUnitOf(network, network.layers.length + 1)
  const answers = Float64Array.from(trace.target, (_, unit) => trace.a[first + unit] ?? NaN)
  return { answers, squaredError: answers.reduce((sum, h, unit) => sum + (h - (trace.target[unit] ?? NaN)) ** 2, 0) }
}

/** All answers where they are few; of many, those that the cost comes from most. */
function shownAnswers(answers: readonly Answer[], most: number, kind: CostKind): readonly Answer[] {
  if (kind === 'softmax') {
    // y log h is nothing where y is.
    const right = answers.filter(({ y }) => y !== 0)
    return (right.length > 0 ? right : answers).slice(0, most)
  }
  if (answers.length <= most) return answers
  const byError = answers.toSorted((one, other) => Math.abs(other.h - other.y) - Math.abs(one.h - one.y))
  const chosen = new Set(byError.slice(0, most))
  return answers.filter((answer) => chosen.has(answer))
}

export function explainCost(subject: Subject): Explanation {
  const { experiment, look, mostTerms } = subject
  const quotes = createQuotes()
  const answers = answersOf(look)
  const isSoftmax = experiment.network.layers.at(-1)?.activation === 'softmax'
  const kind = experiment.cost === 'squared-error' ? 'squared' : isSoftmax ? 'softmax' : 'sigmoid'
  const shown = shownAnswers(answers, mostTerms, kind)
  const terms = shown.map((answer) => costTerm(kind, answer, quotes, subject))
  const named = costSymbols(subject, answers.length > 1)
  const sign = kind === 'squared' ? '½ ' : '−'
  const folded = answers.length - shown.length
  const more = folded > 0 && kind !== 'softmax' ? [words(text.hiddenTerms(folded))] : []
  const total = quotes.number({ kind: 'cost' }, look.trace.cost)
  return {
    title: text.titles.cost,
    lines: [
      [formula`${subject.symbols.cost} = ${costFormula(kind, named)}`],
      [formula`= ${sign}(${join([...terms, ...more], ' + ')})`, formula`= ${total}`],
      // A squared error need not be likened to one.
      ...(kind === 'squared' ? [] : [likened(named, look.squaredError, quotes)]),
    ],
    note: null,
    sentence: text.sentences.cost(heard(look.trace.cost), kind === 'squared' ? null : heard(look.squaredError)),
    quoted: quotes.all,
  }
}

function likened({ sum, h, y }: CostSymbols, squaredError: number, quotes: Quotes): readonly Formula[] {
  const value = quotes.number({ kind: 'squaredError' }, squaredError)
  return [words(text.likeSquaredError), formula`${sum}(${h} − ${y})² = ${value}`]
}

interface CostSymbols {
  /** Nothing where there is one output. */
  readonly sum: Formula
  readonly h: Formula
  readonly y: Formula
}

function costSymbols({ experiment, symbols }: Subject, several: boolean): CostSymbols {
  const layers = experiment.network.layers.length + 1
  return several
    ? { sum: { latex: '\\sum_k ', text: 'Σ ' }, h: symbols.anyAnswer(layers), y: symbols.anyTarget }
    : { sum: literal(''), h: symbols.answer(layers), y: symbols.soleTarget }
}

type CostKind = 'squared' | 'softmax' | 'sigmoid'

function costFormula(kind: CostKind, { sum, h, y }: CostSymbols): Formula {
  if (kind === 'squared') return formula`½ ${sum}(${h} − ${y})²`
  if (kind === 'softmax') return formula`−${sum}${y} log ${h}`
  return formula`−${sum}(${y} log ${h} + (1 − ${y}) log (1 − ${h}))`
}

function costTerm(kind: CostKind, { unit, h, y }: Answer, quotes: Quotes, { experiment }: Subject): Formula {
  const layer = experiment.network.layers.length + 1
  // Near 1 the logarithms of h and of 1 − h hang on the digits in which h differs from it.
  const answer = (): Formula => quotes.minuend({ kind: 'a', layer, unit }, h, kind === 'squared' ? y : 1)
  const target = (): Formula => quotes.number({ kind: 'target', unit }, y)
  if (kind === 'squared') return formula`(${answer()} − ${quotes.enclosed({ kind: 'target', unit }, y)})²`
  if (kind === 'softmax') return formula`${target()}·log ${answer()}`
  return formula`${target()}·log ${answer()} + (1 − ${target()})·log (1 − ${answer()})`
}

export function explainOutputDelta(subject: Subject, layer: number, unit: number): Explanation {
  const arithmetic = backwardArithmetic(subject.experiment, subject.look, { layer, unit })
  if (arithmetic?.kind !== 'output') throw new RangeError(`Layer ${layer} is not the output layer`)
  const { y, slope, delta } = arithmetic
  const a = subject.look.answers[unit] ?? NaN
  const { symbols } = subject
  const quotes = createQuotes()
  const [aSymbol, ySymbol] = [symbols.a(layer, unit + 1), symbols.target(unit + 1)]
  const shownA = quotes.minuend({ kind: 'a', layer, unit }, a, y)
  const shownY = quotes.enclosed({ kind: 'target', unit }, y)
  const at = { layer, unit }
  const gate =
    slope === null
      ? null
      : {
          symbol: formula`·g′(${symbols.z(layer, unit + 1)})`,
          number: formula`·${quotes.enclosed({ kind: 'slope', ...at }, slope)}`,
        }
  const difference = gate ? formula`(${aSymbol} − ${ySymbol})${gate.symbol}` : formula`${aSymbol} − ${ySymbol}`
  const numbers = gate ? formula`(${shownA} − ${shownY})${gate.number}` : formula`${shownA} − ${shownY}`
  return {
    title: text.titles.outputDelta(symbols.names.delta, unit + 1, layer),
    lines: [
      [inDeltaColor(symbols.delta(layer, unit + 1)), formula`= ${difference}`],
      [formula`= ${numbers}`, inDeltaColor(formula`= ${quotes.number({ kind: 'delta', ...at }, delta)}`)],
      [
        words(text.lectureSays),
        formula`${ySymbol} − ${aSymbol} = ${quotes.number({ kind: 'lectureError', unit }, y - a)}`,
      ],
    ],
    note: gate ? text.signAndGate : text.bothSigns,
    sentence: text.sentences.outputDelta(
      { unit: unit + 1, layer },
      heard(delta),
      heard(a),
      heard(y),
      slope === null ? null : heard(slope),
    ),
    quoted: quotes.all,
  }
}
