/** Many numbers as a small picture: nothing is paper, the largest magnitude is the full colour. */
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

/** `paper` and `full` as #rrggbb. Row after row from the top left. */
export function paintHeat(
  context: CanvasRenderingContext2D,
  values: Float32Array,
  { columns, rows }: Grid,
  paper: string,
  full: string,
): void {
  const [low, high] = [parseHex(paper), parseHex(full)]
  let largest = 0
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value))
  const image = context.createImageData(columns, rows)
  values.forEach((value, index) => {
    const share = largest > 0 && Number.isFinite(value) ? Math.abs(value) / largest : 0
    low.forEach((channel, at) => {
      image.data[4 * index + at] = channel + ((high[at] ?? 0) - channel) * share
    })
    image.data[4 * index + 3] = 255
  })
  context.putImageData(image, 0, 0)
}
