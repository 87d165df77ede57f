/** One loaded model on its way through its data: plain state, and the functions that move it on. No clock here. */
import type { Experiment, OptimizerKind } from '../shared/experiment'
import type { Checkpoint, Divergence, Evaluation, Generation } from '../shared/trainer'
import type { Evaluator } from './engine/evaluation'
import type { Model } from './engine/model'
import type { PreparedData } from './engine/prepared-data'
import { epochOrder } from '../shared/rng'
import { isRecordedEpoch, type Telemetry } from './telemetry'

/** What an epoch's order is drawn from, besides its number. */
export interface OrderSource {
  readonly seed: number
  readonly shuffle: boolean
}

export interface Run {
  readonly generation: Generation
  experiment: Experiment // its training settings follow the sliders
  readonly data: PreparedData
  readonly model: Model
  readonly evaluator: Evaluator
  readonly telemetry: Telemetry
  readonly initialTheta: Float32Array // [parameters]; an edit of the initial weights changes it
  epoch: number // completed
  position: number // examples of the current epoch that have been used
  steps: number // updates so far; the model's own count starts anew with another kind of optimizer
  latest: number // the example that trained last; 0 before
  order: Uint32Array // [trainCount] of the current epoch
  orderSource: OrderSource // of that order: a change of the settings counts from the next epoch on
  revision: number // counts changes of θ
  evaluated: { readonly revision: number; readonly evaluation: Evaluation } | null
  gradientIsCurrent: boolean // `model.gradient()` is of the batch used last; else it has to be made
  divergence: Divergence | null
}

/** Some examples of the current epoch, in batches. */
export interface Piece {
  readonly count: number
  readonly batchSize: number
}

/** Trains on the next examples, at most to the end of the epoch. False: stopped before a step that is not finite. */
export function advance(run: Run, { count, batchSize }: Piece): boolean {
  const { model, data } = run
  const stepsBefore = model.steps
  const used = model.train(run.order, run.position, count, batchSize)
  if (used > 0) {
    run.steps += model.steps - stepsBefore
    run.latest = run.order[run.position + used - 1] ?? 0
    run.position += used
    run.revision++
    run.gradientIsCurrent = true
    if (run.position === data.summary.trainCount) {
      run.position = 0
      run.epoch++
      drawOrder(run)
    }
  }
  return used === count
}

/** Examples up to the end of the epoch. */
export function remainingInEpoch(run: Run): number {
  return run.data.summary.trainCount - run.position
}

/** The order of the current epoch, from the settings as they are now. */
export function drawOrder(run: Run): void {
  const { seed, shuffle } = run.experiment.training
  setOrder(run, { seed, shuffle })
}

export function setOrder(run: Run, source: OrderSource): void {
  run.orderSource = source
  epochOrder(source.seed, run.epoch, run.order.length, source.shuffle, run.order)
}

export function isRecordDue(run: Run): boolean {
  return run.position === 0 && run.telemetry.lastEpoch < run.epoch && isRecordedEpoch(run.epoch)
}

/** Moves what the kernels have summed up to the telemetry. */
export function collectStatistics(run: Run): void {
  run.telemetry.add(run.model.takeStatistics())
}

/** All that it takes to continue bit for bit, in fresh copies. θ must be known to be finite. */
export function checkpointOf(run: Run): Checkpoint {
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

/** What of a checkpoint can be handed over instead of copied: all of it is a copy already. */
export function checkpointBuffers({ theta, initialTheta, optimizerState, history }: Checkpoint): ArrayBufferLike[] {
  return [theta, initialTheta, optimizerState, ...Object.values(history)].map(
    (array: Float32Array | Float64Array) => array.buffer,
  )
}

/** θ was changed by hand or put back: nothing that was computed from it holds any more. */
export function thetaChanged(run: Run): void {
  run.revision++
  run.gradientIsCurrent = false
}

/** Back to exactly the initial weights. */
export function returnToStart(run: Run): void {
  run.model.theta().set(run.initialTheta)
  run.model.optimizerState().fill(0)
  run.model.steps = 0
  run.model.takeStatistics()
  run.telemetry.clear()
  run.epoch = 0
  run.position = 0
  run.steps = 0
  run.latest = 0
  run.divergence = null
  drawOrder(run)
  thetaChanged(run)
}

/**
 * Whether θ is finite, and with it the squares of the gradient that rmsprop and adam keep: of one that has overflowed the
 * weight would never move again.
 */
export function isFiniteRun({ model, experiment }: Run): boolean {
  return allFinite(model.theta()) && allFinite(keptSquares(model, experiment.training.optimizer.kind))
}

/** rmsprop: s; adam: v; others keep none. [parameters] or empty */
export function keptSquares(model: Model, optimizer: OptimizerKind): Float32Array {
  const state = model.optimizerState()
  return optimizer === 'rmsprop' || optimizer === 'adam'
    ? state.subarray(state.length - model.parameterCount)
    : state.subarray(0, 0)
}

function allFinite(values: Float32Array): boolean {
  // 0·x is NaN for infinity and NaN, and a sum keeps it: faster than asking each.
  let zeros = 0
  for (const value of values) zeros += value * 0
  return zeros === 0
}
