/** What the update from this example makes of the weights that lead to a unit, with the arithmetic of its optimizer. */
import type { OptimizerSpec } from '../../shared/experiment'
import { messages } from '../../shared/messages'
import type { Look } from '../../shared/microscope'
import type { Term } from '../formula/arithmetic'
import { formula, literal, term, words, type Formula } from '../formula/formula'
import { weightsOf } from './explain-weights'
import { createQuotes, heard, type Explanation, type QuotedSetting, type Quotes, type Subject } from './explanation'
import { namedParts, partOf, ruleSteps, SLOTS, type RuleParts, type Slot } from './update-rules'

const text = messages.microscope

export function explainUpdate(subject: Subject, layer: number, unit: number): Explanation {
  const { experiment, look } = subject
  const { optimizer, l1, l2 } = experiment.training
  const { shown, hidden } = weightsOf(subject, layer, unit)
  const quotes = createQuotes()
  const ofWeights = shown.map((weight, index) =>
    arithmeticOf(weight, layer - 1, subject, quotes).map((part) => term(index, part)),
  )
  const fold = hidden > 0 ? [[words(text.hiddenWeights(hidden))]] : []
  const folded = [...ofWeights.slice(0, -1), ...fold, ...ofWeights.slice(-1)]
  return {
    title: text.titles.update(unit + 1, layer),
    // A plain step is short: several stand in one line.
    lines: [rule(subject), ...(optimizer.kind === 'sgd' ? [folded.flat()] : folded)],
    note: l1 > 0 || l2 > 0 ? text.updateWithPenalty : text.updateNote,
    sentence: text.sentences.update(
      { unit: unit + 1, layer },
      optimizer.kind === 'adam' ? look.updateNumber : null,
      shown.map(({ column, weight, theta }) => ({
        from: column,
        kept: SLOTS[optimizer.kind].map((slot) => ({
          name: text.kept[optimizer.kind][slot] ?? '',
          value: heard(stateOf(look.updatedState, slot, weight, look)),
        })),
        before: heard(theta),
        after: heard(look.updatedTheta[weight] ?? NaN),
      })),
    ),
    quoted: quotes.all,
  }
}

/** In symbols alone. */
function rule({ experiment: { training }, symbols, look }: Subject): readonly Formula[] {
  const { kind } = training.optimizer
  const names = namedParts(kind, symbols.rules)
  const steps = ruleSteps(kind, names).map(
    ({ of, expression }) =>
      // What is corrected is another number, not the old one’s next value.
      formula`${partOf(names, of)} ${of === 'theta' || of.kind === 'updated' ? '←' : '='} ${expression}`,
  )
  return kind === 'adam' ? [...steps, formula`${names.updateNumber()} = ${String(look.updateNumber)}`] : steps
}

/** In numbers, of one weight that leads on from `layer`: each step with its result. */
function arithmeticOf(
  { weight, row, column, theta }: Term,
  layer: number,
  subject: Subject,
  quotes: Quotes,
): readonly Formula[] {
  const { experiment, look, symbols } = subject
  const { optimizer } = experiment.training
  const names = namedParts(optimizer.kind, symbols.rules)
  const numbers = numberParts(weight, theta, subject, quotes, quotes.enclosed)
  const results = numberParts(weight, theta, subject, quotes, quotes.number)
  return ruleSteps(optimizer.kind, numbers).map(({ of, expression }) => {
    if (of !== 'theta') return formula`${partOf(names, of)} = ${expression} = ${partOf(results, of)}`
    // A small step must be seen: with as many digits as it takes.
    const after = quotes.minuend({ kind: 'updated', weight }, look.updatedTheta[weight] ?? NaN, theta)
    return formula`${symbols.theta(layer, row, column)}: ${expression} = ${after}`
  })
}

function numberParts(
  weight: number,
  theta: number,
  { experiment, look }: Subject,
  quotes: Quotes,
  written: Quotes['number'],
): RuleParts {
  const { optimizer } = experiment.training
  const gradient = look.gradient[weight] ?? NaN
  const penalised = { kind: 'penalised', weight } as const
  const setting = (name: QuotedSetting): Formula =>
    quotes.setting({ kind: 'setting', name }, settingOf(optimizer, name))
  const before = (slot: Slot): number => stateOf(look.optimizerState, slot, weight, look)
  const after = (slot: Slot): number => stateOf(look.updatedState, slot, weight, look)
  return {
    theta: () => quotes.minuend({ kind: 'theta', weight }, theta, look.updatedTheta[weight] ?? NaN),
    gradient: () => written(penalised, gradient),
    squared: () => quotes.number(penalised, gradient),
    rate: () => setting('learningRate'),
    momentum: () => setting('momentum'),
    decay: () => setting('decay'),
    beta1: () => setting('beta1'),
    beta2: () => setting('beta2'),
    epsilon: () => setting('epsilon'),
    updateNumber: () => literal(String(look.updateNumber)),
    kept: (slot) => written({ kind: 'state', slot, weight }, before(slot)),
    updated: (slot) => written({ kind: 'updatedState', slot, weight }, after(slot)),
    corrected(slot) {
      const beta = settingOf(optimizer, slot === 0 ? 'beta1' : 'beta2')
      return written({ kind: 'correctedState', slot, weight }, after(slot) / (1 - beta ** look.updateNumber))
    },
  }
}

/** NaN where the optimizer has no such setting. */
function settingOf(optimizer: OptimizerSpec, name: QuotedSetting): number {
  const settings: Partial<Record<QuotedSetting, number | string>> = optimizer
  const value = settings[name]
  return typeof value === 'number' ? value : NaN
}

function stateOf(state: Float32Array, slot: Slot, weight: number, { theta }: Pick<Look, 'theta'>): number {
  return state[slot * theta.length + weight] ?? NaN
}
