/**
 * Gradient descent by one example after another, through a network of at most four units a layer. An example can't begin
 * before the update that follows the last one has ended, so what counts is how long each takes from beginning to end: a
 * layer's units lie in the lanes of one vector that stays in a register, and for the time of a call Θ is kept by columns.
 * Column i holds the weights that lead from unit i (0: the bias unit) to the layer's units; lanes without a unit hold 0.
 *
 * The formulas are those of `epoch.ts`, and so are the numbers, but for the order in which some sums are added up.
 */
import { activateFour } from './activations'
import { costOfFour, deltaOf, totalCost } from './costs'
import { COLUMNS, loadColumns, loadSums, storeColumns, storeSums, SUMS, WIDTH } from './narrow-columns'
import { rate } from './optimizers'
import { inputs, layerOf, narrow, order, outputLayer, targets, trainingTile, SOFTMAX, Tile } from './plan'
import { countExamples, latestCost, recordCost, recordCostOfBatch, recording } from './statistics'

/** For each number of lanes, all bits set in so many. */
const LANES = memory.data<i32>([0, 0, 0, 0, -1, 0, 0, 0, -1, -1, 0, 0, -1, -1, -1, 0, -1, -1, -1, -1], 16)

export function isNarrow(tile: Tile): bool {
  for (let index: u32 = 0; index < tile.layerCount; index++) {
    const layer = layerOf(tile, index)
    if (layer.inputs > WIDTH || layer.units > WIDTH || layer.activation == SOFTMAX) return false
  }
  return true
}

/** As `train` in `epoch.ts`, with batches of one. The last example stays in the training tile. */
export function trainNarrow(count: u32): u32 {
  const tile = trainingTile
  const layerCount = <usize>tile.layerCount
  let columns = narrow
  let updated = narrow + layerCount * COLUMNS
  const sums = updated + layerCount * COLUMNS
  loadColumns(tile, columns)
  loadSums(tile, sums)

  let done: u32 = 0
  for (; done < count; done++) {
    const example = <usize>load<u32>(order + (<usize>done << 2))
    if (!pass(tile, example, columns, updated, sums)) break
    if (recording) recordCostOfBatch(latestCost)
    const before = columns
    columns = updated
    updated = before
  }
  storeColumns(tile, columns)
  storeSums(tile, sums)
  if (recording) countExamples(done)
  return done
}

/**
 * Forward, backward and update for one example. The new Θ goes to `updated`, so that the old one is still there where a
 * number is not finite. Returns whether cost(i) and its gradient are.
 */
@inline
function pass(tile: Tile, example: usize, columns: usize, updated: usize, sums: usize): bool {
  const first = layerOf(tile, 0)
  const output = outputLayer(tile)
  const x = v128.and(v128.load(inputs + example * (<usize>first.inputs << 2)), lanes(first.inputs))
  const y = v128.and(v128.load(targets + example * (<usize>output.units << 2)), lanes(output.units))
  v128.store(first.x, x, 4)
  v128.store(tile.targets, y)

  let a = x
  let z = x
  let theta = columns
  for (let index: u32 = 0; index < tile.layerCount; index++, theta += COLUMNS) {
    const layer = layerOf(tile, index)
    z = dense(theta, a, layer.inputs)
    a = activateFour(layer.activation, z, layer.slope)
    v128.store(layer.z, z)
    v128.store(layer.a, a, 4)
  }

  let delta = v128.and(deltaOf(output.activation, z, a, v128.load(output.slope), y), lanes(output.units))
  let zeros = f32x4.splat(0)
  for (let index = <usize>tile.layerCount; index > 0; index--) {
    const layer = layerOf(tile, <u32>index - 1)
    theta = columns + (index - 1) * COLUMNS
    v128.store(layer.delta, delta)
    if (recording) addAbs(sums + (index - 1) * SUMS, delta, layer.units)
    const next = updated + (index - 1) * COLUMNS
    const x = v128.and(v128.load(layer.x, 4), lanes(layer.inputs))
    zeros = updateColumns(next, theta, delta, x, layer.inputs, zeros)
    if (index > 1) {
      const before = layerOf(tile, <u32>index - 2)
      delta = f32x4.mul(denseDx(theta, delta, layer.units), v128.load(before.slope))
    }
  }

  // Nothing waits for the cost, so it comes last.
  const cost = totalCost(v128.and(costOfFour(output.activation, z, a, y), lanes(output.units)))
  recordCost(cost)
  return isFinite(cost) && !v128.any_true(f32x4.ne(zeros, zeros))
}

/** z [units] = theta · x, with the bias unit's column as it is */
@inline
function dense(theta: usize, x: v128, inputs: u32): v128 {
  let z = f32x4.add(v128.load(theta), f32x4.mul(v128.load(theta, 16), splat0(x)))
  z = f32x4.add(z, f32x4.mul(v128.load(theta, 32), splat1(x)))
  if (inputs <= 2) return z
  const z3 = f32x4.mul(v128.load(theta, 48), splat2(x))
  return f32x4.add(z, f32x4.add(z3, f32x4.mul(v128.load(theta, 64), splat3(x))))
}

/** dx [inputs] = thetaᵀ, without the bias unit's column · dz [units] */
@inline
function denseDx(theta: usize, dz: v128, units: u32): v128 {
  const c1 = v128.load(theta, 16)
  const c2 = v128.load(theta, 32)
  const c3 = v128.load(theta, 48)
  const c4 = v128.load(theta, 64)
  // By rows, a unit's weights: these shuffles don't wait for dz.
  const low12 = i32x4.shuffle(c1, c2, 0, 4, 1, 5)
  const low34 = i32x4.shuffle(c3, c4, 0, 4, 1, 5)
  let dx = f32x4.mul(i32x4.shuffle(low12, low34, 0, 1, 4, 5), splat0(dz))
  dx = f32x4.add(dx, f32x4.mul(i32x4.shuffle(low12, low34, 2, 3, 6, 7), splat1(dz)))
  if (units <= 2) return dx
  const high12 = i32x4.shuffle(c1, c2, 2, 6, 3, 7)
  const high34 = i32x4.shuffle(c3, c4, 2, 6, 3, 7)
  const dx3 = f32x4.mul(i32x4.shuffle(high12, high34, 0, 1, 4, 5), splat2(dz))
  return f32x4.add(dx, f32x4.add(dx3, f32x4.mul(i32x4.shuffle(high12, high34, 2, 3, 6, 7), splat3(dz))))
}

/** updated = theta − α·dz [units] · xᵀ [1 + inputs]. Returns zeros, with NaN where the gradient is not finite. */
@inline
function updateColumns(updated: usize, theta: usize, dz: v128, x: v128, inputs: u32, zeros: v128): v128 {
  const g1 = f32x4.mul(dz, splat0(x))
  const g2 = f32x4.mul(dz, splat1(x))
  v128.store(updated, step(v128.load(theta), dz))
  v128.store(updated, step(v128.load(theta, 16), g1), 16)
  v128.store(updated, step(v128.load(theta, 32), g2), 32)
  zeros = f32x4.mul(f32x4.mul(f32x4.mul(zeros, dz), g1), g2) // 0 times infinity or NaN is NaN, and stays it
  if (inputs <= 2) return zeros
  const g3 = f32x4.mul(dz, splat2(x))
  const g4 = f32x4.mul(dz, splat3(x))
  v128.store(updated, step(v128.load(theta, 48), g3), 48)
  v128.store(updated, step(v128.load(theta, 64), g4), 64)
  return f32x4.mul(f32x4.mul(zeros, g3), g4)
}

/** θ − α∇ */
@inline
function step(theta: v128, gradient: v128): v128 {
  return f32x4.sub(theta, f32x4.mul(f32x4.splat(rate()), gradient))
}

/** sums f64 [units] += |delta| */
@inline
function addAbs(sums: usize, delta: v128, units: u32): void {
  const abs = f32x4.abs(delta)
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(abs)))
  if (units <= 2) return
  const high = f64x2.promote_low_f32x4(i32x4.shuffle(abs, abs, 2, 3, 2, 3))
  v128.store(sums, f64x2.add(v128.load(sums, 16), high), 16)
}

@inline
function splat0(x: v128): v128 {
  return i32x4.shuffle(x, x, 0, 0, 0, 0)
}

@inline
function splat1(x: v128): v128 {
  return i32x4.shuffle(x, x, 1, 1, 1, 1)
}

@inline
function splat2(x: v128): v128 {
  return i32x4.shuffle(x, x, 2, 2, 2, 2)
}

@inline
function splat3(x: v128): v128 {
  return i32x4.shuffle(x, x, 3, 3, 3, 3)
}

/** All bits set in the first `count` lanes. */
@inline
function lanes(count: u32): v128 {
  return v128.load(LANES + (<usize>count << 4))
}
