/**
 * How well a model does on both parts of its data: J, the share of right answers, and which class is taken for which; of
 * real values how far answers are from them on average.
 *
 * An answer is right: two classes on one output, where it is on the side of its target (from ½ on the second class;
 * from 0 on where targets are −1 and +1); one of several classes, where its output is the largest; several labels,
 * where every output is on the right side of ½. Real values have no right or wrong.
 */
import type { Evaluation } from '../../shared/trainer'
import type { Model } from './model'
import type { PreparedData } from './prepared-data'

export type ModelEvaluation = Omit<Evaluation, 'epoch'>

export interface Evaluator {
  /** All at once. */
  evaluate(): ModelEvaluation
  /** In pieces, so that a long one can be interrupted. θ must not change before the last. */
  start(): EvaluationWork
}

export interface EvaluationWork {
  /** Does the next piece. Returns `null` until the last is done; the pieces' size doesn't depend on time. */
  advance(): ModelEvaluation | null
}

type AnswerRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'side'; readonly border: number }
  | { readonly kind: 'largest' }
  | { readonly kind: 'every-side' }

interface Tally {
  readonly from: number
  readonly count: number
  done: number
  costs: number
  right: number
  /** Sum of |h − y|. */
  distance: number
  /** [true class, answered class] */
  readonly confusion: Uint32Array
}

/** Multiplications of one piece: a millisecond or less. */
const PIECE_WORK = 2_000_000
/** Whole tiles of the kernels. */
const PIECE_UNIT = 64

export function createEvaluator(model: Model, data: PreparedData): Evaluator {
  const { trainCount, testCount, classNames, labels } = data.summary
  const outputs = model.network.layers.at(-1)?.units ?? 0
  const classes = classNames.length
  const rule = answerRule(data, outputs)
  const pieceSize = PIECE_UNIT * Math.ceil(PIECE_WORK / model.parameterCount / PIECE_UNIT)

  const newTally = (from: number, count: number): Tally => {
    return { from, count, done: 0, costs: 0, right: 0, distance: 0, confusion: new Uint32Array(classes * classes) }
  }

  function advanceTally(tally: Tally): void {
    const first = tally.from + tally.done
    const count = Math.min(pieceSize, tally.count - tally.done)
    const evaluated = model.evaluate(first, count)
    tally.costs += evaluated.cost * count
    tally.done += count
    if (rule.kind === 'none') addDistances(tally, evaluated.outputs, first, count)
    else countRight(tally, evaluated.outputs, first, count)
  }

  function addDistances(tally: Tally, answers: Float32Array, first: number, count: number): void {
    for (let at = 0; at < count * outputs; at++) {
      const distance = (answers[at] ?? NaN) - (data.targets[first * outputs + at] ?? NaN)
      tally.distance += distance < 0 ? -distance : distance
    }
  }

  function countRight(tally: Tally, answers: Float32Array, first: number, count: number): void {
    for (let i = 0; i < count; i++) {
      const truth = labels[first + i] ?? 0
      if (rule.kind === 'every-side') {
        const row = (first + i) * outputs
        tally.right += sidesAgree(answers, i * outputs, data.targets, row, outputs) ? 1 : 0
        continue
      }
      const answer = rule.kind === 'side' ? Number((answers[i] ?? 0) >= rule.border) : largest(answers, i, outputs)
      if (answer === truth) tally.right++
      const cell = truth * classes + answer
      tally.confusion[cell] = (tally.confusion[cell] ?? 0) + 1
    }
  }

  function start(): EvaluationWork {
    const train = newTally(0, trainCount)
    const test = newTally(trainCount, testCount)
    return {
      advance() {
        const tally = train.done < train.count ? train : test
        if (tally.done < tally.count) advanceTally(tally)
        return test.done < test.count || train.done < train.count ? null : result(train, test)
      },
    }
  }

  function result(train: Tally, test: Tally): ModelEvaluation {
    const shareRight = ({ right, count }: Tally): number | null =>
      rule.kind === 'none' || count === 0 ? null : right / count
    const meanDistance = ({ distance, count }: Tally): number | null =>
      rule.kind !== 'none' || count === 0 ? null : distance / (count * outputs)
    return {
      trainCost: train.costs / train.count + model.penalty(),
      testCost: test.count > 0 ? test.costs / test.count : null,
      trainAccuracy: shareRight(train),
      testAccuracy: shareRight(test),
      trainError: meanDistance(train),
      testError: meanDistance(test),
      confusion: rule.kind === 'side' || rule.kind === 'largest' ? (test.count > 0 ? test : train).confusion : null,
    }
  }

  return {
    start,
    evaluate() {
      const work = start()
      for (;;) {
        const evaluated = work.advance()
        if (evaluated) return evaluated
      }
    },
  }
}

function answerRule({ summary, targets }: PreparedData, outputs: number): AnswerRule {
  if (summary.task === 'regression') return { kind: 'none' }
  if (outputs === 1) return { kind: 'side', border: targets.some((target) => target < 0) ? 0 : 0.5 }
  for (let row = 0; row < targets.length; row += outputs) {
    const sum = targets.subarray(row, row + outputs).reduce((total, target) => total + target, 0)
    if (sum !== 1) return { kind: 'every-side' }
  }
  return { kind: 'largest' }
}

function largest(answers: Float32Array, row: number, outputs: number): number {
  let best = 0
  for (let k = 1; k < outputs; k++) {
    if ((answers[row * outputs + k] ?? 0) > (answers[row * outputs + best] ?? 0)) best = k
  }
  return best
}

function sidesAgree(answers: Float32Array, at: number, targets: Float32Array, row: number, outputs: number): boolean {
  for (let k = 0; k < outputs; k++) {
    if ((answers[at + k] ?? 0) >= 0.5 !== (targets[row + k] ?? 0) >= 0.5) return false
  }
  return true
}
