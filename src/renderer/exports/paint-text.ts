/** Draws the texts of an element where the browser has set them, line by line. */
import type { DrawContext } from '../ui/draw-context'
import { cutLinesOf, ELLIPSIS, isCutOff, isUpright, linesOf } from './text-lines'

const QUARTER = Math.PI / 2

const measuring = document.createElement('canvas').getContext('2d')

/** Only its own texts, not those of the elements within. */
export function paintTexts(context: DrawContext, element: Element, style: CSSStyleDeclaration): void {
  for (const node of element.childNodes) {
    if (!(node instanceof Text) || node.data.trim() === '') continue
    const { fontStyle, fontWeight, fontSize, fontFamily, color } = style
    const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`
    context.font = font
    context.fillStyle = color
    context.textAlign = 'center'
    context.textBaseline = 'alphabetic'
    const ascent = measure(font, 'x')?.fontBoundingBoxAscent ?? 0
    const upright = isUpright(style)
    const upwards = upright && isUpsideDown(element)
    const lines = isCutOff(element, style)
      ? cutLinesOf(node, element.getBoundingClientRect(), { upright, upwards }, measure(font, ELLIPSIS)?.width ?? 0)
      : linesOf(node, upright)
    for (const { text, from, to, near, far } of lines) {
      const middle = (from + to) / 2
      const written = text.trim()
      const width = measure(font, written)?.width
      if (!upright) context.fillText(written, middle, near + ascent, width)
      // The tops of the letters are on the left, else on the right.
      else if (upwards) paintTurned(context, written, near + ascent, middle, -QUARTER, width)
      else paintTurned(context, written, far - ascent, middle, QUARTER, width)
    }
  }
}

function paintTurned(
  context: DrawContext,
  text: string,
  x: number,
  y: number,
  angle: number,
  width: number | undefined,
): void {
  context.save()
  context.translate(x, y)
  context.rotate(angle)
  context.fillText(text, 0, 0, width)
  context.restore()
}

/** Turned by half, by itself or with what it stands in. */
function isUpsideDown(element: Element): boolean {
  let turned = false
  for (let around: Element | null = element; around; around = around.parentElement) {
    const { transform } = getComputedStyle(around)
    if (transform !== 'none' && new DOMMatrixReadOnly(transform).a < 0) turned = !turned
  }
  return turned
}

function measure(font: string, text: string): TextMetrics | null {
  if (!measuring) return null
  measuring.font = font
  return measuring.measureText(text)
}
