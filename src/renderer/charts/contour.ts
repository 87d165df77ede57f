/** The line along which a map has one value: marching squares over the middles of its cells. */

/**
 * `values` is [size, size], row after row from the top. Returns segments of x₁, y₁, x₂, y₂ each, in cells from the top
 * left corner (the middle of the first cell is 0.5, 0.5). Where a square could be cut in two ways, its mean decides.
 */
export function contour(values: Float32Array, size: number, level: number): Float32Array {
  const segments: number[] = []
  for (let row = 0; row + 1 < size; row++) {
    for (let column = 0; column + 1 < size; column++) {
      const at = row * size + column
      const corners = [
        values[at] ?? NaN,
        values[at + 1] ?? NaN,
        values[at + size + 1] ?? NaN,
        values[at + size] ?? NaN,
      ] as const
      cutSquare(corners, level, column + 0.5, row + 0.5, segments)
    }
  }
  return Float32Array.from(segments)
}

/** Values at the top left, top right, bottom right, bottom left. */
type Corners = readonly [number, number, number, number]

/** For each way the corners may lie (bit k: corner k is above), the sides that the line joins. Sides: 0 top, clockwise. */
const JOINS: readonly (readonly number[])[] = [
  [],
  [3, 0],
  [0, 1],
  [3, 1],
  [1, 2],
  [3, 0, 1, 2],
  [0, 2],
  [3, 2],
  [2, 3],
  [2, 0],
  [0, 1, 2, 3],
  [2, 1],
  [1, 3],
  [1, 0],
  [0, 3],
  [],
]

function cutSquare(corners: Corners, level: number, left: number, top: number, segments: number[]): void {
  const [a, b, c, d] = corners
  let above = Number(a > level) | (Number(b > level) << 1) | (Number(c > level) << 2) | (Number(d > level) << 3)
  // Saddles: the middle belongs to the high corners, or to the low ones.
  if ((above === 5 || above === 10) && (a + b + c + d) / 4 > level) above = 15 - above
  for (const side of JOINS[above] ?? []) {
    const share = crossing(corners[side] ?? NaN, corners[(side + 1) % 4] ?? NaN, level)
    if (side === 0) segments.push(left + share, top)
    else if (side === 1) segments.push(left + 1, top + share)
    else if (side === 2) segments.push(left + 1 - share, top + 1)
    else segments.push(left, top + 1 - share)
  }
}

function crossing(from: number, to: number, level: number): number {
  return (level - from) / (to - from)
}
