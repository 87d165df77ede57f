import type { History } from '../../../src/shared/trainer'

/** A history of as many records as there are training costs, one for each epoch. */
export function historyOf(
  trainCost: readonly number[],
  parts: {
    readonly epochs?: readonly number[]
    readonly testCost?: readonly number[]
    readonly lowestBatchCost?: readonly number[]
    readonly highestBatchCost?: readonly number[]
    /** Of each unit at each record. */
    readonly meanAbsDelta?: readonly (readonly number[])[]
  } = {},
): History {
  const column = (values?: readonly number[]): Float32Array => Float32Array.from(values ?? trainCost.map(() => NaN))
  return {
    epochs: Float64Array.from(parts.epochs ?? trainCost.map((_, epoch) => epoch)),
    trainCost: column(trainCost),
    testCost: column(parts.testCost),
    trainAccuracy: column(),
    testAccuracy: column(),
    lowestBatchCost: column(parts.lowestBatchCost),
    highestBatchCost: column(parts.highestBatchCost),
    meanAbsDelta: Float32Array.from((parts.meanAbsDelta ?? []).flat()),
  }
}
