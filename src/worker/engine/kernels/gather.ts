/** Between the data, one example a row, and a tile, one example a column. */
import { transpose4x4 } from './panels'
import { layerOf, Layer, Tile } from './plan'

/**
 * to [columns, batch] = the rows order[first …], or first … without an order, of from [examples, columns], transposed.
 * Padding repeats the last example, so that it is never worse to compute with than a real one.
 */
export function gather(
  to: usize,
  from: usize,
  columns: u32,
  order: usize,
  first: u32,
  count: u32,
  batch: u32,
): void {
  const rowBytes = <usize>columns << 2
  if (batch == 1) {
    const only = row(from, rowBytes, order, first)
    for (let i: usize = 0; i < rowBytes; i += 4) store<f32>(to + i, load<f32>(only + i)) // short rows: no call
    return
  }
  // So many columns at a time that what is written stays in the cache until its lines are full.
  for (let column: usize = 0; column < rowBytes; column += BLOCK) {
    gatherColumns(to, from, column, min(column + BLOCK, rowBytes), rowBytes, order, first, count, batch)
    to += BLOCK * batch
  }
}

/** Bytes of a row. */
const BLOCK: usize = 64

/** The columns that lie in the bytes begin … end of a row. */
function gatherColumns(
  to: usize,
  from: usize,
  begin: usize,
  end: usize,
  rowBytes: usize,
  order: usize,
  first: u32,
  count: u32,
  batch: u32,
): void {
  const width = <usize>batch << 2
  const last = count - 1
  for (let b: u32 = 0; b < batch; b += 4, to += 16) {
    const r0 = row(from, rowBytes, order, first + b)
    const r1 = row(from, rowBytes, order, first + min(b + 1, last))
    const r2 = row(from, rowBytes, order, first + min(b + 2, last))
    const r3 = row(from, rowBytes, order, first + min(b + 3, last))
    let at = to
    let i = begin
    for (; i + 16 <= end; i += 16, at += 4 * width) {
      transpose4x4(at, width, v128.load(r0 + i), v128.load(r1 + i), v128.load(r2 + i), v128.load(r3 + i))
    }
    for (; i < end; i += 4, at += width) {
      let v = v128.load_splat<f32>(r0 + i)
      v = f32x4.replace_lane(v, 1, load<f32>(r1 + i))
      v = f32x4.replace_lane(v, 2, load<f32>(r2 + i))
      v = f32x4.replace_lane(v, 3, load<f32>(r3 + i))
      v128.store(at, v)
    }
  }
}

@inline
function row(from: usize, rowBytes: usize, order: usize, index: u32): usize {
  const example = order == 0 ? index : load<u32>(order + (<usize>index << 2))
  return from + <usize>example * rowBytes
}

/** Row 0 of every layer's activations is the bias unit, which always outputs +1. */
export function fillBiasUnits(tile: Tile): void {
  const bytes = <usize>tile.batch << 2
  for (let index: u32 = 0; index < tile.layerCount; index++) {
    const layer = layerOf(tile, index)
    for (let b: usize = 0; b < bytes; b += 4) {
      store<f32>(layer.x + b, 1)
      store<f32>(layer.a + b, 1)
    }
  }
}

/** to [count, units] = the layer's activations [units, batch], transposed. */
export function scatterOutputs(to: usize, layer: Layer, count: u32, batch: u32): void {
  const width = <usize>batch << 2
  for (let example: usize = 0; example < count; example++) {
    let a = layer.a + width + (example << 2)
    for (let unit: u32 = 0; unit < layer.units; unit++, to += 4, a += width) store<f32>(to, load<f32>(a))
  }
}
