/** One example of values to predict: what each should be, and what the network answers, in the table's own units. */
import type { DatasetSpec } from '../../shared/experiment'
import type { DataSummary, ExampleTrace, Range } from '../../shared/trainer'
import { OWN_DIGITS, ownTarget, ownValue } from '../lab/own-units'

export interface ValueReading {
  readonly name: string
  readonly target: number
  readonly answer: number
  readonly off: number
}

export function readValues(trace: ExampleTrace, data: DataSummary, dataset: DatasetSpec): ValueReading[] {
  const { name, scale } = ownTarget(data, dataset)
  const answers = trace.a.subarray(trace.a.length - trace.target.length)
  return Array.from(trace.target, (seen, index) => {
    const [target, answer] = [asShown(ownValue(seen, scale)), asShown(ownValue(answers[index] ?? NaN, scale))]
    const off = asShown(Math.abs(answer - target))
    return { name: name === '' ? (data.classNames[index] ?? '') : name, target, answer, off }
  })
}

/** What stands on screen adds up. */
function asShown(value: number): number {
  return Number(value.toPrecision(OWN_DIGITS))
}

/** The smallest and the largest value to predict; `null` where there are several targets, or one that never changes. */
export function targetRange(data: DataSummary, dataset: DatasetSpec): Range | null {
  if (data.task !== 'regression' || data.classNames.length !== 1) return null
  const { scale } = ownTarget(data, dataset)
  let [low, high] = [Infinity, -Infinity]
  for (const label of data.labels) {
    low = Math.min(low, label)
    high = Math.max(high, label)
  }
  return low < high ? [ownValue(low, scale), ownValue(high, scale)] : null
}

/** How far along the range a value stands, 0 to 1; beyond an end it stands at that end. */
export function placeWithin(value: number, [low, high]: Range): { readonly share: number; readonly isBeyond: boolean } {
  const share = (value - low) / (high - low)
  return { share: Math.max(0, Math.min(1, share)), isBeyond: share < 0 || share > 1 }
}
