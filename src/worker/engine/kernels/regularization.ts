/**
 * The penalty (l2/2)·Σθ² + l1·Σ|θ| and its gradient l2·θ + l1·sign θ (0 at 0), over weights, never over biases.
 */
import { sumOfLanes } from './math'
import { layerOf, Layer, Tile } from './plan'

export let l1: f32 = 0
export let l2: f32 = 0

export function setRegularization(newL1: f64, newL2: f64): void {
  l1 = <f32>newL1
  l2 = <f32>newL2
}

@inline
export function isRegularized(): bool {
  return l1 != 0 || l2 != 0
}

export function penalty(tile: Tile): f64 {
  return l1 == 0 && l2 == 0 ? 0 : sumOverLayers(tile, false)
}

/** Adds the penalty's gradient to ∇ and returns the penalty. */
export function regularize(tile: Tile): f64 {
  return l1 == 0 && l2 == 0 ? 0 : sumOverLayers(tile, true)
}

function sumOverLayers(tile: Tile, adding: bool): f64 {
  let sum: f64 = 0
  for (let index: u32 = 0; index < tile.layerCount; index++) sum += penaltyOfLayer(layerOf(tile, index), adding)
  return sum
}

function penaltyOfLayer(layer: Layer, adding: bool): f64 {
  const rowBytes = (<usize>layer.inputs + 1) << 2
  let sum: f64 = 0
  for (let row: usize = 0; row < layer.units; row++) {
    const theta = layer.theta + row * rowBytes
    const dtheta = layer.dtheta + row * rowBytes
    let squares: f64 = 0
    let magnitudes: f64 = 0
    let i: usize = 4 // column 0 is the bias unit's
    if (i + 16 <= rowBytes) {
      let squareLanes = f32x4.splat(0)
      let magnitudeLanes = f32x4.splat(0)
      for (; i + 16 <= rowBytes; i += 16) {
        const w = v128.load(theta + i)
        squareLanes = f32x4.add(squareLanes, f32x4.mul(w, w))
        magnitudeLanes = f32x4.add(magnitudeLanes, f32x4.abs(w))
        if (adding) v128.store(dtheta + i, f32x4.add(v128.load(dtheta + i), dPenalty(w)))
      }
      squares = <f64>sumOfLanes(squareLanes)
      magnitudes = <f64>sumOfLanes(magnitudeLanes)
    }
    for (; i < rowBytes; i += 4) {
      const w = load<f32>(theta + i)
      squares += <f64>(w * w)
      magnitudes += <f64>abs(w)
      if (adding) store<f32>(dtheta + i, load<f32>(dtheta + i) + f32x4.extract_lane(dPenalty(f32x4.splat(w)), 0))
    }
    sum += 0.5 * <f64>l2 * squares + <f64>l1 * magnitudes
  }
  return sum
}

/** l2·θ + l1·sign θ */
@inline
function dPenalty(w: v128): v128 {
  const one = v128.or(v128.and(w, f32x4.splat(-0.0)), f32x4.splat(1))
  const sign = v128.and(one, f32x4.ne(w, f32x4.splat(0)))
  return f32x4.add(f32x4.mul(f32x4.splat(l2), w), f32x4.mul(f32x4.splat(l1), sign))
}
