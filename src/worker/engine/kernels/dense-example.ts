/**
 * The products of `dense.ts` for one example: with nothing to put beside it in the lanes, units lie there.
 * Vectors x, z and their derivatives are contiguous; x₀ = 1 is the bias unit.
 */
import { sumOfLanes, sumsOfLanes } from './math'

/** z [units] = theta [units, 1 + inputs] · x [1 + inputs] */
export function denseExample(z: usize, theta: usize, x: usize, units: u32, inputs: u32): void {
  const rowBytes = (<usize>inputs + 1) << 2
  const vectorEnd = rowBytes & ~15
  const end = z + (<usize>units << 2)
  for (; z + 16 <= end; z += 16) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
    const t1 = theta + rowBytes
    const t2 = t1 + rowBytes
    const t3 = t2 + rowBytes
    for (let i: usize = 0; i < vectorEnd; i += 16) {
      const v = v128.load(x + i)
      s0 = f32x4.add(s0, f32x4.mul(v128.load(theta + i), v))
      s1 = f32x4.add(s1, f32x4.mul(v128.load(t1 + i), v))
      s2 = f32x4.add(s2, f32x4.mul(v128.load(t2 + i), v))
      s3 = f32x4.add(s3, f32x4.mul(v128.load(t3 + i), v))
    }
    let sums = sumsOfLanes(s0, s1, s2, s3)
    for (let i = vectorEnd; i < rowBytes; i += 4) {
      let column = v128.load_splat<f32>(theta + i)
      column = f32x4.replace_lane(column, 1, load<f32>(t1 + i))
      column = f32x4.replace_lane(column, 2, load<f32>(t2 + i))
      column = f32x4.replace_lane(column, 3, load<f32>(t3 + i))
      sums = f32x4.add(sums, f32x4.mul(column, v128.load_splat<f32>(x + i)))
    }
    v128.store(z, sums)
    theta = t3 + rowBytes
  }
  for (; z < end; z += 4) {
    let sum: f32 = 0
    if (vectorEnd > 0) {
      let lanes = f32x4.splat(0)
      for (let i: usize = 0; i < vectorEnd; i += 16) {
        lanes = f32x4.add(lanes, f32x4.mul(v128.load(theta + i), v128.load(x + i)))
      }
      sum = sumOfLanes(lanes)
    }
    for (let i = vectorEnd; i < rowBytes; i += 4) sum += load<f32>(theta + i) * load<f32>(x + i)
    store<f32>(z, sum)
    theta += rowBytes
  }
}

/** dx [inputs] = thetaᵀ [inputs, units], without the bias units' column · dz [units] */
export function denseExampleDx(dx: usize, theta: usize, dz: usize, units: u32, inputs: u32): void {
  const rowBytes = (<usize>inputs + 1) << 2
  const end = dz + (<usize>units << 2)
  const xBytes = <usize>inputs << 2
  const vectorEnd = xBytes & ~15
  let weights = theta + 4
  for (let i: usize = 0; i < vectorEnd; i += 16) {
    let sum = f32x4.splat(0)
    let w = weights + i
    for (let d = dz; d < end; d += 4) {
      sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(d), v128.load(w)))
      w += rowBytes
    }
    v128.store(dx + i, sum)
  }
  for (let i = vectorEnd; i < xBytes; i += 4) {
    let sum: f32 = 0
    let w = weights + i
    for (let d = dz; d < end; d += 4) {
      sum += load<f32>(d) * load<f32>(w)
      w += rowBytes
    }
    store<f32>(dx + i, sum)
  }
}

/** dtheta [units, 1 + inputs] += scale · dz [units] · xᵀ [1 + inputs], or = where not `adding` */
export function denseExampleDtheta(
  dtheta: usize,
  dz: usize,
  x: usize,
  units: u32,
  inputs: u32,
  scale: f32,
  adding: bool,
): void {
  const rowBytes = (<usize>inputs + 1) << 2
  const vectorEnd = rowBytes & ~15
  const end = dz + (<usize>units << 2)
  for (; dz < end; dz += 4) {
    const d = load<f32>(dz) * scale
    for (let i: usize = 0; i < vectorEnd; i += 16) {
      const value = f32x4.mul(f32x4.splat(d), v128.load(x + i))
      v128.store(dtheta + i, adding ? f32x4.add(v128.load(dtheta + i), value) : value)
    }
    for (let i = vectorEnd; i < rowBytes; i += 4) {
      const value = d * load<f32>(x + i)
      store<f32>(dtheta + i, adding ? load<f32>(dtheta + i) + value : value)
    }
    dtheta += rowBytes
  }
}
