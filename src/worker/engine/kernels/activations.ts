/**
 * Activations a = g(z), each with its slope g′(z) for the way back. All but softmax work on each number by itself:
 * `bytes`, a multiple of 16, spans [units, batch] in a, slope and z alike.
 */
import { sigmoid, sigmoidSlope } from './logistic'
import { exp, expm1OfMinusTwice, log1p, tanh, tanhSlope } from './math'
import { LEAKY_RELU, RELU, SIGMOID, TANH, Layer } from './plan'

/** Slope of leaky-relu below zero. */
const LEAK: f32 = 0.01

/** a = g(z), slope = g′(z). Softmax has its own function: it looks at all units of an example together. */
export function activate(kind: u32, a: usize, slope: usize, z: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(a + i, activateFour(kind, v128.load(z + i), slope + i))
}

/** The same for four numbers: stores their slopes and returns a. */
@inline
export function activateFour(kind: u32, z: v128, slope: usize): v128 {
  if (kind == SIGMOID) return sigmoidUnits(z, slope)
  if (kind == TANH) return tanhUnits(z, slope)
  if (kind == RELU) return reluUnits(z, slope)
  if (kind == LEAKY_RELU) return leakyReluUnits(z, slope)
  return linearUnits(z, slope)
}

/** delta ← delta·g′(z) */
export function dActivate(delta: usize, slope: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(delta + i, f32x4.mul(v128.load(delta + i), v128.load(slope + i)))
  }
}

/** g = 1 / (1 + e^−z), g′ = a(1 − a) */
@inline
function sigmoidUnits(z: v128, slope: usize): v128 {
  v128.store(slope, sigmoidSlope(z))
  return sigmoid(z)
}

/** g = tanh z, g′ = 1 − a² */
@inline
function tanhUnits(z: v128, slope: usize): v128 {
  v128.store(slope, tanhSlope(z))
  return tanh(z, expm1OfMinusTwice(z))
}

/** g = max(z, 0), g′ = 1 for z > 0, else 0 */
@inline
function reluUnits(x: v128, slope: usize): v128 {
  v128.store(slope, v128.and(f32x4.splat(1), f32x4.gt(x, f32x4.splat(0))))
  return f32x4.pmax(x, f32x4.splat(0)) // x < 0 ? 0 : x, which lets NaN pass
}

/** g = z for z > 0, else 0.01·z; g′ = 1 for z > 0, else 0.01 */
@inline
function leakyReluUnits(z: v128, slope: usize): v128 {
  const gain = v128.bitselect(f32x4.splat(1), f32x4.splat(LEAK), f32x4.gt(z, f32x4.splat(0)))
  v128.store(slope, gain)
  return f32x4.mul(z, gain)
}

/** g = z, g′ = 1 */
@inline
function linearUnits(z: v128, slope: usize): v128 {
  v128.store(slope, f32x4.splat(1))
  return z
}

/**
 * hⱼ = e^(zⱼ − m) / Σₖ e^(zₖ − m) with m = maxₖ zₖ for each example. Leaves m and ln Σₖ e^(zₖ − m), both [batch], for
 * the cost. With a batch of 1 only lane 0 means anything and only it is stored. Has no slope: cost and softmax are
 * differentiated together.
 */
export function softmax(layer: Layer, batch: u32, maximum: usize, logSum: usize): void {
  const width = <usize>batch << 2
  const end = <usize>layer.units * width
  const single = batch == 1
  for (let b: usize = 0; b < width; b += 16) {
    const z = layer.z + b
    const a = layer.a + width + b
    let m = v128.load(z)
    for (let k = width; k < end; k += width) m = f32x4.pmax(m, v128.load(z + k))
    // The largest term is exactly 1; the others are summed apart, since beside it they would lose digits.
    let others = f32x4.splat(0)
    let largest = f32x4.splat(0)
    for (let k: usize = 0; k < end; k += width) {
      const x = v128.load(z + k)
      const e = exp(f32x4.sub(x, m))
      put(a + k, e, single)
      const isLargest = f32x4.eq(x, m)
      others = f32x4.add(others, v128.andnot(e, isLargest))
      largest = f32x4.add(largest, v128.and(isLargest, f32x4.splat(1)))
    }
    others = f32x4.add(others, f32x4.sub(largest, f32x4.splat(1)))
    const sum = f32x4.add(f32x4.splat(1), others)
    for (let k: usize = 0; k < end; k += width) put(a + k, f32x4.div(v128.load(a + k), sum), single)
    put(maximum + b, m, single)
    put(logSum + b, log1p(others), single)
  }
}

/** Stores all four lanes, or the first alone. */
@inline
export function put(at: usize, value: v128, single: bool): void {
  if (single) v128.store_lane<f32>(at, value, 0)
  else v128.store(at, value)
}
