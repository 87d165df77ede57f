/** Optimizers as PyTorch defines them (torch.optim), each one flat loop over all parameters. */
import { power } from './math'
import { gradient, parameters, theta } from './plan'

export const SGD: u32 = 0
export const MOMENTUM: u32 = 1
export const RMSPROP: u32 = 2
export const ADAM: u32 = 3

let kind: u32 = SGD
let learningRate: f64 = 0
/** momentum: μ; rmsprop: decay ρ; adam: β₁ */
let decay1: f64 = 0
/** adam: β₂ */
let decay2: f64 = 0
let epsilon: f64 = 0
/** momentum: v; rmsprop: s; adam: m */
let state1: usize = 0 // [parameters]
/** adam: v */
let state2: usize = 0 // [parameters]

export function setOptimizer(
  newKind: u32,
  newLearningRate: f64,
  newDecay1: f64,
  newDecay2: f64,
  newEpsilon: f64,
  state1At: usize,
  state2At: usize,
): void {
  kind = newKind
  learningRate = newLearningRate
  decay1 = newDecay1
  decay2 = newDecay2
  epsilon = newEpsilon
  state1 = state1At
  state2 = state2At
}

/** Plain gradient descent: no state, and each step depends on its gradient alone. */
@inline
export function isSgd(): bool {
  return kind == SGD
}

@inline
export function rate(): f32 {
  return <f32>learningRate
}

/** Update number t, counted from 1. */
export function updateTheta(t: u64): void {
  if (kind == SGD) sgd()
  else if (kind == MOMENTUM) momentum()
  else if (kind == RMSPROP) rmsprop()
  else adam(t)
}

function sgd(): void {
  const bytes = <usize>parameters << 2
  const end = bytes & ~15
  for (let i: usize = 0; i < end; i += 16) sgdAt(i, 16)
  if (end < bytes) sgdAt(end, bytes - end)
}

/** θ ← θ − α∇ */
@inline
function sgdAt(i: usize, room: usize): void {
  const step = f32x4.mul(f32x4.splat(<f32>learningRate), v128.load(gradient + i))
  put(theta + i, f32x4.sub(v128.load(theta + i), step), room)
}

function momentum(): void {
  const bytes = <usize>parameters << 2
  const end = bytes & ~15
  for (let i: usize = 0; i < end; i += 16) momentumAt(i, 16)
  if (end < bytes) momentumAt(end, bytes - end)
}

/** v ← μv + ∇; θ ← θ − αv */
@inline
function momentumAt(i: usize, room: usize): void {
  const v = f32x4.add(f32x4.mul(f32x4.splat(<f32>decay1), v128.load(state1 + i)), v128.load(gradient + i))
  put(state1 + i, v, room)
  put(theta + i, f32x4.sub(v128.load(theta + i), f32x4.mul(f32x4.splat(<f32>learningRate), v)), room)
}

function rmsprop(): void {
  const bytes = <usize>parameters << 2
  const end = bytes & ~15
  for (let i: usize = 0; i < end; i += 16) rmspropAt(i, 16)
  if (end < bytes) rmspropAt(end, bytes - end)
}

/** s ← ρs + (1 − ρ)∇²; θ ← θ − α∇ / (√s + ε) */
@inline
function rmspropAt(i: usize, room: usize): void {
  const g = v128.load(gradient + i)
  const s = average(state1 + i, f32x4.mul(g, g), decay1)
  put(state1 + i, s, room)
  const root = f32x4.add(f32x4.sqrt(s), f32x4.splat(<f32>epsilon))
  const step = f32x4.div(f32x4.mul(f32x4.splat(<f32>learningRate), g), root)
  put(theta + i, f32x4.sub(v128.load(theta + i), step), room)
}

function adam(t: u64): void {
  const rate = <f32>(learningRate / biasCorrection(decay1, t))
  const correction = <f32>(1 / sqrt(biasCorrection(decay2, t)))
  const bytes = <usize>parameters << 2
  const end = bytes & ~15
  for (let i: usize = 0; i < end; i += 16) adamAt(i, 16, rate, correction)
  if (end < bytes) adamAt(end, bytes - end, rate, correction)
}

/**
 * m ← β₁m + (1 − β₁)∇; v ← β₂v + (1 − β₂)∇²; θ ← θ − αm̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ);
 * `rate` is α / (1 − β₁ᵗ), `correction` 1 / √(1 − β₂ᵗ).
 */
@inline
function adamAt(i: usize, room: usize, rate: f32, correction: f32): void {
  const g = v128.load(gradient + i)
  const m = average(state1 + i, g, decay1)
  const v = average(state2 + i, f32x4.mul(g, g), decay2)
  put(state1 + i, m, room)
  put(state2 + i, v, room)
  const root = f32x4.add(f32x4.mul(f32x4.sqrt(v), f32x4.splat(correction)), f32x4.splat(<f32>epsilon))
  const step = f32x4.div(f32x4.mul(f32x4.splat(rate), m), root)
  put(theta + i, f32x4.sub(v128.load(theta + i), step), room)
}

/** β·before + (1 − β)·value */
@inline
function average(before: usize, value: v128, beta: f64): v128 {
  const kept = f32x4.mul(f32x4.splat(<f32>beta), v128.load(before))
  return f32x4.add(kept, f32x4.mul(f32x4.splat(<f32>(1 - beta)), value))
}

/** Stores the first `room` bytes, a multiple of 4: what lies behind the last parameter belongs to another array. */
@inline
function put(at: usize, value: v128, room: usize): void {
  if (room >= 16) {
    v128.store(at, value)
    return
  }
  v128.store_lane<f32>(at, value, 0)
  if (room > 4) v128.store_lane<f32>(at, value, 1, 4)
  if (room > 8) v128.store_lane<f32>(at, value, 2, 8)
}

/** 1 − βᵗ; exactly 1 once βᵗ < e^(−t(1 − β)) has fallen below the last bit. */
function biasCorrection(beta: f64, t: u64): f64 {
  return <f64>t * (1 - beta) > 40 ? 1 : 1 - power(beta, t)
}
