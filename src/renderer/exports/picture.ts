/** A part of the page as a picture: PNG at twice its size, or SVG. As on screen, in its theme. */
import type { DrawContext } from '../ui/draw-context'
import { paintedBounds, paintElement } from './paint-element'
import { createSvgContext } from './svg-context'

/** The parts that there are pictures of: `data-picture` names them in the page. */
export const PICTURES = ['network', 'cost', 'deltas', 'map'] as const
export type PictureName = (typeof PICTURES)[number]

export const PICTURE_FORMATS = ['png', 'svg'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]

/** Around what is drawn, in CSS pixels. */
const ROOM = 16
/** Pixels of a PNG for each CSS pixel. */
const SCALE = 2

/** `null` where it is not on screen just now. */
export function pictured(name: PictureName): Element | null {
  return document.querySelector(`[data-picture="${name}"]`)
}

export async function takePicture(element: Element, format: PictureFormat): Promise<Uint8Array> {
  const { left, top, right, bottom } = paintedBounds(element) ?? element.getBoundingClientRect()
  const [width, height] = [Math.ceil(right - left) + 2 * ROOM, Math.ceil(bottom - top) + 2 * ROOM]

  function paint(context: DrawContext): void {
    context.fillStyle = backgroundBehind(element)
    context.fillRect(0, 0, width, height)
    context.translate(ROOM - left, ROOM - top)
    paintElement(context, element)
  }

  if (format === 'svg') {
    const context = createSvgContext()
    paint(context)
    return new TextEncoder().encode(context.toSvg(width, height))
  }
  const canvas = document.createElement('canvas')
  canvas.width = SCALE * width
  canvas.height = SCALE * height
  const context = canvas.getContext('2d')
  if (!context) throw new Error('There is no canvas to draw on')
  context.scale(SCALE, SCALE)
  paint(context)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('The picture is too large')
  return new Uint8Array(await blob.arrayBuffer())
}

/** The colour that is seen behind it. */
function backgroundBehind(element: Element): string {
  for (let behind = element.parentElement; behind; behind = behind.parentElement) {
    const { backgroundColor } = getComputedStyle(behind)
    if (backgroundColor !== 'rgba(0, 0, 0, 0)' && backgroundColor !== 'transparent') return backgroundColor
  }
  return getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()
}
