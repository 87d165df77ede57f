/** Many numbers as a small picture: 0 is paper, the largest magnitude is the full colour. */
import { parseHex } from '../ui/hex-color'

export interface Grid {
  readonly columns: number
  readonly rows: number
}

/** A square where the number of units is one (8×8 pixels are a picture), else a block wider than high. */
export function gridFor(units: number): Grid {
  const side = Math.sqrt(units)
  if (Number.isInteger(side)) return { columns: side, rows: side }
  const columns = Math.min(units, Math.max(5, Math.ceil(Math.sqrt(units * 1.5))))
  return { columns, rows: Math.ceil(units / columns) }
}

/** `paper` and `full` as #rrggbb. Row after row from the top left. Of the first `known` values: the rest stays bare. */
export function paintHeat(
  context: CanvasRenderingContext2D,
  values: Float32Array,
  known: number,
  { columns, rows }: Grid,
  paper: string,
  full: string,
): void {
  const [low, high] = [parseHex(paper), parseHex(full)]
  let largest = 0
  const shown = values.subarray(0, known)
  for (const value of shown) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value))
  const image = context.createImageData(columns, rows)
  shown.forEach((value, index) => {
    const share = largest > 0 && Number.isFinite(value) ? Math.abs(value) / largest : 0
    low.forEach((channel, at) => {
      image.data[4 * index + at] = channel + ((high[at] ?? 0) - channel) * share
    })
    image.data[4 * index + 3] = 255
  })
  context.putImageData(image, 0, 0)
}

/** Where a cell stands in the picture, in percent of its size. */
export function cellPlace(
  index: number,
  { columns, rows }: Grid,
): { readonly left: string; readonly top: string; readonly width: string; readonly height: string } {
  const percent = (share: number): string => `${100 * share}%`
  const column = index % columns
  return {
    left: percent(column / columns),
    top: percent((index - column) / columns / rows),
    width: percent(1 / columns),
    height: percent(1 / rows),
  }
}
