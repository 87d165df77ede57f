/** Draws the texts of an element where the browser has set them, line by line; those that run upwards or downwards too. */
import type { DrawContext } from '../ui/draw-context'

interface Line {
  readonly text: string
  /** Where it runs to: to the right, or down or up the page. */
  readonly direction: 'right' | 'down' | 'up'
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const measuring = document.createElement('canvas').getContext('2d')

const ANGLES = { right: 0, down: Math.PI / 2, up: -Math.PI / 2 } as const

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
    for (const { text, direction, left, right, top, bottom } of linesOf(node, isVertical(style))) {
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      const height = direction === 'right' ? bottom - top : right - left
      const belowMiddle = ascent - height / 2
      if (direction === 'right') {
        context.fillText(text.trim(), x, y + belowMiddle)
        continue
      }
      context.save()
      context.translate(x, y)
      context.rotate(ANGLES[direction])
      context.fillText(text.trim(), 0, belowMiddle)
      context.restore()
    }
  }
}

function isVertical({ writingMode }: CSSStyleDeclaration): boolean {
  return writingMode.startsWith('vertical') || writingMode.startsWith('sideways')
}

function ascentOf(font: string): number {
  if (!measuring) return 0
  measuring.font = font
  return measuring.measureText('x').fontBoundingBoxAscent
}

/** A text is wrapped where the next character stands on another line. */
function linesOf(node: Text, vertical: boolean): Line[] {
  const range = document.createRange()
  const lines: Line[] = []
  for (let at = 0; at < node.data.length;) {
    const character = String.fromCodePoint(node.data.codePointAt(at) ?? 0)
    range.setStart(node, at)
    range.setEnd(node, (at += character.length))
    const box = range.getClientRects()[0]
    if (!box || box.width === 0 || box.height === 0) continue
    const line = lines.at(-1)
    if (line && Math.abs(vertical ? line.left - box.left : line.top - box.top) < 2) {
      lines[lines.length - 1] = extended(line, character, box, vertical)
    } else if (character.trim() !== '') {
      const { left, right, top, bottom } = box
      lines.push({ text: character, direction: vertical ? 'down' : 'right', left, right, top, bottom })
    }
  }
  return lines
}

function extended(line: Line, character: string, box: DOMRect, vertical: boolean): Line {
  const runsUp = vertical && box.top < line.top
  return {
    text: line.text + character,
    direction: runsUp ? 'up' : line.direction,
    left: Math.min(line.left, box.left),
    right: Math.max(line.right, box.right),
    top: Math.min(line.top, box.top),
    bottom: Math.max(line.bottom, box.bottom),
  }
}
