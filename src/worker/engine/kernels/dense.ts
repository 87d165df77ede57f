/**
 * The products of a dense layer over a batch: forward, and backward to its inputs and to Θ.
 * Source: z⁽ˡ⁺¹⁾ = Θ⁽ˡ⁾a⁽ˡ⁾ with a₀ = 1, and the chain rule (lecture "Backpropagation algorithm").
 *
 * `batch` is a multiple of 4. Which way a sum is added up depends on the shapes alone, never on time or machine.
 */
import { sumOfLanes, sumsOfLanes } from './math'
import { packColumns, packRows, PANEL_WIDTH } from './panels'
import { panel, panelSums } from './plan'
import { product16, product4, product8 } from './product'

/** What makes a panel worth its copying: rows that it serves, and numbers in each of its columns. */
const PANEL_ROWS: usize = 8
const PANEL_DEPTH: usize = 32
/** From so many inputs on, ∂J/∂Θ is computed as a product of matrices. */
const WIDE: u32 = 16

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

/** out [rows, batch] = w [rows, depth] · v [depth, batch]; `width` is the bytes of a row of v and of out. */
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
  let b: usize = 0
  if (rows >= PANEL_ROWS && depth >= PANEL_DEPTH) {
    for (; b + PANEL_WIDTH <= width; b += PANEL_WIDTH) {
      packColumns(panel, v + b, width, depth)
      product16(out + b, width, w, rowStride, depthStride, panel, PANEL_WIDTH, rows, depth)
    }
  }
  for (; b + 32 <= width; b += 32) product8(out + b, width, w, rowStride, depthStride, v + b, width, rows, depth)
  if (b < width) product4(out + b, width, w, rowStride, depthStride, v + b, width, rows, depth)
}

/**
 * dtheta [units, 1 + inputs] += scale · dz [units, batch] · xᵀ [batch, 1 + inputs], or = where not `adding`:
 * every weight's sum over the examples. Padding examples have dz = 0.
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
  if (inputs >= WIDE) denseDthetaWide(dtheta, dz, x, units, inputs, batch, scale, adding)
  else denseDthetaNarrow(dtheta, dz, x, units, inputs, batch, scale, adding)
}

/** Sixteen inputs at a time: dz [units, batch] · panel [batch, 16], with the panel scaled. */
function denseDthetaWide(
  dtheta: usize,
  dz: usize,
  x: usize,
  units: u32,
  inputs: u32,
  batch: u32,
  scale: f32,
  adding: bool,
): void {
  const width = <usize>batch << 2
  const rowBytes = (<usize>inputs + 1) << 2
  for (let row: usize = 0; row < units; row++) {
    outer1x1(dtheta + row * rowBytes, dz + row * width, x, width, scale, adding) // the bias unit's column
  }
  for (let input: usize = 0; input < inputs; input += 16) {
    const count = min(16, <usize>inputs - input)
    const to = dtheta + ((1 + input) << 2)
    packRows(panel, x + (1 + input) * width, width, count, scale)
    if (count == 16 && !adding) {
      product16(to, rowBytes, dz, width, 4, panel, PANEL_WIDTH, units, batch)
    } else {
      product16(panelSums, PANEL_WIDTH, dz, width, 4, panel, PANEL_WIDTH, units, batch)
      for (let row: usize = 0; row < units; row++) putRow(to + row * rowBytes, panelSums + row * PANEL_WIDTH, count, adding)
    }
  }
}

/** The first `count` numbers of a row of sums, which have been scaled. */
@inline
function putRow(dtheta: usize, sums: usize, count: usize, adding: bool): void {
  let i: usize = 0
  for (; i + 16 <= count << 2; i += 16) put4(dtheta + i, v128.load(sums + i), 1, adding)
  for (; i < count << 2; i += 4) put1(dtheta + i, load<f32>(sums + i), 1, adding)
}

/** In blocks of 2 units × 4 inputs, with the examples in the lanes. */
function denseDthetaNarrow(
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
  put1(dtheta, sumOfLanes(sum), scale, adding)
}

@inline
function put1(dtheta: usize, sum: f32, scale: f32, adding: bool): void {
  const value = sum * scale
  store<f32>(dtheta, adding ? load<f32>(dtheta) + value : value)
}

@inline
function put4(dtheta: usize, sums: v128, scale: f32, adding: bool): void {
  const value = f32x4.mul(sums, f32x4.splat(scale))
  v128.store(dtheta, adding ? f32x4.add(v128.load(dtheta), value) : value)
}
