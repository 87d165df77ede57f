/**
 * The trainer: owns the model and moves it on in slices, so that calls are answered in between. All of it runs in Node
 * too: the clock and the way to wait are given.
 *
 * Whatever way an epoch is cut (slices, single steps, pause and resume), its updates are the same ones in the same
 * order, so the same bits come out. Only `stepExample`, and a speed in examples, make other updates: from one example
 * each.
 */
import type { Outcome, TrainingSpec } from '../shared/experiment'
import { checkExperiment } from '../shared/parse-experiment'
import type { Checkpoint, Evaluation, Frame, Generation, LoadRequest, Speed, TrainerApi, View } from '../shared/trainer'
import { goBackAndFindDivergence, takeSafePoint, type SafePoint } from './divergence'
import { summarizeDataset } from './engine/datasets'
import type { EvaluationWork } from './engine/evaluation'
import type { Kernels } from './engine/kernels-module'
import { createFrameMaker, EMPTY_FRAME, type FrameMaker } from './frames'
import { loadRun } from './load-run'
import { createThroughput, growAllowance, startPace, timeUntilDue, type Pace } from './pacing'
import {
  advance,
  collectStatistics,
  drawOrder,
  hasFiniteTheta,
  isRecordDue,
  remainingInEpoch,
  returnToStart,
  thetaChanged,
  type Piece,
  type Run,
} from './run'

export interface TrainerClock {
  /** Milliseconds; only differences count. */
  now(): number
  /** Calls back after so many milliseconds; 0: as soon as waiting calls have been answered. */
  schedule(callback: () => void, delay: number): void
}

type Goal =
  | { readonly kind: 'rest' }
  | { readonly kind: 'play'; readonly pace: Pace | null }
  | { readonly kind: 'step'; readonly unit: 'example' | 'batch' | 'epoch'; reached: boolean }

const REST: Goal = { kind: 'rest' }

/** Milliseconds that a slice of training takes. */
const SLICE = 8
/** Milliseconds between two evaluations that are only for display, and how long one may take. */
const EVALUATION_INTERVAL = 50
const SLOW_EVALUATION = 4
/** Of larger models θ is copied and checked only every so many slices. */
const LARGE_MODEL = 100_000
const SLICES_BETWEEN_CHECKS = 10
/** Multiply-adds per millisecond, for the first guess of how much fits a slice. */
const FIRST_GUESS = 100_000

export function createTrainer(kernels: Kernels, clock: TrainerClock): TrainerApi {
  let run: Run | null = null
  let frames: FrameMaker | null = null
  let goal: Goal = REST
  /** Where θ was last known to be finite; `null`: here and now. */
  let safePoint: SafePoint | null = null
  let trainedBatchSize = 1
  let slicesSinceCheck = 0
  let examplesPerMs = 1
  let evaluation: { readonly revision: number; readonly work: EvaluationWork; duration: number } | null = null
  let evaluationDuration = 0
  let evaluatedAt = -Infinity
  let newestWake = 0
  const throughput = createThroughput()

  function wake(delay: number): void {
    const ticket = ++newestWake
    clock.schedule(() => {
      if (ticket === newestWake) slice()
    }, delay)
  }

  function slice(): void {
    if (!run) return
    const deadline = clock.now() + SLICE
    if (goal.kind === 'rest') {
      if (!settle(run, deadline)) wake(0)
      return
    }
    if (goal.kind === 'play' && goal.pace) growAllowance(goal.pace, clock.now(), nextSize(run))
    work(run, deadline)
    const { pace } = goal.kind === 'play' ? goal : { pace: null }
    // An evaluation that is still under way doesn't wait for the pace.
    wake(pace && !isRecordDue(run) ? timeUntilDue(pace, nextSize(run)) : 0)
  }

  /** Trains until the deadline, the goal or what the pace allows. */
  function work(run: Run, deadline: number): void {
    const startedAt = clock.now()
    let examples = 0
    do {
      if (isRecordDue(run) && !makeRecord(run, deadline)) break
      const piece = nextPiece(run, deadline)
      if (!piece) break
      safePoint ??= takeSafePoint(run)
      trainedBatchSize = piece.batchSize
      if (!advance(run, piece)) {
        diverge(run)
        return
      }
      spend(run, piece)
      examples += piece.count
    } while (clock.now() < deadline)
    const now = clock.now()
    throughput.add(now, examples)
    if (now - startedAt > 1 && examples > 0) examplesPerMs = examples / (now - startedAt)
    slicesSinceCheck++
    const isLarge = run.model.parameterCount > LARGE_MODEL
    if (!isLarge || goal.kind !== 'play' || slicesSinceCheck >= SLICES_BETWEEN_CHECKS) verify(run)
  }

  /** What to train next; `null`: nothing now. */
  function nextPiece(run: Run, deadline: number): Piece | null {
    const remaining = remainingInEpoch(run)
    const { batchSize } = run.experiment.training
    const wholeBatches = (examples: number): Piece => {
      const count = Math.max(1, Math.floor(examples / batchSize)) * batchSize
      return { count: Math.min(count, remaining), batchSize }
    }
    const inTime = (): number => examplesPerMs * Math.max(0, deadline - clock.now())

    if (goal.kind === 'step') {
      if (goal.reached) {
        goal = REST
        return null
      }
      if (goal.unit === 'example') return { count: 1, batchSize: 1 }
      return wholeBatches(goal.unit === 'batch' ? 1 : inTime())
    }
    if (goal.kind === 'rest') return null
    const { pace } = goal
    if (!pace) return wholeBatches(inTime())
    if (pace.allowance < nextSize(run)) return null
    if (pace.unit === 'epoch') return wholeBatches(Math.min(pace.allowance, inTime()))
    return { count: Math.min(Math.max(1, Math.floor(Math.min(pace.allowance, inTime()))), remaining), batchSize: 1 }
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

  /** Closes the record of the epoch that has ended. False: not done yet, or not to be trained on. */
  function makeRecord(run: Run, deadline: number): boolean {
    const evaluated = evaluateUntil(run, deadline)
    if (!evaluated) return false
    if (Number.isFinite(evaluated.trainCost) || hasFiniteTheta(run)) {
      collectStatistics(run)
      run.telemetry.record(evaluated)
      if (isFiniteCost(evaluated)) return true
      run.divergence = { epoch: run.epoch, step: run.steps, tensor: 'cost', layer: null, unit: null }
      goal = REST
    } else diverge(run)
    return false
  }

  /** At rest: the evaluation of θ as it is, and with it the record that may be due. False: not done yet. */
  function settle(run: Run, deadline: number): boolean {
    if (!evaluateUntil(run, deadline)) return false
    if (isRecordDue(run) && !run.divergence) makeRecord(run, deadline)
    return true
  }

  /** `null`: not done before the deadline; the next call goes on. */
  function evaluateUntil(run: Run, deadline: number): Evaluation | null {
    if (run.evaluated?.revision === run.revision) return run.evaluated.evaluation
    if (evaluation?.revision !== run.revision) {
      evaluation = { revision: run.revision, work: run.evaluator.start(), duration: 0 }
    }
    const startedAt = clock.now()
    let now = startedAt
    do {
      const result = evaluation.work.advance()
      now = clock.now()
      if (!result) continue
      evaluationDuration = evaluation.duration + now - startedAt
      evaluation = null
      evaluatedAt = now
      run.evaluated = { revision: run.revision, evaluation: { epoch: run.epoch, ...result } }
      return run.evaluated.evaluation
    } while (now < deadline)
    evaluation.duration += now - startedAt
    return null
  }

  /** Makes sure that θ is finite here and now. */
  function verify(run: Run): void {
    slicesSinceCheck = 0
    if (safePoint && !hasFiniteTheta(run)) diverge(run)
    safePoint = null
  }

  function diverge(run: Run): void {
    if (safePoint) run.divergence = goBackAndFindDivergence(run, safePoint, trainedBatchSize)
    safePoint = null
    goal = REST
  }

  function rest(): void {
    goal = REST
    throughput.clear()
    wake(0)
  }

  /** Takes up a goal, where there is a model with finite weights. Returns it with the training verified so far. */
  function startTowards(newGoal: (run: Run) => Goal): Run | null {
    if (!run) return null
    verify(run)
    // Weights that came broken from a file can't be trained, and the message must stay.
    if (!hasFiniteTheta(run)) return null
    run.divergence = null
    goal = newGoal(run)
    return run
  }

  function step(unit: 'example' | 'batch' | 'epoch'): void {
    // The step before may still wait for a long evaluation; it must not be lost.
    if (run && goal.kind === 'step' && goal.unit !== 'epoch') work(run, Infinity)
    const ready = startTowards(() => ({ kind: 'step', unit, reached: false }))
    if (!ready) return
    throughput.clear()
    // A step that fits a slice is done when the call is answered.
    slice()
  }

  function load(request: LoadRequest): Outcome<{ generation: Generation; data: Run['data']['summary'] }> {
    const loaded = loadRun(kernels, request, (run?.revision ?? 0) + 1)
    if (!loaded.ok) {
      // The screen may have let go of what it showed.
      if (run) frames = createFrameMaker(run, () => clock.now())
      return loaded
    }
    run?.model.release()
    run = loaded.value
    frames = createFrameMaker(run, () => clock.now())
    safePoint = null
    evaluation = null
    examplesPerMs = FIRST_GUESS / run.model.parameterCount
    rest()
    return { ok: true, value: { generation: request.generation, data: run.data.summary } }
  }

  function setTraining(training: TrainingSpec): Outcome<null> {
    if (!run) return { ok: true, value: null }
    const experiment = { ...run.experiment, training }
    const problems = checkExperiment(experiment)
    if (problems.length > 0) return { ok: false, problems }
    verify(run)
    const before = run.experiment.training
    if (before.optimizer.kind !== training.optimizer.kind) run.model.steps = 0
    run.model.configure(training)
    run.experiment = experiment
    // An epoch that has not begun takes its order from the new settings.
    if (run.position === 0 && (before.seed !== training.seed || before.shuffle !== training.shuffle)) drawOrder(run)
    if (run.steps === 0) run.gradientIsCurrent = false
    if (before.l1 !== training.l1 || before.l2 !== training.l2) {
      run.evaluated = null
      evaluation = null
    }
    if (goal.kind === 'rest') rest()
    return { ok: true, value: null }
  }

  function setWeight(index: number, value: number): void {
    if (!run) return
    const theta = run.model.theta()
    if (!Number.isInteger(index) || index < 0 || index >= theta.length)
      throw new RangeError(`There is no weight ${index}`)
    if (!Number.isFinite(Math.fround(value))) throw new RangeError(`A weight can't be ${value}`)
    verify(run)
    run.model.theta()[index] = value
    if (run.steps === 0) {
      run.initialTheta[index] = value
      run.telemetry.clear()
    }
    run.divergence = null
    thetaChanged(run)
    if (goal.kind === 'rest') rest()
  }

  function play(speed: Speed): void {
    const wasPlaying = goal.kind === 'play'
    const ready = startTowards(({ data, experiment }) => {
      const pace = startPace(speed, data.summary.trainCount, experiment.training.batchSize, clock.now())
      return { kind: 'play', pace }
    })
    if (!ready) return
    if (!wasPlaying) throughput.clear()
    wake(0)
  }

  function pause(): void {
    if (run) verify(run)
    rest()
  }

  function reset(): void {
    if (!run) return
    returnToStart(run)
    safePoint = null
    rest()
  }

  function drain(view: View): Frame {
    if (!run || !frames) return EMPTY_FRAME
    const running = goal.kind !== 'rest'
    const slowEvaluation = evaluationDuration > SLOW_EVALUATION
    if (!running) settle(run, clock.now() + SLICE)
    else if (!slowEvaluation && clock.now() - evaluatedAt >= EVALUATION_INTERVAL) evaluateUntil(run, Infinity)
    const now = clock.now()
    return frames.frame(view, { now, running, slowEvaluation, examplesPerSecond: throughput.perSecond(now) })
  }

  function checkpoint(): Checkpoint {
    if (!run) throw new Error('There is no model yet')
    verify(run)
    collectStatistics(run)
    const { model, telemetry, orderSource, epoch, position, steps } = run
    return {
      theta: model.theta().slice(),
      initialTheta: run.initialTheta.slice(),
      optimizerState: model.optimizerState().slice(),
      progress: { epoch, position, steps },
      history: telemetry.snapshot(),
      optimizerSteps: model.steps,
      orderSource,
      unrecorded: telemetry.unrecorded(),
    }
  }

  return {
    load,
    setTraining,
    setWeight,
    play,
    pause,
    stepExample: () => step('example'),
    stepBatch: () => step('batch'),
    stepEpoch: () => step('epoch'),
    reset,
    drain,
    checkpoint,
    preview: summarizeDataset,
    ping: () => undefined,
  }
}

function isFiniteCost({ trainCost, testCost }: Evaluation): boolean {
  return Number.isFinite(trainCost) && (testCost === null || Number.isFinite(testCost))
}
