/** The first pictures of many, side by side, pixel for pixel: dark where they are large. */
import type { IdxImages } from '../../shared/imported/idx'
import { parseHex } from '../ui/hex-color'

const COLUMNS = 12

export function paintPictures(canvas: HTMLCanvasElement, images: IdxImages, most: number, ink: string): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const count = Math.min(most, images.count)
  const across = Math.min(COLUMNS, count)
  canvas.width = across * images.columns
  canvas.height = Math.ceil(count / across) * images.rows
  const picture = context.createImageData(images.columns, images.rows)
  const color = parseHex(ink)
  const size = images.rows * images.columns
  for (let index = 0; index < count; index++) {
    for (let pixel = 0; pixel < size; pixel++) {
      picture.data.set(color, 4 * pixel)
      picture.data[4 * pixel + 3] = images.pixels[index * size + pixel] ?? 0
    }
    context.putImageData(picture, (index % across) * images.columns, Math.floor(index / across) * images.rows)
  }
}
