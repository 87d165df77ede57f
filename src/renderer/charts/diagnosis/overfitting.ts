/** The test cost has turned and rises, while the training cost goes on falling. */
import { messages } from '../../../shared/messages'
import type { History } from '../../../shared/trainer'
import { formatCount, formatReading } from '../format'
import type { Finding } from './finding'
import { meanOf } from './records'

const FEWEST_RECORDS = 8
/** The lowest test cost must lie at least this share of the records back. */
const SINCE = 0.1
const FEWEST_SINCE = 4
/** By how much the test cost must have risen. */
const RISEN = 1.05
/** By how much the training cost must have fallen since: noise falls too. */
const FALLEN = 0.95

export function overfitting({ epochs, trainCost, testCost }: History): Finding | null {
  const last = epochs.length - 1
  if (epochs.length < FEWEST_RECORDS || Number.isNaN(testCost[last] ?? NaN)) return null
  const best = testCost.indexOf(Math.min(...testCost))
  const since = last - best
  if (since < Math.max(FEWEST_SINCE, SINCE * epochs.length)) return null
  const lowest = testCost[best] ?? NaN
  const now = testCost[last] ?? NaN
  const trainThen = trainCost[best] ?? NaN
  const trainNow = trainCost[last] ?? NaN
  const after = testCost.subarray(best + 1)
  const half = Math.floor(after.length / 2)
  const keepsRising = meanOf(after.subarray(half)) > meanOf(after.subarray(0, half))
  if (!(now > lowest * RISEN && trainNow < trainThen * FALLEN && keepsRising)) return null
  const words = messages.charts.diagnosis.overfitting({
    epoch: formatCount(epochs[best] ?? 0),
    lowest: formatReading(lowest),
    now: formatReading(now),
    trainThen: formatReading(trainThen),
    trainNow: formatReading(trainNow),
  })
  return { key: 'overfitting', kind: 'warning', ...words, units: [] }
}
