/** What `narrow.ts` works on: Θ by columns and Σ|δ| by lanes, for the time of a call. */
import { layerOf, Tile } from './plan'

/** Most units of a layer. */
export const WIDTH: u32 = 4
/** Bytes of a layer's columns: f32 [1 + WIDTH, WIDTH]. */
export const COLUMNS: usize = 80
/** Bytes of a layer's Σ|δ|: f64 [WIDTH]. */
export const SUMS: usize = 32

/** Θ [units, 1 + inputs] of every layer by columns, zeros where there is no unit. */
export function loadColumns(tile: Tile, columns: usize): void {
  memory.fill(columns, 0, <usize>tile.layerCount * 2 * COLUMNS)
  for (let index: u32 = 0; index < tile.layerCount; index++, columns += COLUMNS) {
    const layer = layerOf(tile, index)
    let theta = layer.theta
    for (let unit: usize = 0; unit < layer.units; unit++) {
      for (let i: usize = 0; i <= layer.inputs; i++, theta += 4) {
        store<f32>(columns + (i << 4) + (unit << 2), load<f32>(theta))
      }
    }
  }
}

/** Back to where Θ is the rest of the time. */
export function storeColumns(tile: Tile, columns: usize): void {
  for (let index: u32 = 0; index < tile.layerCount; index++, columns += COLUMNS) {
    const layer = layerOf(tile, index)
    let theta = layer.theta
    for (let unit: usize = 0; unit < layer.units; unit++) {
      for (let i: usize = 0; i <= layer.inputs; i++, theta += 4) {
        store<f32>(theta, load<f32>(columns + (i << 4) + (unit << 2)))
      }
    }
  }
}

/** Σ|δ| goes on from what has been summed up before. */
export function loadSums(tile: Tile, sums: usize): void {
  memory.fill(sums, 0, <usize>tile.layerCount * SUMS)
  for (let index: u32 = 0; index < tile.layerCount; index++, sums += SUMS) {
    const layer = layerOf(tile, index)
    memory.copy(sums, layer.absDelta, <usize>layer.units << 3)
  }
}

export function storeSums(tile: Tile, sums: usize): void {
  for (let index: u32 = 0; index < tile.layerCount; index++, sums += SUMS) {
    const layer = layerOf(tile, index)
    memory.copy(layer.absDelta, sums, <usize>layer.units << 3)
  }
}
