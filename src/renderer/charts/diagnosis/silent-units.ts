/** Units whose δ has been exactly 0 for every example of several records: nothing trains their weights. */
import { messages } from '../../../shared/messages'
import { firstUnitOf, thetaBlocks, type Activation, type NetworkSpec } from '../../../shared/network'
import type { History, ModelSnapshot, UnitAddress } from '../../../shared/trainer'
import { formatCount } from '../format'
import { computedUnits } from '../unit-names'
import { nameUnits, type Finding } from './finding'
import { firstTrainedRecord } from './records'

const FEWEST_RECORDS = 3

const text = messages.charts.diagnosis

/** One finding for each layer where it begins; the layers before one without any δ get none of necessity. */
export function silentUnits(history: History, network: NetworkSpec, model: ModelSnapshot | null): Finding[] {
  const since = silentSince(history, network)
  const findings: Finding[] = []
  let offset = 0
  const layers = network.layers.map((layer, index) => {
    const first = offset
    offset += layer.units
    const silent = Array.from({ length: layer.units }, (_, unit) => ({ layer: index + 2, unit })).filter(
      ({ unit }) => (since[first + unit] ?? -1) >= 0,
    )
    return { first, layer, silent }
  })
  for (let index = layers.length - 1; index >= 0; index--) {
    const entry = layers[index]
    if (!entry || entry.silent.length === 0) continue
    const { first, layer, silent } = entry
    const isWhole = silent.length === layer.units
    // An output that is right to the last bit has δ = 0, too; only a relu can be off.
    if (index === layers.length - 1 && layer.activation !== 'relu') {
      if (isWhole) break
      continue
    }
    const epochs = silent.map(({ unit }) => history.epochs[since[first + unit] ?? 0] ?? 0)
    const words = text.silent({
      reason: reasonOf(silent, layer.activation, (unit) => leadsOn(unit, network, since, model)),
      units: nameUnits(silent),
      count: silent.length,
      epoch: formatCount(Math.max(...epochs)),
      blocks: isWhole && index > 0 ? index + 1 : null,
    })
    findings.push({ key: `silent ${index + 2}`, kind: 'warning', ...words, units: silent })
    if (isWhole) break
  }
  return findings
}

/** For each unit the record from which on its |δ| has been 0; −1 where it isn't, or not for long. */
function silentSince(history: History, network: NetworkSpec): Int32Array {
  const units = computedUnits(network).length
  const start = Math.max(0, firstTrainedRecord(history, network))
  const records = history.epochs.length
  return Int32Array.from({ length: units }, (_, unit) => {
    let record = records
    while (record > start && history.meanAbsDelta[(record - 1) * units + unit] === 0) record--
    return records - record >= FEWEST_RECORDS ? record : -1
  })
}

export type SilenceReason = 'no-way-back' | 'relu' | 'unknown'

/** What can be said for sure: no weight leads on from the unit; or its relu is off, the only way left to be silent. */
function reasonOf(
  units: readonly UnitAddress[],
  activation: Activation,
  leadsOnFrom: (unit: UnitAddress) => boolean | null,
): SilenceReason {
  const ways = units.map(leadsOnFrom)
  if (ways.every((way) => way === false)) return 'no-way-back'
  return activation === 'relu' && ways.every((way) => way === true) ? 'relu' : 'unknown'
}

/** Whether δ comes back to a unit: a weight that isn't 0 from a unit that isn't silent. `null`: not known. */
function leadsOn(
  { layer, unit }: UnitAddress,
  network: NetworkSpec,
  since: Int32Array,
  model: ModelSnapshot | null,
): boolean | null {
  const block = thetaBlocks(network)[layer - 1]
  if (!block) return true // The output's δ comes from the cost itself.
  if (!model) return null
  const next = firstUnitOf(network, layer + 1)
  let reachesSilent = false
  for (let row = 0; row < block.rows; row++) {
    if ((model.theta[block.offset + row * block.columns + 1 + unit] ?? 0) === 0) continue
    if ((since[next + row] ?? -1) < 0) return true
    reachesSilent = true
  }
  return reachesSilent ? null : false
}
