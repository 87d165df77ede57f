/** Hidden units of one layer that are the same: same weights in, same weights out, same |δ| at every record. */
import type { Experiment } from '../../../shared/experiment'
import { messages } from '../../../shared/messages'
import { thetaBlocks, type NetworkSpec, type ThetaBlock } from '../../../shared/network'
import type { History, ModelSnapshot, UnitAddress } from '../../../shared/trainer'
import { nameUnits, type Finding } from './finding'
import { firstTrainedRecord } from './records'

/** Sums in another order differ in the last bits. */
const SAME = 1e-5

const text = messages.charts.diagnosis

export function symmetry(experiment: Experiment, history: History, model: ModelSnapshot): Finding[] {
  const { network, initialization } = experiment
  const blocks = thetaBlocks(network)
  const findings: Finding[] = []
  let first = 0
  network.layers.slice(0, -1).forEach((layer, index) => {
    const into = blocks[index]
    const out = blocks[index + 1]
    if (!into || !out) return
    const areTwins = (one: number, other: number): boolean =>
      sameWeights(model.theta, into, out, one, other) && sameHistory(history, network, first + one, first + other)
    const twins = largestGroup(layer.units, areTwins).map((unit): UnitAddress => ({ layer: index + 2, unit }))
    first += layer.units
    if (twins.length < 2) return
    const hasTrained = firstTrainedRecord(history, network) >= 0
    const words = text.symmetric(nameUnits(twins), hasTrained, initialization.kind === 'zeros')
    findings.push({ key: `symmetric ${index + 2}`, kind: 'warning', ...words, units: twins })
  })
  return findings
}

/** Of those that are the same as each other, the most. */
function largestGroup(count: number, same: (one: number, other: number) => boolean): number[] {
  const groups: number[][] = []
  for (let unit = 0; unit < count; unit++) {
    const group = groups.find(([leader]) => leader !== undefined && same(leader, unit))
    if (group) group.push(unit)
    else groups.push([unit])
  }
  return groups.reduce<number[]>((largest, group) => (group.length > largest.length ? group : largest), [])
}

function sameWeights(theta: Float32Array, into: ThetaBlock, out: ThetaBlock, one: number, other: number): boolean {
  for (let column = 0; column < into.columns; column++) {
    const row = into.offset + column
    if (!close(theta[row + one * into.columns], theta[row + other * into.columns])) return false
  }
  for (let row = 0; row < out.rows; row++) {
    const start = out.offset + row * out.columns + 1
    if (!close(theta[start + one], theta[start + other])) return false
  }
  return true
}

function sameHistory({ epochs, meanAbsDelta }: History, network: NetworkSpec, one: number, other: number): boolean {
  const units = meanAbsDelta.length / epochs.length
  for (let record = 0; record < epochs.length; record++) {
    const mine = meanAbsDelta[record * units + one] ?? NaN
    const yours = meanAbsDelta[record * units + other] ?? NaN
    if (!Number.isNaN(mine) && !close(mine, yours)) return false
  }
  return network.layers.length > 0
}

function close(one: number | undefined, other: number | undefined): boolean {
  if (one === undefined || other === undefined) return false
  return Math.abs(one - other) <= SAME * Math.max(Math.abs(one), Math.abs(other))
}
