/**
 * cost(i) and δ = ∂cost(i)/∂z of the output layer, side by side.
 *
 * A tile's outputs are walked as `rows` of `width` bytes of which the first `valid` numbers count: [outputs, batch]
 * with `count` examples, or for one example a single row of outputs. What is beyond is padding and adds nothing.
 */
import { dActivate } from './activations'
import { exp, log1p, sumOfLanes } from './math'
import { cost, outputLayer, SOFTMAX, SQUARED_ERROR, Tile } from './plan'

/** Σ over the tile's examples of cost(i). */
export function costOf(tile: Tile): f64 {
  if (cost == SQUARED_ERROR) return squaredError(tile)
  return outputLayer(tile).activation == SOFTMAX ? softmaxCrossEntropy(tile) : sigmoidCrossEntropy(tile)
}

/** delta [outputs, batch] = ∂cost(i)/∂z: h − y for cross-entropy, (h − y)·g′(z) for the squared error. */
export function dCost(tile: Tile): void {
  const layer = outputLayer(tile)
  const width = rowBytes(tile)
  const rows = rowCount(tile)
  const valid = validCount(tile)
  const h = layer.a + (<usize>tile.batch << 2)
  for (let row: usize = 0; row < rows; row++) {
    const at = row * width
    for (let b: usize = 0; b < width; b += 16) {
      const error = f32x4.sub(v128.load(h + at + b), v128.load(tile.targets + at + b))
      v128.store(layer.delta + at + b, v128.and(error, validLanes(b, valid)))
    }
  }
  if (cost == SQUARED_ERROR) dActivate(layer.activation, layer.delta, h, layer.z, rows * width)
}

/** ½ Σₖ (hₖ − yₖ)² */
function squaredError(tile: Tile): f64 {
  const h = outputLayer(tile).a + (<usize>tile.batch << 2)
  const width = rowBytes(tile)
  const valid = validCount(tile)
  let sum = f32x4.splat(0)
  for (let row: usize = 0, at: usize = 0; row < rowCount(tile); row++, at += width) {
    for (let b: usize = 0; b < width; b += 16) {
      const error = f32x4.sub(v128.load(h + at + b), v128.load(tile.targets + at + b))
      sum = f32x4.add(sum, v128.and(f32x4.mul(error, error), validLanes(b, valid)))
    }
  }
  return 0.5 * <f64>sumOfLanes(sum)
}

/**
 * −Σₖ [yₖ ln hₖ + (1 − yₖ) ln(1 − hₖ)] for h = sigmoid(z), as max(z, 0) − z·y + ln(1 + e^−|z|): finite for any z
 * (PyTorch, BCEWithLogitsLoss).
 */
function sigmoidCrossEntropy(tile: Tile): f64 {
  const z = outputLayer(tile).z
  const width = rowBytes(tile)
  const valid = validCount(tile)
  let sum = f32x4.splat(0)
  for (let row: usize = 0, at: usize = 0; row < rowCount(tile); row++, at += width) {
    for (let b: usize = 0; b < width; b += 16) {
      const x = v128.load(z + at + b)
      const linear = f32x4.sub(f32x4.pmax(x, f32x4.splat(0)), f32x4.mul(x, v128.load(tile.targets + at + b)))
      const value = f32x4.add(linear, log1p(exp(f32x4.neg(f32x4.abs(x)))))
      sum = f32x4.add(sum, v128.and(value, validLanes(b, valid)))
    }
  }
  return <f64>sumOfLanes(sum)
}

/** −Σₖ yₖ ln hₖ for h = softmax(z), with −ln hₖ = (m − zₖ) + ln Σⱼ e^(zⱼ − m): finite for any z. */
function softmaxCrossEntropy(tile: Tile): f64 {
  const layer = outputLayer(tile)
  const width = <usize>tile.batch << 2
  let sum = f32x4.splat(0)
  for (let b: usize = 0; b < width; b += 16) {
    const m = v128.load(tile.maximum + b)
    const logSum = v128.load(tile.logSum + b)
    let costs = f32x4.splat(0)
    for (let k: usize = 0, at = b; k < layer.units; k++, at += width) {
      const surprise = f32x4.add(f32x4.sub(m, v128.load(layer.z + at)), logSum)
      costs = f32x4.add(costs, f32x4.mul(v128.load(tile.targets + at), surprise))
    }
    sum = f32x4.add(sum, v128.and(costs, validLanes(b, tile.count)))
  }
  return <f64>sumOfLanes(sum)
}

@inline
function rowBytes(tile: Tile): usize {
  return tile.batch == 1 ? ((<usize>outputLayer(tile).units + 3) & ~3) << 2 : <usize>tile.batch << 2
}

@inline
function rowCount(tile: Tile): usize {
  return tile.batch == 1 ? 1 : outputLayer(tile).units
}

@inline
function validCount(tile: Tile): u32 {
  return tile.batch == 1 ? outputLayer(tile).units : tile.count
}

/** All bits set in the lanes, counted from byte b of a row, that are not padding. */
@inline
function validLanes(b: usize, valid: u32): v128 {
  const lanes = i32x4.add(i32x4.splat(<i32>(b >> 2)), i32x4(0, 1, 2, 3))
  return i32x4.lt_s(lanes, i32x4.splat(<i32>valid))
}
