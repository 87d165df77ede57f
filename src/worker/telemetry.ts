/**
 * The history of a run: one record per epoch at first, ever fewer later, so that a million epochs stay small.
 * Columns are typed arrays that double when full. Which epochs are kept depends on their number alone.
 */
import { FULL_RESOLUTION_EPOCHS, type Evaluation, type History, type Unrecorded } from '../shared/trainer'

/** What the kernels sum up while they train. */
export interface BatchStatistics {
  readonly examples: number
  /** Σ|δ| over those examples. [computed units] */
  readonly sumAbsDelta: ArrayLike<number>
  readonly lowestBatchCost: number
  readonly highestBatchCost: number
}

export interface Telemetry {
  readonly records: number
  /** Changes whenever a snapshot would. */
  readonly version: number
  /** Of the last record; −1 where there is none. */
  readonly lastEpoch: number
  /** Adds what has been trained since the last call. */
  add(statistics: BatchStatistics): void
  /** Closes a record: it stands for everything added since the one before. */
  record(evaluation: Evaluation): void
  /** Trimmed copies, fit for transfer. */
  snapshot(): History
  /** What has been added since the last record. */
  unrecorded(): Unrecorded
  restore(history: History, unrecorded: Unrecorded): void
  /** Forgets all records but the first ones. */
  rewind(records: number, unrecorded: Unrecorded): void
  clear(): void
}

/** Epochs to `FULL_RESOLUTION_EPOCHS` are all recorded, every second one to twice that, every fourth to four times. */
export function isRecordedEpoch(epoch: number): boolean {
  let stride = 1
  for (let end = FULL_RESOLUTION_EPOCHS; epoch > end; end *= 2) stride *= 2
  return epoch % stride === 0
}

export function nothingUnrecorded(units: number): Unrecorded {
  return { examples: 0, sumAbsDelta: new Float64Array(units), lowestBatchCost: NaN, highestBatchCost: NaN }
}

const COST_COLUMNS = [
  'trainCost',
  'testCost',
  'trainAccuracy',
  'testAccuracy',
  'lowestBatchCost',
  'highestBatchCost',
] as const
type CostColumn = (typeof COST_COLUMNS)[number]

interface Columns extends Record<CostColumn, Float32Array> {
  epochs: Float64Array // [capacity]
  meanAbsDelta: Float32Array // [capacity, units]
}

const FIRST_CAPACITY = 64

export function createTelemetry(units: number): Telemetry {
  let records = 0
  let version = 0
  let capacity = FIRST_CAPACITY
  let columns = emptyColumns(capacity, units)
  let examples = 0
  const sumAbsDelta = new Float64Array(units)
  let lowest = NaN
  let highest = NaN

  function reserve(wanted: number): void {
    if (wanted <= capacity) return
    while (capacity < wanted) capacity *= 2
    const larger = emptyColumns(capacity, units)
    copyColumns(columns, larger)
    columns = larger
  }

  function restoreUnrecorded(unrecorded: Unrecorded): void {
    examples = unrecorded.examples
    sumAbsDelta.set(unrecorded.sumAbsDelta)
    lowest = unrecorded.lowestBatchCost
    highest = unrecorded.highestBatchCost
  }

  function forgetUnrecorded(): void {
    examples = 0
    sumAbsDelta.fill(0)
    lowest = NaN
    highest = NaN
  }

  return {
    get records() {
      return records
    },
    get version() {
      return version
    },
    get lastEpoch() {
      return columns.epochs[records - 1] ?? -1
    },
    add(statistics) {
      if (statistics.examples === 0) return
      examples += statistics.examples
      for (let unit = 0; unit < units; unit++) {
        sumAbsDelta[unit] = (sumAbsDelta[unit] ?? 0) + (statistics.sumAbsDelta[unit] ?? 0)
      }
      // Not Math.min: NaN stands for "none so far".
      if (!(lowest <= statistics.lowestBatchCost)) lowest = statistics.lowestBatchCost
      if (!(highest >= statistics.highestBatchCost)) highest = statistics.highestBatchCost
    },
    record({ epoch, trainCost, testCost, trainAccuracy, testAccuracy }) {
      reserve(records + 1)
      columns.epochs[records] = epoch
      columns.trainCost[records] = trainCost
      columns.testCost[records] = testCost ?? NaN
      columns.trainAccuracy[records] = trainAccuracy ?? NaN
      columns.testAccuracy[records] = testAccuracy ?? NaN
      columns.lowestBatchCost[records] = lowest
      columns.highestBatchCost[records] = highest
      const row = records * units
      // 0 / 0 before training: NaN, there is no |δ| yet.
      for (let unit = 0; unit < units; unit++) {
        columns.meanAbsDelta[row + unit] = (sumAbsDelta[unit] ?? 0) / examples
      }
      records++
      version++
      forgetUnrecorded()
    },
    snapshot: () => ({
      epochs: columns.epochs.slice(0, records),
      trainCost: columns.trainCost.slice(0, records),
      testCost: columns.testCost.slice(0, records),
      trainAccuracy: columns.trainAccuracy.slice(0, records),
      testAccuracy: columns.testAccuracy.slice(0, records),
      lowestBatchCost: columns.lowestBatchCost.slice(0, records),
      highestBatchCost: columns.highestBatchCost.slice(0, records),
      meanAbsDelta: columns.meanAbsDelta.slice(0, records * units),
    }),
    unrecorded: () => ({
      examples,
      sumAbsDelta: sumAbsDelta.slice(),
      lowestBatchCost: lowest,
      highestBatchCost: highest,
    }),
    restore(history, unrecorded) {
      records = history.epochs.length
      version++
      reserve(records)
      copyColumns(history, columns)
      restoreUnrecorded(unrecorded)
    },
    rewind(count, unrecorded) {
      records = Math.min(records, count)
      version++
      restoreUnrecorded(unrecorded)
    },
    clear() {
      records = 0
      version++
      forgetUnrecorded()
    },
  }
}

function emptyColumns(capacity: number, units: number): Columns {
  return {
    epochs: new Float64Array(capacity),
    trainCost: new Float32Array(capacity),
    testCost: new Float32Array(capacity),
    trainAccuracy: new Float32Array(capacity),
    testAccuracy: new Float32Array(capacity),
    lowestBatchCost: new Float32Array(capacity),
    highestBatchCost: new Float32Array(capacity),
    meanAbsDelta: new Float32Array(capacity * units),
  }
}

function copyColumns(from: History, to: Columns): void {
  to.epochs.set(from.epochs)
  for (const column of COST_COLUMNS) to[column].set(from[column])
  to.meanAbsDelta.set(from.meanAbsDelta)
}

/** Bytes that a snapshot copies. */
export function historyBytes(records: number, units: number): number {
  return records * (Float64Array.BYTES_PER_ELEMENT + Float32Array.BYTES_PER_ELEMENT * (COST_COLUMNS.length + units))
}
