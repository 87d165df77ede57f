/** From a step to what is said about it. */
import { messages } from '../../shared/messages'
import { formula, type Formula } from '../formula/formula'
import { explainCost, explainOutputDelta, movedAnswers } from './explain-outputs'
import { explainForward, explainGate, explainSum } from './explain-sums'
import { explainUpdate } from './explain-update'
import { explainGradient } from './explain-weights'
import { createQuotes, heard, type Explanation, type Subject } from './explanation'
import type { Step } from '../lab/microscope/steps'

const text = messages.microscope

export interface ExplainOptions {
  /** Also what one may compute for the bias unit, and discards. */
  readonly biasDeltas: boolean
}

export function explain(subject: Subject, step: Step, options: ExplainOptions): Explanation {
  const explanation = explainStep(subject, step, options)
  if (!subject.moved) return explanation
  const { inHand } = text
  const note = step.kind === 'update' ? inHand.update : inHand.others
  return { ...explanation, note: explanation.note && step.kind !== 'update' ? `${explanation.note} ${note}` : note }
}

function explainStep(subject: Subject, step: Step, { biasDeltas }: ExplainOptions): Explanation {
  const now = movedSubject(subject)
  switch (step.kind) {
    case 'inputs':
      return explainInputs(now)
    case 'forward':
      // Says what the sum came to before the number was taken in hand.
      return explainForward(subject, step.layer, step.unit)
    case 'cost':
      return explainCost(now)
    case 'delta':
      if (step.stage === 'output') return explainOutputDelta(now, step.layer, step.unit)
      if (step.stage === 'gate') return explainGate(now, step.layer, step.unit)
      return explainSum(now, step.layer, step.unit, biasDeltas)
    case 'gradient':
      return explainGradient(now, step.layer, step.unit)
    case 'update':
      // Nothing is trained on a number that is held: the update is that of the network as it is.
      return explainUpdate(subject, step.layer, step.unit)
  }
}

/** With the numbers that what is in hand has moved. */
function movedSubject(subject: Subject): Subject {
  const { experiment, look, moved } = subject
  if (!moved) return subject
  return { ...subject, look: { ...look, ...moved, ...movedAnswers(experiment.network, moved.trace) } }
}

function explainInputs({ experiment: { network }, look: { trace }, symbols, mostTerms }: Subject): Explanation {
  const quotes = createQuotes()
  const value = (unit: number): number => trace.a[unit] ?? NaN
  const inputs = Array.from({ length: Math.min(network.inputs, 2 * mostTerms) }, (_, unit): Formula => {
    return formula`${symbols.a(1, unit + 1)} = ${quotes.number({ kind: 'a', layer: 1, unit }, value(unit))}`
  })
  const targets = Array.from(trace.target)
    .slice(0, 2 * mostTerms)
    .map((y, unit) => formula`${symbols.target(unit + 1)} = ${quotes.number({ kind: 'target', unit }, y)}`)
  return {
    title: text.titles.inputs,
    lines: [inputs, targets],
    note: network.inputs > inputs.length ? text.moreInputs(network.inputs - inputs.length) : null,
    sentence: text.sentences.inputs(
      inputs.map((_, unit) => heard(value(unit))),
      targets.map((_, unit) => heard(trace.target[unit] ?? NaN)),
      network.inputs - inputs.length,
    ),
    quoted: quotes.all,
  }
}
