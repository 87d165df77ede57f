/**
 * Draws what stands on the page: boxes with their borders, texts where they stand, small SVGs, and elements that draw
 * themselves. Of CSS only what the lab's drawings use; controls (`data-picture="none"`) are left out.
 */
import type { DrawContext } from '../ui/draw-context'
import { painterOf } from '../ui/painters'
import { paintSvg } from './paint-svg'
import { paintTexts } from './paint-text'

export interface Bounds {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** In the coordinates of the viewport; translate before. */
export function paintElement(context: DrawContext, element: Element): void {
  if (isLeftOut(element)) return
  const box = element.getBoundingClientRect()
  const style = getComputedStyle(element)
  const painter = painterOf(element)
  if (painter) {
    context.save()
    context.translate(box.left, box.top)
    painter(context, box.width, box.height)
    context.restore()
  } else if (element instanceof HTMLCanvasElement) {
    context.imageSmoothingEnabled = style.imageRendering !== 'pixelated'
    context.drawImage(element, box.left, box.top, box.width, box.height)
    context.imageSmoothingEnabled = true
    strokeBorder(context, box, style)
  } else if (element instanceof SVGSVGElement) {
    return paintSvg(context, element)
  } else {
    paintBox(context, box, style)
    paintTexts(context, element, style)
  }
  for (const child of element.children) paintElement(context, child)
}

/** Around everything that is drawn of it; `null`: nothing is. */
export function paintedBounds(element: Element): Bounds | null {
  if (isLeftOut(element)) return null
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
  const own = width > 0 && height > 0 && !hasPictureChildren(element) ? { left, top, right, bottom } : null
  return [...element.children].map(paintedBounds).reduce(around, own)
}

/** What only holds others, and controls among them, counts for nothing by itself. */
function hasPictureChildren(element: Element): boolean {
  return element instanceof HTMLElement && element.dataset['picture'] !== undefined
}

function around(one: Bounds | null, other: Bounds | null): Bounds | null {
  if (!one || !other) return one ?? other
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  }
}

function isLeftOut(element: Element): boolean {
  if (element instanceof HTMLElement && element.dataset['picture'] === 'none') return true
  if (element.classList.contains('visually-hidden')) return true
  const { display, visibility, opacity } = getComputedStyle(element)
  return display === 'none' || visibility === 'hidden' || opacity === '0'
}

function paintBox(context: DrawContext, box: DOMRect, style: CSSStyleDeclaration): void {
  if (!isClear(style.backgroundColor)) {
    trace(context, box, style, 0)
    context.fillStyle = style.backgroundColor
    context.fill()
  }
  if (style.backgroundImage.startsWith('repeating-linear-gradient')) hatch(context, box, style)
  strokeBorder(context, box, style)
}

function strokeBorder(context: DrawContext, box: DOMRect, style: CSSStyleDeclaration): void {
  const width = parseFloat(style.borderTopWidth)
  if (!(width > 0) || style.borderTopStyle === 'none' || isClear(style.borderTopColor)) return
  trace(context, box, style, width / 2)
  context.strokeStyle = style.borderTopColor
  context.lineWidth = width
  context.stroke()
}

/** Not computed yet: stripes down to the right, of the gradient's first colour on its last. */
function hatch(context: DrawContext, box: DOMRect, style: CSSStyleDeclaration): void {
  const colors = style.backgroundImage.match(/(?:rgba?|color)\([^)]*\)/g) ?? []
  const [stripe, ground] = [colors[0], colors.at(-1)]
  if (stripe === undefined || ground === undefined) return
  const STEP = 9.9
  context.save()
  trace(context, box, style, 0)
  if (!isClear(ground)) {
    context.fillStyle = ground
    context.fill()
  }
  context.clip()
  context.strokeStyle = stripe
  context.lineWidth = 2
  context.beginPath()
  for (let x = box.left - box.height; x < box.right; x += STEP) {
    context.moveTo(x, box.top)
    context.lineTo(x + box.height, box.bottom)
  }
  context.stroke()
  context.restore()
}

/** The outline, so many pixels inside the box. */
function trace(context: DrawContext, box: DOMRect, style: CSSStyleDeclaration, inset: number): void {
  const [width, height] = [box.width - 2 * inset, box.height - 2 * inset]
  context.beginPath()
  if (style.borderTopLeftRadius.startsWith('50%')) {
    context.ellipse(box.left + box.width / 2, box.top + box.height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI)
  } else {
    const radius = Math.min(parseFloat(style.borderTopLeftRadius) || 0, width / 2, height / 2)
    context.roundRect(box.left + inset, box.top + inset, width, height, radius)
  }
}

function isClear(color: string): boolean {
  return color === 'transparent' || /,\s*0\)$|\/\s*0\)$/.test(color)
}
