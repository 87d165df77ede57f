/** Forward, backward and update over tiles, batches and any part of an epoch. */
import { activate, dActivate, softmax } from './activations'
import { costOf, dCost } from './costs'
import { dense, denseDtheta, denseDx } from './dense'
import { denseExample, denseExampleDtheta, denseExampleDx } from './dense-example'
import { fillBiasUnits, gather, scatterOutputs } from './gather'
import { isNarrow, trainNarrow } from './narrow'
import { isSgd, updateTheta } from './optimizers'
import {
  evaluationTile,
  gradient,
  inputs,
  layerOf,
  order,
  outputLayer,
  outputs,
  parameters,
  SOFTMAX,
  targets,
  tileCapacity,
  trainingTile,
  Layer,
  Tile,
} from './plan'
import { isRegularized, penalty, regularize } from './regularization'
import { recordBatch, recordCost, recordDeltas, recording } from './statistics'

/** Bytes of [units, batch], padded to whole vectors. */
@inline
function unitBytes(layer: Layer, batch: u32): usize {
  return ((<usize>layer.units * batch + 3) & ~3) << 2
}

/** z, a and g′(z) of every layer, left to right. */
function forward(tile: Tile): void {
  const batch = tile.batch
  for (let index: u32 = 0; index < tile.layerCount; index++) {
    const layer = layerOf(tile, index)
    if (batch == 1) denseExample(layer.z, layer.theta, layer.x, layer.units, layer.inputs)
    else dense(layer.z, layer.theta, layer.x, layer.units, layer.inputs, batch)
    if (layer.activation == SOFTMAX) softmax(layer, batch, tile.maximum, tile.logSum)
    else activate(layer.activation, layer.a + (<usize>batch << 2), layer.slope, layer.z, unitBytes(layer, batch))
  }
}

/** δ of every layer, right to left: δ⁽ˡ⁾ = (Θ⁽ˡ⁾)ᵀδ⁽ˡ⁺¹⁾ · g′(z⁽ˡ⁾), without the bias units. */
function backward(tile: Tile): void {
  const batch = tile.batch
  dCost(tile)
  for (let index = tile.layerCount - 1; index > 0; index--) {
    const layer = layerOf(tile, index)
    const before = layerOf(tile, index - 1)
    if (batch == 1) denseExampleDx(before.delta, layer.theta, layer.delta, layer.units, layer.inputs)
    else denseDx(before.delta, layer.theta, layer.delta, layer.units, layer.inputs, batch)
    dActivate(before.delta, before.slope, unitBytes(before, batch))
  }
}

/** ∇ = scale · Σᵢ δ⁽ˡ⁺¹⁾(a⁽ˡ⁾)ᵀ over the tile's examples, or added to what ∇ holds of the batch. */
function accumulateGradient(tile: Tile, scale: f32, adding: bool): void {
  const batch = tile.batch
  for (let index: u32 = 0; index < tile.layerCount; index++) {
    const layer = layerOf(tile, index)
    if (batch == 1) {
      denseExampleDtheta(layer.dtheta, layer.delta, layer.x, layer.units, layer.inputs, scale, adding)
    } else {
      denseDtheta(layer.dtheta, layer.delta, layer.x, layer.units, layer.inputs, batch, scale, adding)
    }
  }
}

/** Sets out the examples order[first …] (or, without an order, first …) of the data in the tile. */
function fill(tile: Tile, orderAt: usize, first: u32, count: u32): void {
  const batch = count == 1 ? 1 : (count + 3) & ~3
  if (batch != tile.batch) {
    tile.batch = batch
    fillBiasUnits(tile)
  }
  tile.count = count
  gather(layerOf(tile, 0).x + (<usize>batch << 2), inputs, layerOf(tile, 0).inputs, orderAt, first, count, batch)
  gather(tile.targets, targets, outputLayer(tile).units, orderAt, first, count, batch)
}

/** Leaves ∇J in `gradient`; returns J over the `size` examples. */
function gradientOfBatch(tile: Tile, orderAt: usize, first: u32, size: u32, isTraining: bool): f64 {
  const isRecorded = isTraining && recording
  const scale = <f32>(1.0 / <f64>size)
  let sum: f64 = 0
  for (let done: u32 = 0; done < size; done += tileCapacity) {
    fill(tile, orderAt, first + done, min(size - done, tileCapacity))
    forward(tile)
    sum += costOf(tile)
    backward(tile)
    if (isRecorded) recordDeltas(tile)
    accumulateGradient(tile, scale, done > 0)
  }
  return sum / <f64>size + regularize(tile)
}

/** 0·x is NaN for infinity and NaN, and stays it whatever it is multiplied by. */
function gradientIsFinite(): bool {
  const end = gradient + (((<usize>parameters + 3) & ~3) << 2)
  let at = gradient
  // Four products, since each multiplication waits for the one before it.
  let zeros = f32x4.splat(0), zeros1 = zeros, zeros2 = zeros, zeros3 = zeros
  for (; at + 64 <= end; at += 64) {
    zeros = f32x4.mul(zeros, v128.load(at))
    zeros1 = f32x4.mul(zeros1, v128.load(at, 16))
    zeros2 = f32x4.mul(zeros2, v128.load(at, 32))
    zeros3 = f32x4.mul(zeros3, v128.load(at, 48))
  }
  for (; at < end; at += 16) zeros = f32x4.mul(zeros, v128.load(at))
  zeros = f32x4.mul(f32x4.mul(zeros, zeros1), f32x4.mul(zeros2, zeros3))
  return !v128.any_true(f32x4.ne(zeros, zeros))
}

/**
 * Trains on order[0 … count − 1] in batches; `steps` updates came before. Stops before an update whose cost or gradient
 * is not finite, so that θ stays finite. Returns how many examples were used.
 */
export function train(count: u32, batchSize: u32, steps: f64): u32 {
  if (batchSize == 1 && isSgd() && !isRegularized() && isNarrow(trainingTile)) return trainOneByOne(count)
  let t = <u64>steps
  for (let done: u32 = 0; done < count; ) {
    const size = min(batchSize, count - done)
    const cost = gradientOfBatch(trainingTile, order, done, size, true)
    recordCost(cost)
    if (!isFinite(cost) || !gradientIsFinite()) return done
    updateTheta(++t)
    recordBatch(size, cost)
    done += size
  }
  return count
}

/** By the shorter way of `narrow.ts`; leaves the gradient of the last example. */
function trainOneByOne(count: u32): u32 {
  const tile = trainingTile
  tile.count = 1
  if (tile.batch != 1) {
    tile.batch = 1
    fillBiasUnits(tile)
  }
  const done = trainNarrow(count)
  accumulateGradient(tile, 1, false)
  return done
}

/** J over examples first … first + count − 1 (of the order, where it is to be used), and ∇J in `gradient`. */
export function gradientOf(first: u32, count: u32, ordered: bool): f64 {
  return gradientOfBatch(evaluationTile, ordered ? order : 0, first, count, false)
}

/** Σ cost(i) over examples first … first + count − 1, and their outputs from the start of `outputs`. */
export function evaluate(first: u32, count: u32): f64 {
  const tile = evaluationTile
  let sum: f64 = 0
  for (let done: u32 = 0; done < count; done += tileCapacity) {
    fill(tile, 0, first + done, min(count - done, tileCapacity))
    forward(tile)
    sum += costOf(tile)
    const layer = outputLayer(tile)
    scatterOutputs(outputs + ((<usize>done * layer.units) << 2), layer, tile.count, tile.batch)
  }
  return sum
}

/** z, a and δ of one example stay in the evaluation tile, vectors of units; returns its cost. */
export function trace(example: u32): f64 {
  fill(evaluationTile, 0, example, 1)
  forward(evaluationTile)
  backward(evaluationTile)
  return costOf(evaluationTile)
}

/** Forward alone for `count` examples (at most a tile) that lie at `points` [count, inputs]. */
export function forwardPoints(points: usize, count: u32): void {
  const tile = evaluationTile
  tile.count = count
  tile.batch = (count + 3) & ~3
  fillBiasUnits(tile)
  gather(layerOf(tile, 0).x + (<usize>tile.batch << 2), points, layerOf(tile, 0).inputs, 0, 0, count, tile.batch)
  forward(tile)
}

export function penaltyOfTheta(): f64 {
  return penalty(trainingTile)
}
