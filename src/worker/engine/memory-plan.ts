/**
 * Where all of a model lies in the one memory of its wasm instance. Pure arithmetic: nothing is allocated here, so the
 * same plan estimates the memory of a model that doesn't exist yet.
 */
import type { OptimizerKind } from '../../shared/experiment'
import { computedUnitCount, parameterCount, thetaBlocks, unitCounts, type NetworkSpec } from '../../shared/network'
import type { Pointer } from './kernels-module'

/** Most examples that pass through the network at once. A larger batch adds up several tiles. */
export const TILE_CAPACITY = 64

/** Of a layer in `kernels/narrow.ts`: its columns twice, f32 [2, 5, 4], and f64 [4]. */
const NARROW_BYTES = 192
/** Columns of a panel, see `kernels/panels.ts`. */
const PANEL_COLUMNS = 16

/** An instance can't have more: 4 GiB less one page. */
export const LARGEST_MEMORY = 65_535 * 65_536

export interface LayerPlan {
  readonly inputs: number
  readonly units: number
  readonly theta: Pointer // f32 [units, 1 + inputs]
  readonly dtheta: Pointer // f32 [units, 1 + inputs]
  readonly absDelta: Pointer // f64 [units]
}

export interface TilePlan {
  readonly record: Pointer // the kernels' Tile
  readonly layerRecords: Pointer // the kernels' Layer [layers]
  readonly x: Pointer // f32 [1 + inputs, batch]: layer 1's activations, row 0 the bias unit
  readonly targets: Pointer // f32 [outputs, batch]
  readonly maximum: Pointer // f32 [batch]
  readonly logSum: Pointer // f32 [batch]
  readonly layers: readonly TileLayerPlan[]
}

export interface TileLayerPlan {
  readonly z: Pointer // f32 [units, batch]
  readonly a: Pointer // f32 [1 + units, batch]: row 0 the bias unit
  readonly slope: Pointer // f32 [units, batch]: g′(z)
  readonly delta: Pointer // f32 [units, batch]
}

export interface MemoryPlan {
  readonly parameters: number
  readonly theta: Pointer // f32 [parameters]
  readonly gradient: Pointer // f32 [parameters]
  readonly absDelta: Pointer // f64 [computed units]
  readonly layers: readonly LayerPlan[]
  readonly inputs: Pointer // f32 [examples, inputs]
  readonly targets: Pointer // f32 [examples, outputs]
  readonly order: Pointer // u32 [examples]
  readonly outputs: Pointer // f32 [examples, outputs]
  readonly narrow: Pointer // [layers]: room for `kernels/narrow.ts`
  readonly panel: Pointer // f32 [TILE_CAPACITY or 1 + units of the widest layer, 16]: room for the products
  readonly panelSums: Pointer // f32 [units of the widest layer, 16]
  readonly points: Pointer // f32 [TILE_CAPACITY, inputs]: inputs that are no examples, for maps
  readonly trainingTile: TilePlan
  readonly evaluationTile: TilePlan
  /** f32 [slots, parameters]: last of all, since another optimizer may need more. */
  readonly optimizerState: Pointer
}

/** Sizes of the kernels' own records, and the first byte that is free. */
export interface RecordSizes {
  readonly firstFreeByte: Pointer
  readonly tileBytes: number
  readonly layerBytes: number
}

/** Numbers that an optimizer keeps for each parameter: momentum v; rmsprop s; adam m and v. */
export const OPTIMIZER_SLOTS: Readonly<Record<OptimizerKind, number>> = { sgd: 0, momentum: 1, rmsprop: 1, adam: 2 }

export function planMemory(network: NetworkSpec, examples: number, sizes: RecordSizes): MemoryPlan {
  let free = alignUp(sizes.firstFreeByte)
  /** Room for so many bytes, and one vector behind them that may be read, never meant. */
  function take(bytes: number): Pointer {
    const at = free
    free = alignUp(free + bytes + 16)
    return at
  }

  const outputs = network.layers.at(-1)?.units ?? 0
  const parameters = parameterCount(network)
  const theta = take(4 * parameters)
  const gradient = take(4 * parameters)
  const absDelta = take(8 * computedUnitCount(network))

  let unitsBefore = 0
  const layers = thetaBlocks(network).map(({ offset, rows, columns }) => {
    const layer = {
      inputs: columns - 1,
      units: rows,
      theta: theta + 4 * offset,
      dtheta: gradient + 4 * offset,
      absDelta: absDelta + 8 * unitsBefore,
    }
    unitsBefore += rows
    return layer
  })

  function planTile(): TilePlan {
    const rows = (units: number): Pointer => take(4 * units * TILE_CAPACITY)
    return {
      record: take(sizes.tileBytes),
      layerRecords: take(sizes.layerBytes * layers.length),
      x: rows(1 + network.inputs),
      targets: rows(outputs),
      maximum: rows(1),
      logSum: rows(1),
      layers: layers.map(({ units }) => ({
        z: rows(units),
        a: rows(1 + units),
        slope: rows(units),
        delta: rows(units),
      })),
    }
  }

  const widest = unitCounts(network).reduce((most, units) => (units > most ? units : most), TILE_CAPACITY)

  return {
    parameters,
    theta,
    gradient,
    absDelta,
    layers,
    inputs: take(4 * examples * network.inputs),
    targets: take(4 * examples * outputs),
    order: take(4 * examples),
    outputs: take(4 * examples * outputs),
    narrow: take(NARROW_BYTES * layers.length),
    panel: take(4 * PANEL_COLUMNS * (1 + widest)),
    panelSums: take(4 * PANEL_COLUMNS * widest),
    points: take(4 * TILE_CAPACITY * network.inputs),
    trainingTile: planTile(),
    evaluationTile: planTile(),
    optimizerState: take(0),
  }
}

/** Bytes that a plan takes with that optimizer's state. */
export function plannedBytes(plan: MemoryPlan, optimizer: OptimizerKind): number {
  return plan.optimizerState + 4 * OPTIMIZER_SLOTS[optimizer] * plan.parameters + 16
}

/** Bytes that a model would take, known before anything is allocated. Above `LARGEST_MEMORY` it can't be made. */
export function memoryEstimate(network: NetworkSpec, optimizer: OptimizerKind, examples: number): number {
  const sizes = { firstFreeByte: 1024, tileBytes: 64, layerBytes: 64 }
  return plannedBytes(planMemory(network, examples, sizes), optimizer)
}

function alignUp(bytes: number): number {
  return bytes + ((16 - (bytes % 16)) % 16)
}
