/**
 * Activations a = g(z) and the gate δ ← δ·g′(z), side by side. All but softmax work on each number by itself: `bytes`,
 * a multiple of 16, spans [units, batch].
 */
import { exp, log, logistic, tanh } from './math'
import { LEAKY_RELU, RELU, SIGMOID, TANH, Layer } from './plan'

/** Slope of leaky-relu below zero. */
const LEAK: f32 = 0.01

/** a = g(z). Softmax has its own function: it looks at all units of an example together. */
export function activate(kind: u32, a: usize, z: usize, bytes: usize): void {
  if (kind == SIGMOID) sigmoid(a, z, bytes)
  else if (kind == TANH) hyperbolicTangent(a, z, bytes)
  else if (kind == RELU) relu(a, z, bytes)
  else if (kind == LEAKY_RELU) leakyRelu(a, z, bytes)
  else memory.copy(a, z, bytes) // linear
}

/** delta ← delta·g′(z) */
export function dActivate(kind: u32, delta: usize, a: usize, z: usize, bytes: usize): void {
  if (kind == SIGMOID) dSigmoid(delta, a, bytes)
  else if (kind == TANH) dHyperbolicTangent(delta, a, bytes)
  else if (kind == RELU) dRelu(delta, z, bytes)
  else if (kind == LEAKY_RELU) dLeakyRelu(delta, z, bytes)
  // linear: g′ = 1
}

function sigmoid(a: usize, z: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(a + i, logistic(v128.load(z + i)))
}

/** g′ = a(1 − a) */
function dSigmoid(delta: usize, a: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const g = v128.load(a + i)
    const slope = f32x4.mul(g, f32x4.sub(f32x4.splat(1), g))
    v128.store(delta + i, f32x4.mul(v128.load(delta + i), slope))
  }
}

function hyperbolicTangent(a: usize, z: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(a + i, tanh(v128.load(z + i)))
}

/** g′ = 1 − a² */
function dHyperbolicTangent(delta: usize, a: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const g = v128.load(a + i)
    const slope = f32x4.sub(f32x4.splat(1), f32x4.mul(g, g))
    v128.store(delta + i, f32x4.mul(v128.load(delta + i), slope))
  }
}

function relu(a: usize, z: usize, bytes: usize): void {
  // pmax(z, 0) is z < 0 ? 0 : z, which lets NaN pass
  for (let i: usize = 0; i < bytes; i += 16) v128.store(a + i, f32x4.pmax(v128.load(z + i), f32x4.splat(0)))
}

/** g′ = 1 for z > 0, else 0; at 0 it is 0. */
function dRelu(delta: usize, z: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const open = f32x4.gt(v128.load(z + i), f32x4.splat(0))
    v128.store(delta + i, v128.and(v128.load(delta + i), open))
  }
}

function leakyRelu(a: usize, z: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(z + i)
    const leaked = f32x4.mul(x, f32x4.splat(LEAK))
    v128.store(a + i, v128.bitselect(x, leaked, f32x4.gt(x, f32x4.splat(0))))
  }
}

/** g′ = 1 for z > 0, else 0.01. */
function dLeakyRelu(delta: usize, z: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const d = v128.load(delta + i)
    const leaked = f32x4.mul(d, f32x4.splat(LEAK))
    v128.store(delta + i, v128.bitselect(d, leaked, f32x4.gt(v128.load(z + i), f32x4.splat(0))))
  }
}

/**
 * hⱼ = e^(zⱼ − m) / Σₖ e^(zₖ − m) with m = maxₖ zₖ for each example. Leaves m and ln Σₖ e^(zₖ − m), both [batch], for
 * the cost. With a batch of 1 only lane 0 means anything and only it is stored.
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
    let sum = f32x4.splat(0)
    for (let k: usize = 0; k < end; k += width) {
      const e = exp(f32x4.sub(v128.load(z + k), m))
      put(a + k, e, single)
      sum = f32x4.add(sum, e)
    }
    for (let k: usize = 0; k < end; k += width) put(a + k, f32x4.div(v128.load(a + k), sum), single)
    put(maximum + b, m, single)
    put(logSum + b, log(sum), single)
  }
}

@inline
function put(at: usize, value: v128, single: bool): void {
  if (single) v128.store_lane<f32>(at, value, 0)
  else v128.store(at, value)
}
