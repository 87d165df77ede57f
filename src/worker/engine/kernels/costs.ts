/**
 * cost(i) and δ = ∂cost(i)/∂z of the output layer, side by side.
 *
 * A tile's outputs are walked as `rows` of `width` bytes of which the first `valid` numbers count: [outputs, batch]
 * with `count` examples, or for one example a single row of outputs. What is beyond is padding and adds nothing.
 */
import { put } from './activations'
import { sigmoidRest, softplusOfMinusAbs } from './logistic'
import { sumOfLanes } from './math'
import { cost, CROSS_ENTROPY, outputLayer, SIGMOID, SOFTMAX, SQUARED_ERROR, Tile } from './plan'

/** Σ over the tile's examples of cost(i). */
export function costOf(tile: Tile): f64 {
  return outputLayer(tile).activation == SOFTMAX ? softmaxCrossEntropy(tile) : elementwiseCost(tile)
}

/** delta [outputs, batch] = ∂cost(i)/∂z */
export function dCost(tile: Tile): void {
  if (outputLayer(tile).activation == SOFTMAX) dSoftmaxCrossEntropy(tile)
  else dElementwise(tile)
}

function elementwiseCost(tile: Tile): f64 {
  const layer = outputLayer(tile)
  const h = layer.a + (<usize>tile.batch << 2)
  const width = rowBytes(tile)
  const rows = rowCount(tile)
  const valid = validCount(tile)
  let sum = f32x4.splat(0)
  for (let row: usize = 0, at: usize = 0; row < rows; row++, at += width) {
    for (let b: usize = 0; b < width; b += 16) {
      const i = at + b
      const value = costOfFour(layer.activation, v128.load(layer.z + i), v128.load(h + i), v128.load(tile.targets + i))
      sum = f32x4.add(sum, v128.and(value, validLanes(b, valid)))
    }
  }
  return totalCost(sum)
}

/** Of four outputs, to be summed up: (h − y)² or the cross-entropy. */
@inline
export function costOfFour(activation: u32, z: v128, h: v128, y: v128): v128 {
  if (cost == CROSS_ENTROPY) return sigmoidCrossEntropy(z, y)
  const error = difference(activation, z, h, y)
  return f32x4.mul(error, error)
}

/** ½ Σₖ (hₖ − yₖ)², or the sum of cross-entropies. */
@inline
export function totalCost(sum: v128): f64 {
  const total = <f64>sumOfLanes(sum)
  return cost == CROSS_ENTROPY ? total : 0.5 * total
}

function dElementwise(tile: Tile): void {
  const layer = outputLayer(tile)
  const h = layer.a + (<usize>tile.batch << 2)
  const width = rowBytes(tile)
  const rows = rowCount(tile)
  const valid = validCount(tile)
  for (let row: usize = 0, at: usize = 0; row < rows; row++, at += width) {
    for (let b: usize = 0; b < width; b += 16) {
      const i = at + b
      const slope = v128.load(layer.slope + i)
      const y = v128.load(tile.targets + i)
      const delta = deltaOf(layer.activation, v128.load(layer.z + i), v128.load(h + i), slope, y)
      v128.store(layer.delta + i, v128.and(delta, validLanes(b, valid)))
    }
  }
}

/** Of four outputs: δ = (h − y)·g′(z) for the squared error; δ = h − y for cross-entropy of sigmoid outputs. */
@inline
export function deltaOf(activation: u32, z: v128, h: v128, slope: v128, y: v128): v128 {
  const error = difference(activation, z, h, y)
  return cost == SQUARED_ERROR ? f32x4.mul(error, slope) : error
}

/** h − y. A sigmoid near 1 has lost digits of 1 − h, so there it is (1 − y)h − y(1 − h) with 1 − h from z. */
@inline
function difference(activation: u32, z: v128, h: v128, y: v128): v128 {
  if (activation != SIGMOID) return f32x4.sub(h, y)
  return f32x4.sub(f32x4.mul(f32x4.sub(f32x4.splat(1), y), h), f32x4.mul(y, sigmoidRest(z)))
}

/**
 * −[y ln h + (1 − y) ln(1 − h)] for h = sigmoid(z), as max(z, 0) − z·y + ln(1 + e^−|z|): finite for any z (PyTorch,
 * BCEWithLogitsLoss).
 */
@inline
function sigmoidCrossEntropy(z: v128, y: v128): v128 {
  const linear = f32x4.sub(f32x4.pmax(z, f32x4.splat(0)), f32x4.mul(z, y))
  return f32x4.add(linear, softplusOfMinusAbs(z))
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

/**
 * δₖ = hₖ − yₖ, as (1 − yₖ)hₖ − yₖ(1 − hₖ): where hₖ > ½ the rest 1 − hₖ is added up from the other units, which keeps
 * the digits that a subtraction from 1 would lose.
 */
function dSoftmaxCrossEntropy(tile: Tile): void {
  const layer = outputLayer(tile)
  const width = <usize>tile.batch << 2
  const end = <usize>layer.units * width
  const single = tile.batch == 1
  const one = f32x4.splat(1)
  const half = f32x4.splat(0.5)
  for (let b: usize = 0; b < width; b += 16) {
    const h = layer.a + width + b
    let small = f32x4.splat(0)
    for (let k: usize = 0; k < end; k += width) {
      const x = v128.load(h + k)
      small = f32x4.add(small, v128.andnot(x, f32x4.gt(x, half)))
    }
    const valid = validLanes(b, tile.count)
    for (let k: usize = 0; k < end; k += width) {
      const x = v128.load(h + k)
      const y = v128.load(tile.targets + b + k)
      const rest = v128.bitselect(small, f32x4.sub(one, x), f32x4.gt(x, half))
      const delta = f32x4.sub(f32x4.mul(f32x4.sub(one, y), x), f32x4.mul(y, rest))
      put(layer.delta + b + k, v128.and(delta, valid), single)
    }
  }
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
