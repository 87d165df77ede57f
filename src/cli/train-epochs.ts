/** Trains a run to the end of so many epochs: the same updates as the lab's own, and the same history. */
import type { Divergence, Evaluation } from '../shared/trainer'
import { goBackAndFindDivergence, takeSafePoint } from '../worker/divergence'
import { advance, collectStatistics, isFiniteRun, isRecordDue, remainingInEpoch, type Run } from '../worker/run'

export interface Course {
  /** After each epoch. */
  readonly evaluations: readonly Evaluation[]
  /** Spent on updates, not on evaluations. */
  readonly seconds: number
  /** What stopped it before its end. */
  readonly divergence: Divergence | null
}

export interface Watch {
  /** Milliseconds; only differences count. */
  now(): number
  /** `share` of the epochs is done, 0 to 1. */
  progressed(share: number, latest: Evaluation | null): void
}

/** Milliseconds of training between two looks at the weights and the watch. */
const PIECE = 100
/** Multiply-adds per millisecond, for the first guess of how much fits a piece. */
const FIRST_GUESS = 100_000

/** An epoch that is under way is finished first, as the first of them. */
export function trainEpochs(run: Run, epochs: number, watch: Watch): Course {
  const { batchSize } = run.experiment.training
  const { trainCount } = run.data.summary
  const evaluations: Evaluation[] = []
  let examplesPerMs = FIRST_GUESS / run.model.parameterCount
  let spent = 0
  const course = (divergence: Divergence | null): Course => ({ evaluations, seconds: spent / 1000, divergence })

  // Before training there is a record too.
  if (isRecordDue(run) && !isFinite(evaluateAndRecord(run))) return course(divergedCost(run))
  while (evaluations.length < epochs) {
    const safePoint = takeSafePoint(run)
    const batches = Math.max(1, Math.floor((examplesPerMs * PIECE) / batchSize))
    const count = Math.min(batches * batchSize, remainingInEpoch(run))
    const startedAt = watch.now()
    const went = advance(run, { count, batchSize })
    const duration = watch.now() - startedAt
    spent += duration
    if (duration > 1) examplesPerMs = count / duration
    if (!went || !isFiniteRun(run)) return course(goBackAndFindDivergence(run, safePoint, batchSize))

    if (run.position === 0) {
      const evaluation = evaluateAndRecord(run)
      if (!isFinite(evaluation)) return course(divergedCost(run))
      evaluations.push(evaluation)
    }
    watch.progressed((evaluations.length + run.position / trainCount) / epochs, evaluations.at(-1) ?? null)
  }
  return course(null)
}

function evaluateAndRecord(run: Run): Evaluation {
  const evaluation = { epoch: run.epoch, ...run.evaluator.evaluate() }
  if (isRecordDue(run)) {
    collectStatistics(run)
    run.telemetry.record(evaluation)
  }
  return evaluation
}

/** At an epoch's end, and before training, the history has a record. */
export function recordIfDue(run: Run): void {
  if (isRecordDue(run)) evaluateAndRecord(run)
}

function isFinite({ trainCost, testCost }: Evaluation): boolean {
  return Number.isFinite(trainCost) && (testCost === null || Number.isFinite(testCost))
}

/** Found behind an epoch, it came with that epoch's last update. */
function divergedCost({ epoch, steps }: Run): Divergence {
  return { epoch: Math.max(0, epoch - 1), step: steps, tensor: 'cost', layer: null, unit: null }
}
