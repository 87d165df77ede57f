/** A unit's activation over the plane of the raw inputs. */
import type { Activation } from '../shared/network'
import type { UnitAddress, UnitMap } from '../shared/trainer'
import type { PreparedData } from './engine/prepared-data'
import type { Run } from './run'

export const MAP_SIZE = 64

export interface UnitMapper {
  /** `null` where the data is no plane or there is no such unit. */
  map(unit: UnitAddress): UnitMap | null
}

export function createUnitMapper(run: Run): UnitMapper {
  // The same for every unit and every θ: made when first asked for.
  let cells: Float32Array | null = null
  return {
    map(unit) {
      const layer = run.experiment.network.layers[unit.layer - 2]
      if (!layer || unit.unit < 0 || unit.unit >= layer.units) return null
      cells ??= inputsOfCells(run.data, run.experiment.network.inputs)
      if (!cells) return null
      const values = run.model.activationsOf(cells, unit.layer, unit.unit)
      return { unit, size: MAP_SIZE, values, range: rangeOf(layer.activation, values) }
    },
  }
}

/** What the network gets at the middle of each cell, from the top (largest x₂) left. [cells, inputs] */
function inputsOfCells({ features, summary: { domain } }: PreparedData, inputs: number): Float32Array | null {
  if (!features || !domain) return null
  const [[low1, high1], [low2, high2]] = domain
  const step1 = (high1 - low1) / MAP_SIZE
  const step2 = (high2 - low2) / MAP_SIZE
  const cells = new Float32Array(MAP_SIZE * MAP_SIZE * inputs)
  for (let row = 0; row < MAP_SIZE; row++) {
    for (let column = 0; column < MAP_SIZE; column++) {
      const x1 = low1 + (column + 0.5) * step1
      const x2 = high2 - (row + 0.5) * step2
      cells.set(features(x1, x2), (row * MAP_SIZE + column) * inputs)
    }
  }
  return cells
}

/** Where the activation has bounds, those; else symmetric, so that 0 is in the middle of the colours. */
function rangeOf(activation: Activation, values: Float32Array): [number, number] {
  switch (activation) {
    case 'sigmoid':
    case 'softmax':
      return [0, 1]
    case 'tanh':
      return [-1, 1]
    case 'relu':
    case 'leaky-relu':
    case 'linear': {
      const largest = values.reduce((bound, value) => Math.max(bound, Math.abs(value)), 0)
      return Number.isFinite(largest) && largest > 0 ? [-largest, largest] : [-1, 1]
    }
  }
}
