/**
 * A product of matrices, out [rows, columns] = w [rows, depth] · v [depth, columns], in blocks whose sums stay in
 * registers, so that each number that is loaded serves several sums. Blocks are as large as sixteen registers allow.
 * Source: Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008).
 *
 * w(r, k) lies at `w + r·rowStride + k·depthStride`, so that one product serves Θ, Θᵀ and δ. Rows of v are `vStride`
 * bytes apart, rows of out `outStride`. Every sum runs over ascending k: the size of a block changes no bit of it.
 */

/** 16 columns of out. */
export function product16(
  out: usize,
  outStride: usize,
  w: usize,
  rowStride: usize,
  depthStride: usize,
  v: usize,
  vStride: usize,
  rows: usize,
  depth: usize,
): void {
  for (; rows >= 2; rows -= 2) {
    block2x16(out, outStride, w, rowStride, depthStride, v, vStride, depth)
    out += outStride << 1
    w += rowStride << 1
  }
  if (rows > 0) block1x16(out, w, depthStride, v, vStride, depth)
}

function block2x16(
  out: usize,
  outStride: usize,
  w: usize,
  rowStride: usize,
  depthStride: usize,
  v: usize,
  vStride: usize,
  depth: usize,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s02 = s00, s03 = s00
  let s10 = s00, s11 = s00, s12 = s00, s13 = s00
  let w1 = w + rowStride
  for (const end = v + depth * vStride; v < end; ) {
    const v0 = v128.load(v)
    const v1 = v128.load(v, 16)
    const v2 = v128.load(v, 32)
    const v3 = v128.load(v, 48)
    const t0 = v128.load_splat<f32>(w)
    s00 = f32x4.add(s00, f32x4.mul(t0, v0))
    s01 = f32x4.add(s01, f32x4.mul(t0, v1))
    s02 = f32x4.add(s02, f32x4.mul(t0, v2))
    s03 = f32x4.add(s03, f32x4.mul(t0, v3))
    const t1 = v128.load_splat<f32>(w1)
    s10 = f32x4.add(s10, f32x4.mul(t1, v0))
    s11 = f32x4.add(s11, f32x4.mul(t1, v1))
    s12 = f32x4.add(s12, f32x4.mul(t1, v2))
    s13 = f32x4.add(s13, f32x4.mul(t1, v3))
    w += depthStride
    w1 += depthStride
    v += vStride
  }
  v128.store(out, s00)
  v128.store(out, s01, 16)
  v128.store(out, s02, 32)
  v128.store(out, s03, 48)
  v128.store(out + outStride, s10)
  v128.store(out + outStride, s11, 16)
  v128.store(out + outStride, s12, 32)
  v128.store(out + outStride, s13, 48)
}

function block1x16(out: usize, w: usize, depthStride: usize, v: usize, vStride: usize, depth: usize): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
  for (const end = v + depth * vStride; v < end; ) {
    const t = v128.load_splat<f32>(w)
    s0 = f32x4.add(s0, f32x4.mul(t, v128.load(v)))
    s1 = f32x4.add(s1, f32x4.mul(t, v128.load(v, 16)))
    s2 = f32x4.add(s2, f32x4.mul(t, v128.load(v, 32)))
    s3 = f32x4.add(s3, f32x4.mul(t, v128.load(v, 48)))
    w += depthStride
    v += vStride
  }
  v128.store(out, s0)
  v128.store(out, s1, 16)
  v128.store(out, s2, 32)
  v128.store(out, s3, 48)
}

/** 8 columns of out. */
export function product8(
  out: usize,
  outStride: usize,
  w: usize,
  rowStride: usize,
  depthStride: usize,
  v: usize,
  vStride: usize,
  rows: usize,
  depth: usize,
): void {
  for (; rows >= 4; rows -= 4) {
    block4x8(out, outStride, w, rowStride, depthStride, v, vStride, depth)
    out += outStride << 2
    w += rowStride << 2
  }
  for (; rows > 0; rows--) {
    block1x8(out, w, depthStride, v, vStride, depth)
    out += outStride
    w += rowStride
  }
}

/** 4 columns of out. */
export function product4(
  out: usize,
  outStride: usize,
  w: usize,
  rowStride: usize,
  depthStride: usize,
  v: usize,
  vStride: usize,
  rows: usize,
  depth: usize,
): void {
  for (; rows >= 4; rows -= 4) {
    block4x4(out, outStride, w, rowStride, depthStride, v, vStride, depth)
    out += outStride << 2
    w += rowStride << 2
  }
  for (; rows > 0; rows--) {
    block1x4(out, w, depthStride, v, vStride, depth)
    out += outStride
    w += rowStride
  }
}

function block4x8(
  out: usize,
  outStride: usize,
  w: usize,
  rowStride: usize,
  depthStride: usize,
  v: usize,
  vStride: usize,
  depth: usize,
): void {
  let s00 = f32x4.splat(0), s01 = s00
  let s10 = s00, s11 = s00
  let s20 = s00, s21 = s00
  let s30 = s00, s31 = s00
  let w1 = w + rowStride
  let w2 = w1 + rowStride
  let w3 = w2 + rowStride
  for (const end = v + depth * vStride; v < end; ) {
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
    v += vStride
  }
  v128.store(out, s00)
  v128.store(out, s01, 16)
  v128.store(out + outStride, s10)
  v128.store(out + outStride, s11, 16)
  v128.store(out + 2 * outStride, s20)
  v128.store(out + 2 * outStride, s21, 16)
  v128.store(out + 3 * outStride, s30)
  v128.store(out + 3 * outStride, s31, 16)
}

function block1x8(out: usize, w: usize, depthStride: usize, v: usize, vStride: usize, depth: usize): void {
  let s0 = f32x4.splat(0), s1 = s0
  for (const end = v + depth * vStride; v < end; ) {
    const t = v128.load_splat<f32>(w)
    s0 = f32x4.add(s0, f32x4.mul(t, v128.load(v)))
    s1 = f32x4.add(s1, f32x4.mul(t, v128.load(v, 16)))
    w += depthStride
    v += vStride
  }
  v128.store(out, s0)
  v128.store(out, s1, 16)
}

function block4x4(
  out: usize,
  outStride: usize,
  w: usize,
  rowStride: usize,
  depthStride: usize,
  v: usize,
  vStride: usize,
  depth: usize,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
  let w1 = w + rowStride
  let w2 = w1 + rowStride
  let w3 = w2 + rowStride
  for (const end = v + depth * vStride; v < end; ) {
    const v0 = v128.load(v)
    s0 = f32x4.add(s0, f32x4.mul(v128.load_splat<f32>(w), v0))
    s1 = f32x4.add(s1, f32x4.mul(v128.load_splat<f32>(w1), v0))
    s2 = f32x4.add(s2, f32x4.mul(v128.load_splat<f32>(w2), v0))
    s3 = f32x4.add(s3, f32x4.mul(v128.load_splat<f32>(w3), v0))
    w += depthStride
    w1 += depthStride
    w2 += depthStride
    w3 += depthStride
    v += vStride
  }
  v128.store(out, s0)
  v128.store(out + outStride, s1)
  v128.store(out + 2 * outStride, s2)
  v128.store(out + 3 * outStride, s3)
}

function block1x4(out: usize, w: usize, depthStride: usize, v: usize, vStride: usize, depth: usize): void {
  let sum = f32x4.splat(0)
  for (const end = v + depth * vStride; v < end; ) {
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(w), v128.load(v)))
    w += depthStride
    v += vStride
  }
  v128.store(out, sum)
}
