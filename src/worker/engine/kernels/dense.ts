/**
 * The products of a dense layer over a batch: forward, and backward to its inputs and to Θ.
 * Source: z⁽ˡ⁺¹⁾ = Θ⁽ˡ⁾a⁽ˡ⁾ with a₀ = 1, and the chain rule (lecture "Backpropagation algorithm").
 *
 * `batch` is a multiple of 4. Sums run over ascending indices in every block size, so that the size of a block never
 * changes a bit of the result.
 */
import { sumOfLanes, sumsOfLanes } from './math'

/** z [units, batch] = theta [units, 1 + inputs] · x [1 + inputs, batch] */
export function dense(z: usize, theta: usize, x: usize, units: u32, inputs: u32, batch: u32): void {
  const columns = <usize>inputs + 1
  product(z, theta, x, units, columns, columns << 2, 4, <usize>batch << 2)
}

/** dx [inputs, batch] = thetaᵀ [inputs, units], without the bias units' column · dz [units, batch] */
export function denseDx(dx: usize, theta: usize, dz: usize, units: u32, inputs: u32, batch: u32): void {
  const columns = <usize>inputs + 1
  product(dx, theta + 4, dz, inputs, units, 4, columns << 2, <usize>batch << 2)
}

/**
 * out [rows, batch] = w [rows, depth] · v [depth, batch], in blocks of 4 rows × 8 examples that stay in registers.
 * w(r, k) lies at `w + r·rowStride + k·depthStride`, so that one product serves Θ and Θᵀ. Strides are in bytes;
 * `width` is that of a row of v and out.
 */
function product(
  out: usize,
  w: usize,
  v: usize,
  rows: usize,
  depth: usize,
  rowStride: usize,
  depthStride: usize,
  width: usize,
): void {
  const wideEnd = width & ~31
  for (let b: usize = 0; b < wideEnd; b += 32) {
    let row: usize = 0
    for (; row + 4 <= rows; row += 4) {
      block4x8(out + row * width + b, w + row * rowStride, v + b, depth, rowStride, depthStride, width)
    }
    for (; row < rows; row++) {
      block1x4(out + row * width + b, w + row * rowStride, v + b, depth, depthStride, width)
      block1x4(out + row * width + b + 16, w + row * rowStride, v + b + 16, depth, depthStride, width)
    }
  }
  if (wideEnd < width) {
    let row: usize = 0
    for (; row + 4 <= rows; row += 4) {
      block4x4(out + row * width + wideEnd, w + row * rowStride, v + wideEnd, depth, rowStride, depthStride, width)
    }
    for (; row < rows; row++) {
      block1x4(out + row * width + wideEnd, w + row * rowStride, v + wideEnd, depth, depthStride, width)
    }
  }
}

@inline
function block4x8(
  out: usize,
  w: usize,
  v: usize,
  depth: usize,
  rowStride: usize,
  depthStride: usize,
  width: usize,
): void {
  let s00 = f32x4.splat(0), s01 = s00
  let s10 = s00, s11 = s00
  let s20 = s00, s21 = s00
  let s30 = s00, s31 = s00
  let w1 = w + rowStride
  let w2 = w1 + rowStride
  let w3 = w2 + rowStride
  for (; depth > 0; depth--) {
    const v0 = v128.load(v)
    const v1 = v128.load(v, 16)
    const t0 = v128.load_splat<f32>(w)
    s00 = f32x4.add(s00, f32x4.mul(t0, v0))
    s01 = f32x4.add(s01, f32x4.mul(t0, v1))
    const t1 = v128.load_splat<f32>(w1)
    s10 = f32x4.add(s10, f32x4.mul(t1, v0))
    s11 = f32x4.add(s11, f32x4.mul(t1, v1))
    const t2 = v128.load_splat<f32>(w2)
    s20 = f32x4.add(s20, f32x4.mul(t2, v0))
    s21 = f32x4.add(s21, f32x4.mul(t2, v1))
    const t3 = v128.load_splat<f32>(w3)
    s30 = f32x4.add(s30, f32x4.mul(t3, v0))
    s31 = f32x4.add(s31, f32x4.mul(t3, v1))
    w += depthStride
    w1 += depthStride
    w2 += depthStride
    w3 += depthStride
    v += width
  }
  v128.store(out, s00)
  v128.store(out, s01, 16)
  v128.store(out + width, s10)
  v128.store(out + width, s11, 16)
  v128.store(out + 2 * width, s20)
  v128.store(out + 2 * width, s21, 16)
  v128.store(out + 3 * width, s30)
  v128.store(out + 3 * width, s31, 16)
}

@inline
function block4x4(
  out: usize,
  w: usize,
  v: usize,
  depth: usize,
  rowStride: usize,
  depthStride: usize,
  width: usize,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
  let w1 = w + rowStride
  let w2 = w1 + rowStride
  let w3 = w2 + rowStride
  for (; depth > 0; depth--) {
    const v0 = v128.load(v)
    s0 = f32x4.add(s0, f32x4.mul(v128.load_splat<f32>(w), v0))
    s1 = f32x4.add(s1, f32x4.mul(v128.load_splat<f32>(w1), v0))
    s2 = f32x4.add(s2, f32x4.mul(v128.load_splat<f32>(w2), v0))
    s3 = f32x4.add(s3, f32x4.mul(v128.load_splat<f32>(w3), v0))
    w += depthStride
    w1 += depthStride
    w2 += depthStride
    w3 += depthStride
    v += width
  }
  v128.store(out, s0)
  v128.store(out + width, s1)
  v128.store(out + 2 * width, s2)
  v128.store(out + 3 * width, s3)
}

@inline
function block1x4(out: usize, w: usize, v: usize, depth: usize, depthStride: usize, width: usize): void {
  let sum = f32x4.splat(0)
  for (; depth > 0; depth--) {
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(w), v128.load(v)))
    w += depthStride
    v += width
  }
  v128.store(out, sum)
}

/**
 * dtheta [units, 1 + inputs] += scale · dz [units, batch] · xᵀ [batch, 1 + inputs], or = where not `adding`:
 * every weight's sum over the examples, in blocks of 2 units × 4 inputs. Padding examples have dz = 0.
 */
export function denseDtheta(
  dtheta: usize,
  dz: usize,
  x: usize,
  units: u32,
  inputs: u32,
  batch: u32,
  scale: f32,
  adding: bool,
): void {
  const columns = <usize>inputs + 1
  const width = <usize>batch << 2
  const rowBytes = columns << 2
  let column: usize = 0
  for (; column + 4 <= columns; column += 4) {
    const xs = x + column * width
    let row: usize = 0
    for (; row + 2 <= units; row += 2) {
      outer2x4(dtheta + row * rowBytes + (column << 2), dz + row * width, xs, width, rowBytes, scale, adding)
    }
    if (row < units) {
      outer1x4(dtheta + row * rowBytes + (column << 2), dz + row * width, xs, width, scale, adding)
    }
  }
  for (; column < columns; column++) {
    for (let row: usize = 0; row < units; row++) {
      outer1x1(dtheta + row * rowBytes + (column << 2), dz + row * width, x + column * width, width, scale, adding)
    }
  }
}

@inline
function outer2x4(
  dtheta: usize,
  dz: usize,
  x: usize,
  width: usize,
  rowBytes: usize,
  scale: f32,
  adding: bool,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s02 = s00, s03 = s00
  let s10 = s00, s11 = s00, s12 = s00, s13 = s00
  const dz1 = dz + width
  const x1 = x + width
  const x2 = x1 + width
  const x3 = x2 + width
  for (let b: usize = 0; b < width; b += 16) {
    const d0 = v128.load(dz + b)
    const d1 = v128.load(dz1 + b)
    const v0 = v128.load(x + b)
    s00 = f32x4.add(s00, f32x4.mul(d0, v0))
    s10 = f32x4.add(s10, f32x4.mul(d1, v0))
    const v1 = v128.load(x1 + b)
    s01 = f32x4.add(s01, f32x4.mul(d0, v1))
    s11 = f32x4.add(s11, f32x4.mul(d1, v1))
    const v2 = v128.load(x2 + b)
    s02 = f32x4.add(s02, f32x4.mul(d0, v2))
    s12 = f32x4.add(s12, f32x4.mul(d1, v2))
    const v3 = v128.load(x3 + b)
    s03 = f32x4.add(s03, f32x4.mul(d0, v3))
    s13 = f32x4.add(s13, f32x4.mul(d1, v3))
  }
  put4(dtheta, sumsOfLanes(s00, s01, s02, s03), scale, adding)
  put4(dtheta + rowBytes, sumsOfLanes(s10, s11, s12, s13), scale, adding)
}

@inline
function outer1x4(dtheta: usize, dz: usize, x: usize, width: usize, scale: f32, adding: bool): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
  const x1 = x + width
  const x2 = x1 + width
  const x3 = x2 + width
  for (let b: usize = 0; b < width; b += 16) {
    const d = v128.load(dz + b)
    s0 = f32x4.add(s0, f32x4.mul(d, v128.load(x + b)))
    s1 = f32x4.add(s1, f32x4.mul(d, v128.load(x1 + b)))
    s2 = f32x4.add(s2, f32x4.mul(d, v128.load(x2 + b)))
    s3 = f32x4.add(s3, f32x4.mul(d, v128.load(x3 + b)))
  }
  put4(dtheta, sumsOfLanes(s0, s1, s2, s3), scale, adding)
}

@inline
function outer1x1(dtheta: usize, dz: usize, x: usize, width: usize, scale: f32, adding: bool): void {
  let sum = f32x4.splat(0)
  for (let b: usize = 0; b < width; b += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(dz + b), v128.load(x + b)))
  const value = sumOfLanes(sum) * scale
  store<f32>(dtheta, adding ? load<f32>(dtheta) + value : value)
}

@inline
function put4(dtheta: usize, sums: v128, scale: f32, adding: bool): void {
  const value = f32x4.mul(sums, f32x4.splat(scale))
  v128.store(dtheta, adding ? f32x4.add(v128.load(dtheta), value) : value)
}
