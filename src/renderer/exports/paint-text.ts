/** Draws the texts of an element where the browser has set them, line by line. */
import type { DrawContext } from '../ui/draw-context'

interface Line {
  text: string
  readonly left: number
  right: number
  readonly top: number
}

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
    const ascent = ascentOf(font)
    for (const { text, left, right, top } of linesOf(node)) {
      context.fillText(text.trim(), (left + right) / 2, top + ascent)
    }
  }
}

function ascentOf(font: string): number {
  if (!measuring) return 0
  measuring.font = font
  return measuring.measureText('x').fontBoundingBoxAscent
}

/** A text is wrapped where the next character stands lower. */
function linesOf(node: Text): Line[] {
  const range = document.createRange()
  const lines: Line[] = []
  for (let at = 0; at < node.data.length;) {
    const character = String.fromCodePoint(node.data.codePointAt(at) ?? 0)
    range.setStart(node, at)
    range.setEnd(node, (at += character.length))
    const box = range.getClientRects()[0]
    if (!box || box.width === 0) continue
    const line = lines.at(-1)
    if (line && Math.abs(line.top - box.top) < 2) {
      line.text += character
      line.right = box.right
    } else if (character.trim() !== '') {
      lines.push({ text: character, left: box.left, right: box.right, top: box.top })
    }
  }
  return lines
}
