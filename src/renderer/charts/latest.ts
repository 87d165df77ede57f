/** Where the run stands now, from readings that may be a moment apart. */
import type { Evaluation, History, Progress } from '../../shared/trainer'

export interface LatestCosts {
  /** Completed epochs. */
  readonly epoch: number
  readonly trainCost: number
  readonly testCost: number | null
}

/** The newer of the evaluation and the last record; `null` before the first of them. */
export function latestCosts(
  history: History | null,
  evaluation: Evaluation | null,
  progress: Progress,
): LatestCosts | null {
  const last = history ? history.epochs.length - 1 : -1
  const recordedEpoch = history?.epochs[last] ?? -1
  // An evaluation of a later epoch than the run's own belongs to a run that has been reset.
  if (evaluation && evaluation.epoch >= recordedEpoch && evaluation.epoch <= progress.epoch) {
    const { epoch, trainCost, testCost } = evaluation
    return { epoch, trainCost, testCost }
  }
  return history && last >= 0 ? recordedCosts(history, last) : null
}

export function recordedCosts(history: History, record: number): LatestCosts {
  const testCost = history.testCost[record] ?? NaN
  return {
    epoch: history.epochs[record] ?? 0,
    trainCost: history.trainCost[record] ?? NaN,
    testCost: Number.isNaN(testCost) ? null : testCost,
  }
}

/** The last record with an epoch not after this one, or the nearest; −1 where there is none. */
export function nearestRecord(epochs: Float64Array, epoch: number): number {
  let low = 0
  let high = epochs.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((epochs[middle] ?? 0) < epoch) low = middle + 1
    else high = middle
  }
  if (low > 0 && epoch - (epochs[low - 1] ?? 0) <= (epochs[low] ?? 0) - epoch) low--
  return Math.min(low, epochs.length - 1)
}
