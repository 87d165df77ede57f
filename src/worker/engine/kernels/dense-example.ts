/**
 * The products of `dense.ts` for one example: with nothing to put beside it in the lanes, units lie there.
 * Vectors x, z and their derivatives are contiguous; x₀ = 1 is the bias unit.
 */
import { sumsOfLanes } from './math'

/** z [units] = theta [units, 1 + inputs] · x [1 + inputs] */
export function denseExample(z: usize, theta: usize, x: usize, units: u32, inputs: u32): void {
  const rowBytes = (<usize>inputs + 1) << 2
  const vectorEnd = rowBytes & ~15
  const lastRow = theta + (<usize>units - 1) * rowBytes
  for (; theta <= lastRow; theta += rowBytes << 2, z += 16) {
    // Behind the last row there is none; it takes the place of those that are missing.
    const t1 = min(theta + rowBytes, lastRow)
    const t2 = min(theta + 2 * rowBytes, lastRow)
    const t3 = min(theta + 3 * rowBytes, lastRow)
    let sums = f32x4.splat(0)
    if (vectorEnd > 0) {
      let s0 = f32x4.splat(0)
      let s1 = s0
      let s2 = s0
      let s3 = s0
      for (let i: usize = 0; i < vectorEnd; i += 16) {
        const v = v128.load(x + i)
        s0 = f32x4.add(s0, f32x4.mul(v128.load(theta + i), v))
        s1 = f32x4.add(s1, f32x4.mul(v128.load(t1 + i), v))
        s2 = f32x4.add(s2, f32x4.mul(v128.load(t2 + i), v))
        s3 = f32x4.add(s3, f32x4.mul(v128.load(t3 + i), v))
      }
      sums = sumsOfLanes(s0, s1, s2, s3)
    }
    for (let i = vectorEnd; i < rowBytes; i += 4) {
      let column = v128.load32_zero(theta + i)
      column = v128.load_lane<f32>(t1 + i, column, 1)
      column = v128.load_lane<f32>(t2 + i, column, 2)
      column = v128.load_lane<f32>(t3 + i, column, 3)
      sums = f32x4.add(sums, f32x4.mul(column, v128.load_splat<f32>(x + i)))
    }
    v128.store(z, sums)
  }
}

/** dx [inputs] = thetaᵀ [inputs, units], without the bias units' column · dz [units] */
export function denseExampleDx(dx: usize, theta: usize, dz: usize, units: u32, inputs: u32): void {
  const rowBytes = (<usize>inputs + 1) << 2
  const end = dz + (<usize>units << 2)
  // The last vector may reach into the next row; what that gives lies in the padding of dx.
  for (let i: usize = 4; i < rowBytes; i += 16, dx += 16) {
    let sum = f32x4.splat(0)
    let weights = theta + i
    for (let d = dz; d < end; d += 4, weights += rowBytes) {
      sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(d), v128.load(weights)))
    }
    v128.store(dx, sum)
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
