/** What training leaves behind for the history: counted and summed in passing, until taken. */
import { sumOfLanes } from './math'
import { layerOf, trainingTile, Tile } from './plan'

/** Off only to measure what recording costs. */
export let recording: bool = true

export function setRecording(on: bool): void {
  recording = on
}

export let examples: f64 = 0
export let batches: f64 = 0
/** Of J over each batch, regularisation included. */
export let lowestCost: f64 = Infinity
export let highestCost: f64 = -Infinity
/** J over the batch tried last, whether or not an update followed. */
export let latestCost: f64 = 0

export function recordCost(cost: f64): void {
  latestCost = cost
}

export function recordBatch(size: u32, cost: f64): void {
  examples += <f64>size
  batches += 1
  if (cost < lowestCost) lowestCost = cost
  if (cost > highestCost) highestCost = cost
}

/** Adds Σ|δ| over the tile's examples for each unit. Padding has δ = 0. */
export function recordDeltas(tile: Tile): void {
  for (let index: u32 = 0; index < tile.layerCount; index++) {
    const layer = layerOf(tile, index)
    let delta = layer.delta
    const end = layer.absDelta + (<usize>layer.units << 3)
    if (tile.batch == 1) {
      for (let at = layer.absDelta; at < end; at += 8, delta += 4) {
        store<f64>(at, load<f64>(at) + <f64>abs(load<f32>(delta)))
      }
    } else {
      const width = <usize>tile.batch << 2
      for (let at = layer.absDelta; at < end; at += 8) {
        let sum = f32x4.abs(v128.load(delta))
        for (let b: usize = 16; b < width; b += 16) sum = f32x4.add(sum, f32x4.abs(v128.load(delta + b)))
        store<f64>(at, load<f64>(at) + <f64>sumOfLanes(sum))
        delta += width
      }
    }
  }
}

export function clearStatistics(): void {
  examples = 0
  batches = 0
  lowestCost = Infinity
  highestCost = -Infinity
  for (let index: u32 = 0; index < trainingTile.layerCount; index++) {
    const layer = layerOf(trainingTile, index)
    memory.fill(layer.absDelta, 0, <usize>layer.units << 3)
  }
}
