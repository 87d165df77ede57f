/**
 * As many points as a plot has pixel columns, and no more: in each column the smallest and the largest value, in the
 * order in which they came, so that no spike is lost.
 */

export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Where each pixel column's records begin, and the number of records at the end: column k holds records starts[k] to
 * starts[k + 1] − 1, at least one. Few records have a column each.
 */
export function columnStarts(epochs: Float64Array, maxEpoch: number, columns: number): Int32Array {
  const records = epochs.length
  if (records <= columns || maxEpoch <= 0) return Int32Array.from({ length: records + 1 }, (_, index) => index)
  const starts: number[] = []
  let previous = -1
  for (let record = 0; record < records; record++) {
    const column = Math.min(columns - 1, Math.floor(((epochs[record] ?? 0) / maxEpoch) * columns))
    if (column !== previous) starts.push(record)
    previous = column
  }
  starts.push(records)
  return Int32Array.from(starts)
}

/** One number of each record: value `offset` of `stride` in each. */
export interface Column {
  readonly values: Float32Array // [records, stride]
  readonly stride: number
  readonly offset: number
}

/** `position` maps a value to where it stands on the axis; what it maps to NaN becomes a gap. */
export function decimate(
  epochs: Float64Array,
  { values, stride, offset }: Column,
  starts: Int32Array,
  position: (value: number) => number,
): Point[] {
  const points: Point[] = []
  const put = (record: number): void => {
    points.push({ x: epochs[record] ?? NaN, y: position(values[record * stride + offset] ?? NaN) })
  }
  for (let column = 0; column + 1 < starts.length; column++) {
    const start = starts[column] ?? 0
    const end = starts[column + 1] ?? 0
    let lowest = start
    let highest = start
    let least = values[start * stride + offset] ?? NaN
    let most = least
    for (let record = start + 1; record < end; record++) {
      const value = values[record * stride + offset] ?? NaN
      if (value < least || Number.isNaN(least)) {
        least = value
        lowest = record
      }
      if (value > most || Number.isNaN(most)) {
        most = value
        highest = record
      }
    }
    put(Math.min(lowest, highest))
    if (lowest !== highest) put(Math.max(lowest, highest))
  }
  return points
}
