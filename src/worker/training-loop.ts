/**
 * Moves a run on in slices of a few milliseconds, so that calls are answered in between: as fast as it goes, at a pace,
 * or for one step. Stops where numbers run away.
 */
import type { Evaluation, Speed } from '../shared/trainer'
import { brokenAtRest, goBackAndFindDivergence, takeSafePoint, type SafePoint } from './divergence'
import { createThroughput, growAllowance, startPace, timeUntilDue, type Pace } from './pacing'
import { advance, collectStatistics, isFiniteRun, isRecordDue, remainingInEpoch, type Piece, type Run } from './run'
import { createSlicedEvaluation } from './sliced-evaluation'

export interface TrainerClock {
  /** Milliseconds; only differences count. */
  now(): number
  /** Calls back after so many milliseconds; 0: as soon as waiting calls have been answered. */
  schedule(callback: () => void, delay: number): void
}

export type StepUnit = 'example' | 'batch' | 'epoch'

export interface TrainingLoop {
  readonly running: boolean
  /** An evaluation takes too long to be made for a frame. */
  readonly slowEvaluation: boolean
  examplesPerSecond(): number
  /** Takes on another run, or the same one with another θ; at rest. */
  take(run: Run): void
  play(speed: Speed): void
  /** Done when this returns, unless it takes longer than a slice. */
  step(unit: StepUnit): void
  rest(): void
  /** Makes sure that θ is finite here and now: before it is copied, or anything is changed from outside. */
  verify(): void
  /** Something from outside has changed θ or J: at rest, they are evaluated again. */
  outdateEvaluation(): void
  /** What a frame shows of the evaluation, as far as there is time for it. */
  refreshEvaluation(): void
}

type Goal =
  | { readonly kind: 'rest' }
  | { readonly kind: 'play'; readonly pace: Pace | null }
  | { readonly kind: 'step'; readonly unit: StepUnit; reached: boolean }

const REST: Goal = { kind: 'rest' }

/** Milliseconds that a slice takes. */
const SLICE = 8
/** Milliseconds between two evaluations that are only for display, how long one may take, and the share of time. */
const EVALUATION_INTERVAL = 66
const SLOW_EVALUATION = 4
const EVALUATION_SHARE = 0.05
/** Of larger models θ is copied and checked only every so many slices. */
const LARGE_MODEL = 100_000
const SLICES_BETWEEN_CHECKS = 10
/** Multiply-adds per millisecond, for the first guess of how much fits a slice. */
const FIRST_GUESS = 100_000

export function createTrainingLoop(clock: TrainerClock): TrainingLoop {
  let run: Run | null = null
  let goal: Goal = REST
  /** Where θ was last known to be finite; `null`: here and now. */
  let safePoint: SafePoint | null = null
  /** In all updates since then. */
  let batchSize = 1
  let slicesSinceCheck = 0
  let examplesPerMs = 1
  let newestWake = 0
  let refreshedAt = -Infinity
  const evaluation = createSlicedEvaluation(() => clock.now())
  const throughput = createThroughput()

  function wake(delay: number): void {
    const ticket = ++newestWake
    clock.schedule(() => {
      if (ticket === newestWake) slice()
    }, delay)
  }

  function slice(): void {
    if (!run) return
    const startedAt = clock.now()
    const deadline = startedAt + SLICE
    if (goal.kind === 'rest') {
      if (!settle(run, deadline)) wake(0)
      return
    }
    if (goal.kind === 'play' && goal.pace) growAllowance(goal.pace, startedAt, nextSize(run))
    work(run, deadline)
    const { pace } = goal.kind === 'play' ? goal : { pace: null }
    // A record that waits for its evaluation doesn't wait for the pace.
    wake(pace && !isRecordDue(run) ? timeUntilDue(pace, nextSize(run)) : 0)
  }

  /** Trains until the deadline, the goal, or what the pace allows. */
  function work(run: Run, deadline: number): void {
    const startedAt = clock.now()
    let examples = 0
    do {
      if (isRecordDue(run) && !makeRecord(run, deadline)) break
      const piece = nextPiece(run, deadline)
      if (!piece) break
      safePoint ??= takeSafePoint(run)
      batchSize = piece.batchSize
      if (!advance(run, piece)) {
        diverge(run)
        return
      }
      examples += piece.count
      spend(run, piece)
    } while (clock.now() < deadline)

    const now = clock.now()
    throughput.add(now, examples)
    if (now - startedAt > 1 && examples > 0) examplesPerMs = examples / (now - startedAt)
    slicesSinceCheck++
    const isLarge = run.model.parameterCount > LARGE_MODEL
    if (!isLarge || goal.kind !== 'play' || slicesSinceCheck >= SLICES_BETWEEN_CHECKS) verify()
  }

  /** What to train next; `null`: nothing now. */
  function nextPiece(run: Run, deadline: number): Piece | null {
    const inTime = (): number => examplesPerMs * Math.max(0, deadline - clock.now())
    switch (goal.kind) {
      case 'rest':
        return null
      case 'step':
        if (goal.reached) {
          goal = REST
          return null
        }
        if (goal.unit === 'example') return { count: 1, batchSize: 1 }
        return wholeBatches(run, goal.unit === 'batch' ? 1 : inTime())
      case 'play': {
        const { pace } = goal
        if (!pace) return wholeBatches(run, inTime())
        if (pace.allowance < nextSize(run)) return null
        const allowed = Math.min(pace.allowance, inTime())
        if (pace.unit === 'epoch') return wholeBatches(run, allowed)
        return { count: Math.min(Math.max(1, Math.floor(allowed)), remainingInEpoch(run)), batchSize: 1 }
      }
    }
  }

  /** Examples of the next update. */
  function nextSize(run: Run): number {
    const isByExample = goal.kind === 'play' && goal.pace?.unit === 'example'
    return isByExample ? 1 : Math.min(run.experiment.training.batchSize, remainingInEpoch(run))
  }

  function spend(run: Run, { count }: Piece): void {
    if (goal.kind === 'play' && goal.pace) goal.pace.allowance -= count
    if (goal.kind !== 'step') return
    goal.reached = goal.unit !== 'epoch' || run.position === 0
    if (goal.reached && !isRecordDue(run)) goal = REST
  }

  /** Closes the record of the epoch that has ended. False: not done yet, or there is no going on. */
  function makeRecord(run: Run, deadline: number): boolean {
    const evaluated = evaluation.until(run, deadline)
    if (!evaluated) return false
    if (!hasFiniteCost(evaluated) && !isFiniteRun(run)) {
      diverge(run)
      return false
    }
    collectStatistics(run)
    run.telemetry.record(evaluated)
    if (hasFiniteCost(evaluated)) return true
    run.divergence = { epoch: run.epoch, step: run.steps, tensor: 'cost', layer: null, unit: null }
    goal = REST
    return false
  }

  /** At rest: the evaluation of θ as it is, and with it the record that may be due. False: not done yet. */
  function settle(run: Run, deadline: number): boolean {
    if (!evaluation.until(run, deadline)) return false
    if (isRecordDue(run) && !run.divergence) makeRecord(run, deadline)
    return true
  }

  function verify(): void {
    slicesSinceCheck = 0
    if (run && safePoint && !isFiniteRun(run)) diverge(run)
    safePoint = null
  }

  function diverge(run: Run): void {
    if (safePoint) run.divergence = goBackAndFindDivergence(run, safePoint, batchSize)
    safePoint = null
    goal = REST
  }

  function rest(): void {
    goal = REST
    throughput.clear()
    wake(0)
  }

  /** Weights that came broken from a file can't be trained: that is said until they are mended. */
  function isReady(run: Run | null): run is Run {
    verify()
    if (!run) return false
    run.divergence = isFiniteRun(run) ? null : brokenAtRest(run)
    return run.divergence === null
  }

  return {
    get running() {
      return goal.kind !== 'rest'
    },
    get slowEvaluation() {
      return evaluation.duration > SLOW_EVALUATION
    },
    examplesPerSecond: () => throughput.perSecond(clock.now()),
    take(newRun) {
      run = newRun
      safePoint = null
      evaluation.drop()
      examplesPerMs = FIRST_GUESS / run.model.parameterCount
      rest()
    },
    play(speed) {
      if (!isReady(run)) return
      if (goal.kind !== 'play') throughput.clear()
      const { data, experiment } = run
      const pace = startPace(speed, data.summary.trainCount, experiment.training.batchSize, clock.now())
      goal = { kind: 'play', pace }
      wake(0)
    },
    step(unit) {
      // The step before may still wait for a long evaluation; it must not be lost.
      if (run && goal.kind === 'step' && goal.unit !== 'epoch') work(run, Infinity)
      if (!isReady(run)) return
      goal = { kind: 'step', unit, reached: false }
      throughput.clear()
      slice()
    },
    rest() {
      verify()
      rest()
    },
    verify,
    outdateEvaluation() {
      if (run) run.evaluated = null
      evaluation.drop()
      if (goal.kind === 'rest') wake(0)
    },
    refreshEvaluation() {
      if (!run) return
      const now = clock.now()
      if (goal.kind === 'rest') {
        settle(run, now + SLICE)
        return
      }
      const interval = Math.max(EVALUATION_INTERVAL, evaluation.duration / EVALUATION_SHARE)
      if (evaluation.duration > SLOW_EVALUATION || now - refreshedAt < interval) return
      evaluation.until(run, Infinity)
      refreshedAt = now
    },
  }
}

/** As many whole batches as hold so many examples, one at least, to the end of the epoch at most. */
function wholeBatches(run: Run, examples: number): Piece {
  const { batchSize } = run.experiment.training
  const count = Math.max(1, Math.floor(examples / batchSize)) * batchSize
  return { count: Math.min(count, remainingInEpoch(run)), batchSize }
}

function hasFiniteCost({ trainCost, testCost }: Evaluation): boolean {
  return Number.isFinite(trainCost) && (testCost === null || Number.isFinite(testCost))
}
