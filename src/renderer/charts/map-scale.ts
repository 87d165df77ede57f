/** What the colours of a map mean: where its line stands, and what is as far from it as the scale goes. */
import type { Experiment } from '../../shared/experiment'
import type { DataSummary, UnitMap } from '../../shared/trainer'
import { boundaryOf } from './boundary'

export interface MapScale {
  /** The value of the line, and of the middle of the colours. */
  readonly boundary: number
  /** The colours end at boundary ± reach. */
  readonly reach: number
  /** What values there can be, as far as the map knows. */
  readonly low: number
  readonly high: number
}

export function mapScale({ unit, range }: UnitMap, experiment: Experiment, data: DataSummary): MapScale {
  const boundary = boundaryOf(unit.layer, experiment, data)
  const [lowest, high] = range
  const low = experiment.network.layers[unit.layer - 2]?.activation === 'relu' ? 0 : lowest
  return { boundary, reach: Math.max(high - boundary, boundary - low), low, high }
}

/** −1 to 1: which side of the boundary, and how far. */
export function sideOf(value: number, { boundary, reach }: MapScale): number {
  return Math.max(-1, Math.min(1, (value - boundary) / (reach || 1)))
}
