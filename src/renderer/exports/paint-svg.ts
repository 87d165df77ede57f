/** Draws the small SVGs of the page: samples of lines and points, bars and gates. */
import type { DrawContext } from '../ui/draw-context'

export function paintSvg(context: DrawContext, svg: SVGSVGElement): void {
  const box = svg.getBoundingClientRect()
  const view = svg.viewBox.baseVal
  context.save()
  context.translate(box.left, box.top)
  if (view.width > 0 && view.height > 0) {
    context.scale(box.width / view.width, box.height / view.height)
    context.translate(-view.x, -view.y)
  }
  for (const shape of svg.querySelectorAll('line, rect, circle, polygon')) {
    if (!trace(context, shape)) continue
    const { fill, stroke, strokeWidth, strokeDasharray, strokeLinecap } = getComputedStyle(shape)
    if (fill !== 'none' && !(shape instanceof SVGLineElement)) {
      context.fillStyle = fill
      context.fill()
    }
    if (stroke === 'none') continue
    context.strokeStyle = stroke
    context.lineWidth = parseFloat(strokeWidth)
    context.lineCap = strokeLinecap === 'round' ? 'round' : 'butt'
    context.setLineDash(strokeDasharray === 'none' ? [] : strokeDasharray.split(/[\s,]+/).map(parseFloat))
    context.stroke()
    context.setLineDash([])
  }
  context.restore()
}

/** False: there is nothing to see of it. */
function trace(context: DrawContext, shape: Element): boolean {
  context.beginPath()
  if (shape instanceof SVGLineElement) {
    const { x1, y1, x2, y2 } = shape
    context.moveTo(x1.baseVal.value, y1.baseVal.value)
    context.lineTo(x2.baseVal.value, y2.baseVal.value)
  } else if (shape instanceof SVGRectElement) {
    const [x, y, width, height] = [shape.x, shape.y, shape.width, shape.height].map(({ baseVal }) => baseVal.value)
    if (!width || !height) return false
    context.rect(x ?? 0, y ?? 0, width, height)
  } else if (shape instanceof SVGCircleElement) {
    const { cx, cy, r } = shape
    context.arc(cx.baseVal.value, cy.baseVal.value, r.baseVal.value, 0, 2 * Math.PI)
  } else if (shape instanceof SVGPolygonElement) {
    for (const [index, { x, y }] of [...shape.points].entries()) {
      if (index === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    }
    context.closePath()
  }
  return true
}
