/** Mean |δ| at one record, in numbers and in words. */
import type { NetworkSpec } from '../../shared/network'
import { messages } from '../../shared/messages'
import type { History, UnitAddress } from '../../shared/trainer'
import { MOST_CURVES } from './delta-curves'
import { formatCount, formatReading } from './format'
import type { Notation } from '../formula/notation'
import { computedUnits, deltaName, deltaOfLayer } from './unit-names'

/** Mean |δ| of every unit, layer 2 first. [computed units] */
export function deltasAt({ meanAbsDelta, epochs }: History, record: number): Float32Array {
  const units = meanAbsDelta.length / epochs.length
  return meanAbsDelta.subarray(record * units, (record + 1) * units)
}

const text = messages.charts.deltas

/** The latest values in a sentence; of many units only the extremes. */
export function deltaSummary(history: History | null, network: NetworkSpec): string {
  const last = (history?.epochs.length ?? 0) - 1
  if (!history || last < 0) return text.waiting
  const epoch = formatCount(history.epochs[last] ?? 0)
  const deltas = deltasAt(history, last)
  if (deltas.every(Number.isNaN)) return text.before(epoch)
  const units = computedUnits(network)
  const say = (index: number): string => {
    const unit = units[index]
    return unit ? text.ofUnit(deltaName(unit), formatReading(deltas[index] ?? NaN)) : ''
  }
  if (units.length <= MOST_CURVES)
    return text.summary(
      epoch,
      units.map((_, index) => say(index)),
    )
  const { largest, smallest } = extremes(deltas)
  return text.summaryOfMany(epoch, formatCount(units.length), say(largest), say(smallest))
}

function extremes(values: Float32Array): { largest: number; smallest: number } {
  let largest = 0
  let smallest = 0
  for (let index = 1; index < values.length; index++) {
    if ((values[index] ?? NaN) > (values[largest] ?? NaN)) largest = index
    if ((values[index] ?? NaN) < (values[smallest] ?? NaN)) smallest = index
  }
  return { largest, smallest }
}

export interface DeltaRow {
  readonly name: string
  readonly value: number
  /** Index of the layer in the network's list. */
  readonly layer: number
  /** `null` for a layer's median. */
  readonly unit: UnitAddress | null
}

/** More rows than this are not read. */
const MOST_ROWS = 9

/** What a tooltip says of a record: every unit, or the selected one and each layer's median. */
export function deltaRows(
  history: History,
  network: NetworkSpec,
  record: number,
  selected: number,
  notation: Notation = 'ng',
): DeltaRow[] {
  const deltas = deltasAt(history, record)
  const units = computedUnits(network)
  const rowOf = (index: number): DeltaRow[] => {
    const unit = units[index]
    return unit ? [{ name: deltaName(unit, notation), value: deltas[index] ?? NaN, layer: unit.layer - 2, unit }] : []
  }
  if (units.length <= MOST_ROWS) return units.flatMap((_, index) => rowOf(index))
  const own = rowOf(selected)
  const layers =
    network.layers.length <= MOST_ROWS ? network.layers.map((_, layer) => layer) : own.map((row) => row.layer)
  return [...own, ...layers.map((layer) => medianRow(network, deltas, layer, notation))]
}

function medianRow(network: NetworkSpec, deltas: Float32Array, layer: number, notation: Notation): DeltaRow {
  const first = network.layers.slice(0, layer).reduce((total, { units }) => total + units, 0)
  const units = network.layers[layer]?.units ?? 0
  const sorted = deltas.slice(first, first + units).sort()
  return {
    name:
      units === 1
        ? deltaName({ layer: layer + 2, unit: 0 }, notation)
        : `${deltaOfLayer(layer + 2, notation)} ${text.median}`,
    value: sorted[units >> 1] ?? NaN,
    layer,
    unit: null,
  }
}

/** The unit whose value stands nearest to a height in the plot, among those within reach; −1: none. */
export function nearestUnit(
  deltas: Float32Array,
  heightOf: (value: number) => number,
  height: number,
  reach: number,
): number {
  let nearest = -1
  let distance = reach
  deltas.forEach((value, index) => {
    const off = Math.abs(heightOf(value) - height)
    if (off < distance) {
      distance = off
      nearest = index
    }
  })
  return nearest
}
