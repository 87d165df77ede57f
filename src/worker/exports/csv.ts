/** History and weights as tables for a spreadsheet: CSV with a header, a point in numbers, nothing for what is not known. */
import { thetaBlocks, unitCounts, type NetworkSpec } from '../../shared/network'
import type { History } from '../../shared/trainer'

/** Decimal digits that any float32 keeps, and the most that one needs. */
const DIGITS_KEPT = 6
const DIGITS_NEEDED = 9
/** Below it a float32 has fewer bits. */
const SMALLEST_NORMAL = 2 ** -126

/** The shortest digits that read back as the same float32; what is no finite number is left empty. */
export function shortestDigits(value: number): string {
  if (!Number.isFinite(value)) return ''
  const fewest = Math.abs(value) < SMALLEST_NORMAL ? 1 : DIGITS_KEPT
  for (let digits = fewest; digits < DIGITS_NEEDED; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return String(rounded)
  }
  return String(Number(value.toPrecision(DIGITS_NEEDED)))
}

/** One line for each record: costs, accuracies, and mean |δ| of unit j in layer l as `delta_l_j`, both from 1. */
export function* historyLines(network: NetworkSpec, history: History): Generator<string> {
  const deltas = unitCounts(network).flatMap((units, index) =>
    index === 0 ? [] : Array.from({ length: units }, (_, unit) => `delta_${index + 1}_${unit + 1}`),
  )
  yield ['epoch', 'train_cost', 'test_cost', 'train_accuracy', 'test_accuracy', ...deltas].join(',')
  const { epochs, trainCost, testCost, trainAccuracy, testAccuracy, meanAbsDelta } = history
  for (const [record, epoch] of epochs.entries()) {
    const readings = [trainCost, testCost, trainAccuracy, testAccuracy].map((column) => column[record] ?? NaN)
    const means = meanAbsDelta.subarray(record * deltas.length, (record + 1) * deltas.length)
    yield [String(epoch), ...readings.map(shortestDigits), ...Array.from(means, shortestDigits)].join(',')
  }
}

/** One line for each weight: Θ⁽ˡ⁾ by its layer l, row j and column i; column 0 is the bias unit's. */
export function* weightLines(network: NetworkSpec, theta: Float32Array): Generator<string> {
  yield 'layer,row,column,value'
  for (const [index, { offset, rows, columns }] of thetaBlocks(network).entries()) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        yield `${index + 1},${row + 1},${column},${shortestDigits(theta[offset + row * columns + column] ?? NaN)}`
      }
    }
  }
}
