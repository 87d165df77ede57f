/**
 * Panels: sixteen columns of a matrix, copied together [depth, 16]. Where rows lie a power of two apart, their beginnings
 * fall on the same few lines of the processor's cache and push each other out; in a panel they follow each other.
 */

/** Bytes of a panel's row. */
export const PANEL_WIDTH: usize = 64

/** panel [depth, 16] = sixteen columns of v [depth, columns], whose rows are `stride` bytes apart. */
export function packColumns(panel: usize, v: usize, stride: usize, depth: usize): void {
  for (const end = panel + depth * PANEL_WIDTH; panel < end; panel += PANEL_WIDTH, v += stride) {
    v128.store(panel, v128.load(v))
    v128.store(panel, v128.load(v, 16), 16)
    v128.store(panel, v128.load(v, 32), 32)
    v128.store(panel, v128.load(v, 48), 48)
  }
}

/**
 * panel [batch, 16] = scale · `count` ≤ 16 rows of x [units, batch], transposed; a row is `width` bytes. The columns
 * behind the last one repeat it.
 */
export function packRows(panel: usize, x: usize, width: usize, count: usize, scale: f32): void {
  const factor = f32x4.splat(scale)
  const last = x + (count - 1) * width
  for (let column: usize = 0; column < PANEL_WIDTH; column += 16, x += 4 * width) {
    const x0 = min(x, last)
    const x1 = min(x + width, last)
    const x2 = min(x + 2 * width, last)
    const x3 = min(x + 3 * width, last)
    let to = panel + column
    for (let b: usize = 0; b < width; b += 16, to += 4 * PANEL_WIDTH) {
      const v0 = f32x4.mul(v128.load(x0 + b), factor)
      const v1 = f32x4.mul(v128.load(x1 + b), factor)
      const v2 = f32x4.mul(v128.load(x2 + b), factor)
      const v3 = f32x4.mul(v128.load(x3 + b), factor)
      transpose4x4(to, PANEL_WIDTH, v0, v1, v2, v3)
    }
  }
}

/** Four rows `stride` bytes apart: the lanes 0 of a, b, c and d, then their lanes 1, 2 and 3. */
@inline
export function transpose4x4(to: usize, stride: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab01 = i32x4.shuffle(a, b, 0, 4, 1, 5)
  const cd01 = i32x4.shuffle(c, d, 0, 4, 1, 5)
  const ab23 = i32x4.shuffle(a, b, 2, 6, 3, 7)
  const cd23 = i32x4.shuffle(c, d, 2, 6, 3, 7)
  v128.store(to, i32x4.shuffle(ab01, cd01, 0, 1, 4, 5))
  v128.store(to + stride, i32x4.shuffle(ab01, cd01, 2, 3, 6, 7))
  v128.store(to + 2 * stride, i32x4.shuffle(ab23, cd23, 0, 1, 4, 5))
  v128.store(to + 3 * stride, i32x4.shuffle(ab23, cd23, 2, 3, 6, 7))
}
