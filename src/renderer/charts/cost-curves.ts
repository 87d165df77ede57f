/** From a run's history to what the cost chart draws. */
import type { History } from '../../shared/trainer'
import { columnStarts, decimate, type Point } from './decimate'
import { extentOf, linearAxis, logarithmicAxis, type ValueAxis } from './value-axis'

export interface CostPicture {
  readonly axis: ValueAxis
  readonly lastEpoch: number
  readonly train: readonly Point[]
  /** Empty without a test part. */
  readonly test: readonly Point[]
  /** Cheapest and dearest batch of each time, at the same x. */
  readonly lowestBatch: readonly Point[]
  readonly highestBatch: readonly Point[]
}

/** What has been trained since the last record: a point of its own while the run rests inside an epoch. */
export interface Interim {
  /** Epochs, with the share of the current one that has trained. */
  readonly at: number
  readonly trainCost: number
  readonly testCost: number | null
}

export function costPicture(
  history: History,
  interim: Interim | null,
  scale: 'linear' | 'logarithmic',
  columns: number,
): CostPicture {
  const { epochs, trainCost, testCost } = history
  const extent = extentOf(trainCost, testCost, interim ? [interim.trainCost, interim.testCost ?? NaN] : [])
  const axis = scale === 'linear' ? linearAxis(extent) : logarithmicAxis(extent)
  const lastEpoch = Math.max(interim?.at ?? 0, epochs.at(-1) ?? 0)
  const starts = columnStarts(epochs, lastEpoch, columns)
  const curve = (values: Float32Array, now: number | null | undefined): Point[] => {
    if (values.every(Number.isNaN)) return []
    const points = decimate(epochs, { values, stride: 1, offset: 0 }, starts, axis.position)
    if (interim && now !== null && now !== undefined) points.push({ x: interim.at, y: axis.position(now) })
    return points
  }
  return {
    axis,
    lastEpoch,
    train: curve(trainCost, interim?.trainCost),
    test: curve(testCost, interim?.testCost),
    ...batchBand(history, starts, axis),
  }
}

/** Records before training have no batches and are left out. */
function batchBand(
  { epochs, lowestBatchCost, highestBatchCost }: History,
  starts: Int32Array,
  axis: ValueAxis,
): Pick<CostPicture, 'lowestBatch' | 'highestBatch'> {
  const lowestBatch: Point[] = []
  const highestBatch: Point[] = []
  for (let column = 0; column + 1 < starts.length; column++) {
    const end = starts[column + 1] ?? 0
    let lowest = Infinity
    let highest = -Infinity
    for (let record = starts[column] ?? 0; record < end; record++) {
      // Plain comparisons pass over NaN.
      const low = lowestBatchCost[record] ?? NaN
      const high = highestBatchCost[record] ?? NaN
      if (low < lowest) lowest = low
      if (high > highest) highest = high
    }
    if (lowest > highest) continue
    const x = epochs[end - 1] ?? NaN
    lowestBatch.push({ x, y: axis.position(lowest) })
    highestBatch.push({ x, y: axis.position(highest) })
  }
  return { lowestBatch, highestBatch }
}
