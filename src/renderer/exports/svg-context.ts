/**
 * A drawing context that writes SVG: each shape becomes an element, each text stays a text. Only translations and
 * scalings; of a clipped region only what `restore` ends.
 */
import type { DrawContext } from '../ui/draw-context'

interface State {
  x: number
  y: number
  scaleX: number
  scaleY: number
  fillStyle: DrawContext['fillStyle']
  strokeStyle: DrawContext['strokeStyle']
  lineWidth: number
  lineCap: CanvasLineCap
  lineJoin: CanvasLineJoin
  globalAlpha: number
  font: string
  textAlign: CanvasTextAlign
  textBaseline: CanvasTextBaseline
  imageSmoothingEnabled: boolean
  dash: readonly number[]
  /** Groups that were opened since the state before. */
  groups: number
}

const FIRST: State = {
  x: 0,
  y: 0,
  scaleX: 1,
  scaleY: 1,
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  imageSmoothingEnabled: true,
  dash: [],
  groups: 0,
}

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

type Attributes = Readonly<Record<string, string | number | undefined>>

export interface SvgContext extends DrawContext {
  /** The whole picture so far. */
  toSvg(width: number, height: number): string
}

export function createSvgContext(): SvgContext {
  const elements: string[] = []
  const before: State[] = []
  let state: State = { ...FIRST }
  let path = ''
  let clips = 0

  const toX = (x: number): number => state.x + x * state.scaleX
  const toY = (y: number): number => state.y + y * state.scaleY
  const at = (x: number, y: number): string => `${short(toX(x))} ${short(toY(y))}`

  function painted(color: string, name: 'fill' | 'stroke'): Attributes {
    return { [name]: color, [`${name}-opacity`]: state.globalAlpha === 1 ? undefined : short(state.globalAlpha) }
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
    const radii = `${short(radiusX * state.scaleX)} ${short(radiusY * state.scaleY)}`
    const half = `A ${radii} 0 0 ${sweep}`
    path += `${path === '' ? 'M' : 'L'} ${point(start)} ${half} ${point(start + span / 2)} ${half} ${point(start + span)} `
  }

  const context: SvgContext = {
    get fillStyle() {
      return state.fillStyle
    },
    set fillStyle(style) {
      state.fillStyle = style
    },
    get strokeStyle() {
      return state.strokeStyle
    },
    set strokeStyle(style) {
      state.strokeStyle = style
    },
    get lineWidth() {
      return state.lineWidth
    },
    set lineWidth(width) {
      state.lineWidth = width
    },
    get lineCap() {
      return state.lineCap
    },
    set lineCap(cap) {
      state.lineCap = cap
    },
    get lineJoin() {
      return state.lineJoin
    },
    set lineJoin(join) {
      state.lineJoin = join
    },
    get globalAlpha() {
      return state.globalAlpha
    },
    set globalAlpha(alpha) {
      state.globalAlpha = alpha
    },
    get font() {
      return state.font
    },
    set font(font) {
      state.font = font
    },
    get textAlign() {
      return state.textAlign
    },
    set textAlign(align) {
      state.textAlign = align
    },
    get textBaseline() {
      return state.textBaseline
    },
    set textBaseline(baseline) {
      state.textBaseline = baseline
    },
    get imageSmoothingEnabled() {
      return state.imageSmoothingEnabled
    },
    set imageSmoothingEnabled(enabled) {
      state.imageSmoothingEnabled = enabled
    },

    save() {
      before.push({ ...state })
      state.groups = 0
    },
    restore() {
      elements.push('</g>'.repeat(state.groups))
      state = before.pop() ?? { ...FIRST }
    },
    translate(x, y) {
      state.x = toX(x)
      state.y = toY(y)
    },
    scale(x, y) {
      state.scaleX *= x
      state.scaleY *= y
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
      const arc = `A ${short(radius * state.scaleX)} ${short(radius * state.scaleY)} 0 0 1`
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
      state.groups++
    },
    fill() {
      elements.push(element('path', { d: path.trim(), ...painted(String(state.fillStyle), 'fill') }))
    },
    stroke() {
      const scale = Math.sqrt(state.scaleX * state.scaleY)
      elements.push(
        element('path', {
          d: path.trim(),
          fill: 'none',
          ...painted(String(state.strokeStyle), 'stroke'),
          'stroke-width': short(state.lineWidth * scale),
          'stroke-linecap': state.lineCap === 'butt' ? undefined : state.lineCap,
          'stroke-linejoin': state.lineJoin === 'miter' ? undefined : state.lineJoin,
          'stroke-dasharray': state.dash.map((length) => short(length * scale)).join(' ') || undefined,
        }),
      )
    },
    setLineDash(segments) {
      state.dash = [...segments]
    },
    fillRect(x, y, width, height) {
      elements.push(
        element('rect', {
          x: short(toX(x)),
          y: short(toY(y)),
          width: short(width * state.scaleX),
          height: short(height * state.scaleY),
          ...painted(String(state.fillStyle), 'fill'),
        }),
      )
    },
    fillText(text, x, y) {
      const { style, weight, size, family } = parseFont(state.font)
      elements.push(
        element(
          'text',
          {
            x: short(toX(x)),
            y: short(toY(y + BASELINES[state.textBaseline] * size)),
            'font-family': family,
            'font-size': short(size * state.scaleY),
            'font-style': style,
            'font-weight': weight,
            'text-anchor': ANCHORS[state.textAlign],
            ...painted(String(state.fillStyle), 'fill'),
          },
          escaped(text),
        ),
      )
    },
    drawImage(image, x, y, width, height) {
      elements.push(
        element('image', {
          x: short(toX(x)),
          y: short(toY(y)),
          width: short(width * state.scaleX),
          height: short(height * state.scaleY),
          preserveAspectRatio: 'none',
          'image-rendering': state.imageSmoothingEnabled ? undefined : 'pixelated',
          href: image.toDataURL('image/png'),
        }),
      )
    },
    toSvg(width, height) {
      const size = `width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}"`
      return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${elements.filter(Boolean).join('\n')}\n</svg>\n`
    },
  }
  return context
}

interface Font {
  readonly style: string | undefined
  readonly weight: string | undefined
  /** In CSS pixels. */
  readonly size: number
  readonly family: string
}

/** `italic 600 12px "Inter Variable", sans-serif`, of which the first two may be missing. */
function parseFont(font: string): Font {
  const [, before = '', size = '10', family = 'sans-serif'] = /^(.*?)([\d.]+)px\S*\s+(.+)$/.exec(font) ?? []
  return {
    style: before.includes('italic') ? 'italic' : undefined,
    weight: /\b[1-9]\d\d\b|\bbold\b/.exec(before)?.[0],
    size: Number(size),
    family,
  }
}

/** Hundredths of a pixel are more than one sees. */
function short(value: number): number {
  return Math.round(value * 100) / 100
}

function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${escaped(String(value))}"`,
  )
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`
}

/** XML has no place at all for most control characters. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
