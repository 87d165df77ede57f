/** What a screen reader hears of each step. */
import { describe, expect, it } from 'vitest'
import { SYMBOLS } from '../../../src/renderer/formula/notation'
import { explain } from '../../../src/renderer/microscope/explain'
import type { Subject } from '../../../src/renderer/microscope/explanation'
import { indexOfStep, type Step } from '../../../src/renderer/lab/microscope/steps'
import { at } from '../../independent/lecture'
import { lectureProblem, snapshotOf, experimentOf } from '../network/model-snapshot'
import { OPTIMIZERS } from '../../worker/node-trainer'
import { explainAll, lookAt } from './look-at'

const problem = lectureProblem()
const { network } = problem
const explanations = explainAll(lookAt(problem, 0))
const sentenceOf = (step: Step): string => at(explanations, indexOfStep(network, step)).sentence

it('the δ of the lecture, as one says it', () => {
  const { theta, trace, gradient } = snapshotOf(problem)
  theta[6 + 2] = 1.9 // Θ⁽²⁾₁₂
  theta[6 + 5] = 2.2 // Θ⁽²⁾₂₂
  trace.delta.set([0, (1.9 * -0.319 + 2.2 * 0.168) * 0.244, -0.319, 0.168])
  trace.slope[1] = 0.244
  const subject: Subject = {
    experiment: experimentOf(problem),
    look: {
      revision: 1,
      theta,
      trace,
      gradient,
      updatedTheta: theta,
      optimizerState: new Float32Array(),
      updatedState: new Float32Array(),
      updateNumber: 1,
      answers: Float64Array.of(0.38),
      squaredError: 0,
      biasDeltas: new Float32Array(2),
    },
    symbols: SYMBOLS.ng,
    mostTerms: 5,
  }
  const step: Step = { kind: 'delta', stage: 'gate', layer: 2, unit: 1 }
  expect(explain(subject, step, { biasDeltas: false }).sentence).toBe(
    'delta of unit 2 in layer 2 is minus 0.058: 1.90 times minus 0.319 plus 2.20 times 0.168, times g prime 0.244.',
  )
  expect(explain(subject, { ...step, stage: 'sum' }, { biasDeltas: false }).sentence).toBe(
    'minus 0.237 reaches unit 2 in layer 2: 1.90 times minus 0.319 plus 2.20 times 0.168.',
  )
})

const NUMBER = '(minus )?\\d+(\\.\\d+)?( times 10 to the (minus )?\\d+)?'
const heard = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll('#', NUMBER)}$`)

describe('each kind of step is a sentence', () => {
  it.each<[Step, string]>([
    [{ kind: 'inputs' }, 'The example has inputs #, #, and should answer #\\.'],
    [
      { kind: 'forward', layer: 3, unit: 0 },
      'z of unit 1 in layer 3 is #: # times 1 plus # times # plus # times #\\. a is sigmoid of z, #\\.',
    ],
    [{ kind: 'cost' }, 'The cost of this example is #; as a squared error, #\\.'],
    [
      { kind: 'delta', stage: 'output', layer: 4, unit: 0 },
      'delta of output 1 in layer 4 is #: its answer # less #, what it should be\\.',
    ],
    [
      { kind: 'gradient', layer: 4, unit: 0 },
      'Gradients of the weights to unit 1 in layer 4, delta # times each a: from the bias unit: #, from unit 1: #, from unit 2: #\\.',
    ],
    [
      { kind: 'update', layer: 4, unit: 0 },
      'The update of the weights to unit 1 in layer 4: from the bias unit: # becomes #; from unit 1: # becomes #; from unit 2: # becomes #\\.',
    ],
  ])('%o', (step, pattern) => {
    expect(sentenceOf(step)).toMatch(heard(pattern))
  })
})

it.each([
  ['momentum', 'The update', 'velocity #'],
  ['rmsprop', 'The update', 'mean square #'],
  ['adam', 'The update number 3', 'mean gradient #, mean square #'],
])('an update by %s says what the optimizer keeps', (kind, start, kept) => {
  const optimizer = at(
    OPTIMIZERS.filter((each) => each.kind === kind),
    0,
  )
  const training = { ...experimentOf(problem).training, optimizer }
  const all = explainAll(lookAt(problem, 0, { training }, 2))
  const weight = (from: string): string => `from ${from}: ${kept}, # becomes #`
  expect(at(all, -1).sentence).toMatch(
    heard(
      `${start} of the weights to unit 1 in layer 4: ${['the bias unit', 'unit 1', 'unit 2'].map(weight).join('; ')}\\.`,
    ),
  )
})

it('no sentence has a sign or a letter that is read as nothing', () => {
  for (const { sentence } of explanations) expect(sentence).toMatch(/^[A-Za-z0-9 ,.:;]+\.$/)
})
