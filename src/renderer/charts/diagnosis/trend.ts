/** Where the training cost has been going lately. */
import { messages } from '../../../shared/messages'
import type { Experiment } from '../../../shared/experiment'
import type { Evaluation, History } from '../../../shared/trainer'
import { formatCount, formatReading } from '../format'
import type { Finding } from './finding'
import { meanOf } from './records'

const text = messages.charts.diagnosis

/** Fewer records show no trend. */
const FEWEST_RECORDS = 4
/** "Lately": the last share of the records, within bounds. */
const WINDOW = { share: 0.3, fewest: 6, most: 60 } as const
/** The later half of the window must differ by this much from the earlier one. */
const CLEAR_CHANGE = 0.01
/** … by so many standard errors, so that mere ups and downs have no direction … */
const STANDS_OUT = 2
/** … or at least so much of all that the cost has moved must have been one way. */
const ONE_WAY = 0.5
/** Without a clear change: more than this between the lowest and the highest cost is up and down. */
const CALM = 0.1
/** A cost below this share of where it began has done its work. */
const DONE = 0.05

export function trend(experiment: Experiment, history: History, evaluation: Evaluation | null): Finding | null {
  const records = history.epochs.length
  if (records < FEWEST_RECORDS) return null
  const count = Math.min(records, WINDOW.most, Math.max(WINDOW.fewest, Math.ceil(records * WINDOW.share)))
  const start = records - count
  const costs = history.trainCost.subarray(start)
  const half = Math.floor(count / 2)
  const [before, after] = [costs.subarray(0, half), costs.subarray(count - half)]
  const [earlier, later] = [meanOf(before), meanOf(after)]
  const hasDirection =
    Math.abs(later - earlier) > STANDS_OUT * Math.sqrt((varianceOf(before) + varianceOf(after)) / half) ||
    oneWayShare(costs) >= ONE_WAY
  const first = costs[0] ?? NaN
  const last = costs.at(-1) ?? NaN
  const epochs = formatCount((history.epochs.at(-1) ?? 0) - (history.epochs[start] ?? 0))
  const from = formatReading(first)
  const to = formatReading(last)

  if (hasDirection && later < earlier * (1 - CLEAR_CHANGE) && last < first) {
    return { key: 'learning', kind: 'good', ...text.learning(from, to, epochs), units: [] }
  }
  if (hasDirection && later > earlier * (1 + CLEAR_CHANGE) && last > first) {
    const rate = formatRate(experiment.training.optimizer.learningRate)
    return { key: 'rising', kind: 'warning', ...text.rising(from, to, epochs, rate), units: [] }
  }
  const lowest = Math.min(...costs)
  const highest = Math.max(...costs)
  const low = formatReading(lowest)
  const high = formatReading(highest)
  const isDone = last <= DONE * (history.trainCost[0] ?? NaN) || evaluation?.trainAccuracy === 1
  if (highest - lowest > CALM * meanOf(costs) && !isDone) {
    return { key: 'restless', kind: 'info', ...text.restless(low, high, epochs), units: [] }
  }
  if (isDone) return { key: 'settled', kind: 'good', ...text.settled(to, epochs), units: [] }
  return {
    key: 'stalled',
    kind: 'warning',
    ...(low === high ? text.stalledAt(low, epochs) : text.stalled(low, high, epochs)),
    units: [],
  }
}

function varianceOf(values: Float32Array): number {
  const mean = meanOf(values)
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
}

/** How far the cost has come, as a share of its way there and back. */
function oneWayShare(costs: Float32Array): number {
  let way = 0
  for (let record = 1; record < costs.length; record++) way += Math.abs((costs[record] ?? 0) - (costs[record - 1] ?? 0))
  return Math.abs((costs.at(-1) ?? 0) - (costs[0] ?? 0)) / way
}

/** A setting is written as it was set. */
export function formatRate(rate: number): string {
  return String(Number(rate.toPrecision(4)))
    .replace('e+', 'e')
    .replaceAll('-', '−')
}
