/** Deltas that fade or swell on their way back through the layers, or grow without end. */
import { messages } from '../../../shared/messages'
import type { NetworkSpec } from '../../../shared/network'
import type { History, UnitAddress } from '../../../shared/trainer'
import { formatCount, formatRatio, formatReading } from '../format'
import type { Finding } from './finding'
import { firstTrainedRecord, layerDelta } from './records'

/** A thousand times smaller or larger is worth a word. */
const FAR = 1000

const text = messages.charts.diagnosis

export function deltaSizes(history: History, network: NetworkSpec): Finding | null {
  const last = history.epochs.length - 1
  const outputLayer = network.layers.length + 1
  if (outputLayer < 3) return null
  const output = layerDelta(history, network, outputLayer, last)
  const first = layerDelta(history, network, 2, last)
  const sizes = {
    epoch: formatCount(history.epochs[last] ?? 0),
    first: formatReading(first),
    output: formatReading(output),
  }
  const units = unitsOf(network, 2)
  // A layer whose deltas are all 0 is another finding.
  if (first > 0 && output >= FAR * first) {
    const words = text.vanishing({ ...sizes, times: formatRatio(output / first) })
    return { key: 'vanishing', kind: 'warning', ...words, units }
  }
  if (output > 0 && first >= FAR * output) {
    const words = text.swelling({ ...sizes, times: formatRatio(first / output) })
    return { key: 'swelling', kind: 'warning', ...words, units }
  }
  return growth(history, network, last)
}

/** The layer whose deltas have grown most since the first record that has any. */
function growth(history: History, network: NetworkSpec, last: number): Finding | null {
  const start = firstTrainedRecord(history, network)
  if (start < 0 || start === last) return null
  const grown = network.layers
    .map((_, index) => {
      const layer = index + 2
      const before = layerDelta(history, network, layer, start)
      const now = layerDelta(history, network, layer, last)
      return { layer, before, now, times: before > 0 ? now / before : 0 }
    })
    .reduce((most, candidate) => (candidate.times > most.times ? candidate : most))
  if (!(grown.times >= FAR)) return null
  const words = text.exploding({
    layer: grown.layer,
    epoch: formatCount(history.epochs[start] ?? 0),
    before: formatReading(grown.before),
    now: formatReading(grown.now),
    times: formatRatio(grown.times),
  })
  return { key: `exploding ${grown.layer}`, kind: 'warning', ...words, units: unitsOf(network, grown.layer) }
}

function unitsOf(network: NetworkSpec, layer: number): UnitAddress[] {
  return Array.from({ length: network.layers[layer - 2]?.units ?? 0 }, (_, unit) => ({ layer, unit }))
}
