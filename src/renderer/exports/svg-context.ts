/**
 * A drawing context that writes SVG: each shape becomes an element, each text stays a text. Turned only where both
 * directions are scaled alike; `restore` must end what is turned or clipped.
 */
import type { DrawContext } from '../ui/draw-context'
import { svgColor } from './svg-color'
import { element, escaped, parseFont, short, type Attributes } from './svg-elements'
import { FIRST_SETTINGS, settingsOf, type Settings } from './svg-settings'

const FIRST_PLACE = {
  x: 0,
  y: 0,
  scaleX: 1,
  scaleY: 1,
  dash: [] as readonly number[],
  /** Groups that were opened since the state before. */
  groups: 0,
}
type Place = typeof FIRST_PLACE

const ANCHORS: Readonly<Record<CanvasTextAlign, string>> = {
  start: 'start',
  left: 'start',
  center: 'middle',
  end: 'end',
  right: 'end',
}
/** How far below its place the baseline of a text stands, in parts of its size. */
const BASELINES: Readonly<Record<CanvasTextBaseline, number>> = {
  alphabetic: 0,
  ideographic: 0,
  middle: 0.35,
  top: 0.8,
  hanging: 0.8,
  bottom: -0.2,
}

export interface SvgContext extends DrawContext {
  /** The whole picture so far. */
  toSvg(width: number, height: number): string
}

export function createSvgContext(): SvgContext {
  const elements: string[] = []
  const before: { readonly place: Place; readonly settings: Settings }[] = []
  let place: Place = { ...FIRST_PLACE }
  let path = ''
  let clips = 0

  const toX = (x: number): number => place.x + x * place.scaleX
  const toY = (y: number): number => place.y + y * place.scaleY
  const at = (x: number, y: number): string => `${short(toX(x))} ${short(toY(y))}`

  function painted(color: string, name: 'fill' | 'stroke'): Attributes {
    const { color: written, opacity } = svgColor(color)
    const covered = short(opacity * context.globalAlpha)
    return { [name]: written, [`${name}-opacity`]: covered === 1 ? undefined : covered }
  }

  function ellipse(
    x: number,
    y: number,
    radiusX: number,
    radiusY: number,
    _rotation: number,
    start: number,
    end: number,
    counterclockwise = false,
  ): void {
    // Two halves: an arc of SVG can't go all the way around.
    const sweep = counterclockwise ? 0 : 1
    const span = Math.min(2 * Math.PI, Math.abs(end - start)) * (counterclockwise ? -1 : 1)
    const point = (angle: number): string => at(x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle))
    const radii = `${short(radiusX * place.scaleX)} ${short(radiusY * place.scaleY)}`
    const half = `A ${radii} 0 0 ${sweep}`
    path += `${path === '' ? 'M' : 'L'} ${point(start)} ${half} ${point(start + span / 2)} ${half} ${point(start + span)} `
  }

  const context: SvgContext = {
    ...FIRST_SETTINGS,
    save() {
      before.push({ place: { ...place }, settings: settingsOf(context) })
      place.groups = 0
    },
    restore() {
      elements.push('</g>'.repeat(place.groups))
      const state = before.pop()
      place = state?.place ?? { ...FIRST_PLACE }
      Object.assign(context, state?.settings ?? FIRST_SETTINGS)
    },
    translate(x, y) {
      place.x = toX(x)
      place.y = toY(y)
    },
    scale(x, y) {
      place.scaleX *= x
      place.scaleY *= y
    },
    rotate(angle) {
      const degrees = short((angle * 180) / Math.PI)
      elements.push(`<g transform="rotate(${degrees} ${at(0, 0)})">`)
      place.groups++
    },
    beginPath() {
      path = ''
    },
    closePath() {
      path += 'Z '
    },
    moveTo(x, y) {
      path += `M ${at(x, y)} `
    },
    lineTo(x, y) {
      path += `${path === '' ? 'M' : 'L'} ${at(x, y)} `
    },
    bezierCurveTo(x1, y1, x2, y2, x, y) {
      path += `C ${at(x1, y1)} ${at(x2, y2)} ${at(x, y)} `
    },
    arc: (x, y, radius, start, end, counterclockwise) => ellipse(x, y, radius, radius, 0, start, end, counterclockwise),
    ellipse,
    rect(x, y, width, height) {
      path += `M ${at(x, y)} L ${at(x + width, y)} L ${at(x + width, y + height)} L ${at(x, y + height)} Z `
    },
    roundRect(x, y, width, height, radii) {
      const wanted = typeof radii === 'number' ? radii : 0
      const radius = Math.max(0, Math.min(wanted, width / 2, height / 2))
      const arc = `A ${short(radius * place.scaleX)} ${short(radius * place.scaleY)} 0 0 1`
      const [right, bottom] = [x + width, y + height]
      path +=
        `M ${at(x + radius, y)} L ${at(right - radius, y)} ${arc} ${at(right, y + radius)} ` +
        `L ${at(right, bottom - radius)} ${arc} ${at(right - radius, bottom)} ` +
        `L ${at(x + radius, bottom)} ${arc} ${at(x, bottom - radius)} ` +
        `L ${at(x, y + radius)} ${arc} ${at(x + radius, y)} Z `
    },
    clip() {
      const id = `clip-${++clips}`
      elements.push(`<clipPath id="${id}">${element('path', { d: path.trim() })}</clipPath><g clip-path="url(#${id})">`)
      place.groups++
    },
    fill() {
      elements.push(element('path', { d: path.trim(), ...painted(String(context.fillStyle), 'fill') }))
    },
    stroke() {
      const scale = Math.sqrt(place.scaleX * place.scaleY)
      elements.push(
        element('path', {
          d: path.trim(),
          fill: 'none',
          ...painted(String(context.strokeStyle), 'stroke'),
          'stroke-width': short(context.lineWidth * scale),
          'stroke-linecap': context.lineCap === 'butt' ? undefined : context.lineCap,
          'stroke-linejoin': context.lineJoin === 'miter' ? undefined : context.lineJoin,
          'stroke-dasharray': place.dash.map((length) => short(length * scale)).join(' ') || undefined,
        }),
      )
    },
    setLineDash(segments) {
      place.dash = [...segments]
    },
    fillRect(x, y, width, height) {
      elements.push(
        element('rect', {
          x: short(toX(x)),
          y: short(toY(y)),
          width: short(width * place.scaleX),
          height: short(height * place.scaleY),
          ...painted(String(context.fillStyle), 'fill'),
        }),
      )
    },
    fillText(text, x, y, width) {
      const { style, weight, size, family } = parseFont(context.font)
      elements.push(
        element(
          'text',
          {
            x: short(toX(x)),
            y: short(toY(y + BASELINES[context.textBaseline] * size)),
            'font-family': family,
            'font-size': short(size * place.scaleY),
            'font-style': style,
            'font-weight': weight,
            'text-anchor': ANCHORS[context.textAlign],
            // As wide as here, also in the font of a reader who has none of these.
            textLength: width === undefined ? undefined : short(width * place.scaleX),
            lengthAdjust: width === undefined ? undefined : 'spacingAndGlyphs',
            ...painted(String(context.fillStyle), 'fill'),
          },
          escaped(text),
        ),
      )
    },
    drawImage(image, x, y, width, height) {
      const href = image.toDataURL('image/png')
      elements.push(
        element('image', {
          x: short(toX(x)),
          y: short(toY(y)),
          width: short(width * place.scaleX),
          height: short(height * place.scaleY),
          preserveAspectRatio: 'none',
          'image-rendering': context.imageSmoothingEnabled ? undefined : 'pixelated',
          href,
          // As SVG 1.1 has it: older readers know no other.
          'xlink:href': href,
        }),
      )
    },
    toSvg(width, height) {
      const size = `width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}"`
      const namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
      return `<svg ${namespaces} ${size}>\n${elements.filter(Boolean).join('\n')}\n</svg>\n`
    },
  }
  return context
}
