/** What training leaves behind for the history: counted and summed in passing, until taken. */
import { sumOfLanes, sumsOfLanes } from './math'
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
  recordCostOfBatch(cost)
}

/** The same for batches of one, counted at their end. */
export function countExamples(count: u32): void {
  examples += <f64>count
  batches += <f64>count
}

@inline
export function recordCostOfBatch(cost: f64): void {
  lowestCost = min(lowestCost, cost)
  highestCost = max(highestCost, cost)
}

/** Adds Σ|δ| over the tile's examples for each unit. Padding has δ = 0. */
export function recordDeltas(tile: Tile): void {
  for (let index: u32 = 0; index < tile.layerCount; index++) {
    const layer = layerOf(tile, index)
    if (tile.batch == 1) addAbs(layer.absDelta, layer.delta, layer.units)
    else addAbsOfRows(layer.absDelta, layer.delta, layer.units, <usize>tile.batch << 2)
  }
}

/** sums [count] += |delta| [count] */
function addAbs(sums: usize, delta: usize, count: usize): void {
  for (const end = sums + (count << 3); sums < end; sums += 8, delta += 4) {
    store<f64>(sums, load<f64>(sums) + <f64>abs(load<f32>(delta)))
  }
}

/** sums [units] += Σ|delta| over the rows of delta [units, batch], each `width` bytes, four rows at a time. */
function addAbsOfRows(sums: usize, delta: usize, units: usize, width: usize): void {
  for (; units >= 4; units -= 4, sums += 32, delta += width << 2) {
    const delta1 = delta + width
    const delta2 = delta1 + width
    const delta3 = delta2 + width
    let s0 = f32x4.abs(v128.load(delta))
    let s1 = f32x4.abs(v128.load(delta1))
    let s2 = f32x4.abs(v128.load(delta2))
    let s3 = f32x4.abs(v128.load(delta3))
    for (let b: usize = 16; b < width; b += 16) {
      s0 = f32x4.add(s0, f32x4.abs(v128.load(delta + b)))
      s1 = f32x4.add(s1, f32x4.abs(v128.load(delta1 + b)))
      s2 = f32x4.add(s2, f32x4.abs(v128.load(delta2 + b)))
      s3 = f32x4.add(s3, f32x4.abs(v128.load(delta3 + b)))
    }
    const four = sumsOfLanes(s0, s1, s2, s3)
    const high = i32x4.shuffle(four, four, 2, 3, 2, 3)
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(four)))
    v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.promote_low_f32x4(high)), 16)
  }
  for (; units > 0; units--, sums += 8, delta += width) {
    let sum = f32x4.abs(v128.load(delta))
    for (let b: usize = 16; b < width; b += 16) sum = f32x4.add(sum, f32x4.abs(v128.load(delta + b)))
    store<f64>(sums, load<f64>(sums) + <f64>sumOfLanes(sum))
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
