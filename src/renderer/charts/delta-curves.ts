/**
 * From a run's history to what the chart of |δ| draws: a curve for each unit, or, where there are too many to tell
 * apart, a band for each layer and a curve for the selected unit alone.
 */
import { computedUnitCount, firstUnitOf, type NetworkSpec } from '../../shared/network'
import type { History, UnitAddress } from '../../shared/trainer'
import { columnStarts, decimate, type Point } from './decimate'
import { computedUnits, flatIndex } from './unit-names'
import { extentOf, logarithmicAxis, type ValueAxis } from './value-axis'

/** More curves than this become bands. */
export const MOST_CURVES = 24

export interface UnitCurve {
  readonly unit: UnitAddress
  readonly points: readonly Point[]
}

export interface LayerBand {
  readonly layer: number
  readonly low: readonly Point[]
  readonly high: readonly Point[]
  /** The layer's median unit, at the last record of each pixel column. */
  readonly median: readonly Point[]
}

export interface DeltaPicture {
  readonly axis: ValueAxis
  readonly lastEpoch: number
  readonly curves: readonly UnitCurve[]
  readonly bands: readonly LayerBand[]
}

export function showsBands(network: NetworkSpec): boolean {
  return computedUnitCount(network) > MOST_CURVES
}

/** False where the history is another network's: the document is a moment ahead of its readings. */
export function belongsTo(history: History, network: NetworkSpec): boolean {
  return history.meanAbsDelta.length === history.epochs.length * computedUnitCount(network)
}

export function deltaPicture(
  history: History,
  network: NetworkSpec,
  selected: UnitAddress | null,
  columns: number,
): DeltaPicture {
  const { epochs, meanAbsDelta } = history
  const axis = logarithmicAxis(extentOf(meanAbsDelta))
  const lastEpoch = epochs.at(-1) ?? 0
  const starts = columnStarts(epochs, lastEpoch, columns)
  const stride = computedUnitCount(network)
  const curveOf = (unit: UnitAddress, offset: number): UnitCurve => ({
    unit,
    points: decimate(epochs, { values: meanAbsDelta, stride, offset }, starts, axis.position),
  })
  if (!showsBands(network)) return { axis, lastEpoch, curves: computedUnits(network).map(curveOf), bands: [] }
  const bands = network.layers.map((layer, index) => {
    const first = firstUnitOf(network, index + 2)
    return layerBand(index + 2, history, { stride, first, units: layer.units }, starts, axis)
  })
  const index = flatIndex(network, selected)
  return { axis, lastEpoch, curves: selected && index >= 0 ? [curveOf(selected, index)] : [], bands }
}

/** A layer's units within each record. */
interface LayerColumns {
  readonly stride: number
  readonly first: number
  readonly units: number
}

function layerBand(
  layer: number,
  { epochs, meanAbsDelta }: History,
  { stride, first, units }: LayerColumns,
  starts: Int32Array,
  axis: ValueAxis,
): LayerBand {
  const low: Point[] = []
  const high: Point[] = []
  const median: Point[] = []
  const sorted = new Float32Array(units)
  for (let column = 0; column + 1 < starts.length; column++) {
    const end = starts[column + 1] ?? 0
    let lowest = Infinity
    let highest = -Infinity
    for (let record = starts[column] ?? 0; record < end; record++) {
      const row = record * stride + first
      for (let index = row; index < row + units; index++) {
        const value = meanAbsDelta[index] ?? NaN
        if (value < lowest) lowest = value
        if (value > highest) highest = value
      }
    }
    if (lowest > highest) continue // Before training there is no |δ|.
    const last = (end - 1) * stride + first
    sorted.set(meanAbsDelta.subarray(last, last + units))
    const x = epochs[end - 1] ?? NaN
    low.push({ x, y: axis.position(lowest) })
    high.push({ x, y: axis.position(highest) })
    median.push({ x, y: axis.position(medianOf(sorted)) })
  }
  return { layer, low, high, median }
}

/** Of an even number of values the upper of the two in the middle: a value that some unit has. Sorts in place. */
function medianOf(values: Float32Array): number {
  return values.sort()[values.length >> 1] ?? NaN
}
