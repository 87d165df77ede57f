/**
 * When numbers run away. θ is checked after each slice of training, not after each update, so a slice starts with a
 * copy to go back to; from there its updates are made again, one at a time, until the one that breaks is found.
 */
import { thetaBlocks } from '../shared/network'
import type { Divergence, Unrecorded } from '../shared/trainer'
import type { NonFinite } from './engine/non-finite'
import {
  advance,
  collectStatistics,
  isFiniteRun,
  isRecordDue,
  keptSquares,
  remainingInEpoch,
  setOrder,
  thetaChanged,
} from './run'
import type { OrderSource, Run } from './run'

/** All that training changes. */
export interface SafePoint {
  readonly theta: Float32Array // [parameters]
  readonly optimizerState: Float32Array // [slots, parameters]
  readonly optimizerSteps: number
  readonly epoch: number
  readonly position: number
  readonly steps: number
  readonly latest: number
  readonly orderSource: OrderSource
  readonly records: number
  readonly unrecorded: Unrecorded
}

export function takeSafePoint(run: Run): SafePoint {
  collectStatistics(run)
  return {
    theta: run.model.theta().slice(),
    optimizerState: run.model.optimizerState().slice(),
    optimizerSteps: run.model.steps,
    epoch: run.epoch,
    position: run.position,
    steps: run.steps,
    latest: run.latest,
    orderSource: run.orderSource,
    records: run.telemetry.records,
    unrecorded: run.telemetry.unrecorded(),
  }
}

function goBackTo(run: Run, point: SafePoint): void {
  run.model.theta().set(point.theta)
  run.model.optimizerState().set(point.optimizerState)
  run.model.steps = point.optimizerSteps
  run.model.takeStatistics()
  run.telemetry.rewind(point.records, point.unrecorded)
  run.epoch = point.epoch
  run.position = point.position
  run.steps = point.steps
  run.latest = point.latest
  setOrder(run, point.orderSource)
  thetaChanged(run)
}

/**
 * Repeats from `point`, where all was finite, in batches of the size that broke; leaves the run as it was before the
 * update that breaks, and says what that is.
 */
export function goBackAndFindDivergence(run: Run, point: SafePoint, batchSize: number): Divergence {
  const brokenAfter = run.steps + 1
  goBackTo(run, point)
  while (run.steps < brokenAfter) {
    const before = takeSafePoint(run)
    if (isRecordDue(run)) {
      run.telemetry.record({ epoch: run.epoch, ...run.evaluator.evaluate() })
      continue
    }
    const went = advance(run, { count: Math.min(batchSize, remainingInEpoch(run)), batchSize })
    if (went && isFiniteRun(run)) continue
    const place = whereBroken(run)
    goBackTo(run, before)
    return { epoch: run.epoch, step: run.steps + 1, ...(place ?? COST) }
  }
  return { epoch: run.epoch, step: run.steps, ...COST }
}

/** What of the run isn't finite as it stands; `null`: none of its tensors. A kept square stands for the gradient. */
function whereBroken({ model, experiment }: Run): NonFinite | null {
  const found = model.firstNonFinite()
  if (found) return found
  const weight = keptSquares(model, experiment.training.optimizer.kind).findIndex((square) => !Number.isFinite(square))
  const index = thetaBlocks(model.network).findLastIndex(({ offset }) => offset <= weight)
  const block = thetaBlocks(model.network)[index]
  if (weight < 0 || !block) return null
  return { tensor: 'gradient', layer: index + 2, unit: Math.floor((weight - block.offset) / block.columns) }
}

/** Of a run that came broken, from a file, say. */
export function brokenAtRest(run: Run): Divergence {
  return { epoch: run.epoch, step: run.steps, ...(whereBroken(run) ?? { tensor: 'theta', layer: null, unit: null }) }
}

const COST = { tensor: 'cost', layer: null, unit: null } as const
