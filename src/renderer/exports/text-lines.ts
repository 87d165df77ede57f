/** Where the browser has set a text: its lines, each from one side to the other. */

export interface Line {
  text: string
  /** Along the line, in the coordinates of the viewport: x, or y where the text stands upright. */
  from: number
  to: number
  /** Across it: the lower and the higher side of the coordinate. */
  readonly near: number
  readonly far: number
}

/** Whether lines run down instead of across. */
export function isUpright({ writingMode }: CSSStyleDeclaration): boolean {
  return writingMode.startsWith('vertical')
}

/**
 * A new line begins where the next character stands beside the line, not further along it. Of what is not between
 * `first` and `last` along the line there is nothing.
 */
export function linesOf(node: Text, upright: boolean, first = -Infinity, last = Infinity): Line[] {
  const range = document.createRange()
  const lines: Line[] = []
  for (let at = 0; at < node.data.length;) {
    const character = String.fromCodePoint(node.data.codePointAt(at) ?? 0)
    range.setStart(node, at)
    range.setEnd(node, (at += character.length))
    const box = range.getClientRects()[0]
    if (!box || box.width === 0 || box.height === 0) continue
    const [from, to, near, far] = upright
      ? [box.top, box.bottom, box.left, box.right]
      : [box.left, box.right, box.top, box.bottom]
    if (from < first || to > last) continue
    const line = lines.at(-1)
    if (line && Math.abs(line.near - near) < 2) {
      line.text += character
      line.from = Math.min(line.from, from)
      line.to = Math.max(line.to, to)
    } else if (character.trim() !== '') {
      lines.push({ text: character, from, to, near, far })
    }
  }
  return lines
}

export const ELLIPSIS = '…'

/** The browser shows an ellipsis in place of the rest. */
export function isCutOff(element: Element, style: CSSStyleDeclaration): boolean {
  if (style.textOverflow !== 'ellipsis') return false
  return isUpright(style) ? element.scrollHeight > element.clientHeight : element.scrollWidth > element.clientWidth
}

/** The same lines, with room for an ellipsis of that length where they leave the box. */
export function cutLinesOf(
  node: Text,
  box: DOMRect,
  { upright, upwards }: { readonly upright: boolean; readonly upwards: boolean },
  ellipsis: number,
): Line[] {
  const lines = upwards
    ? linesOf(node, upright, box.top + ellipsis)
    : linesOf(node, upright, -Infinity, (upright ? box.bottom : box.right) - ellipsis)
  return lines.map((line) => ({
    ...line,
    text: line.text.trimEnd() + ELLIPSIS,
    from: upwards ? line.from - ellipsis : line.from,
    to: upwards ? line.to : line.to + ellipsis,
  }))
}
