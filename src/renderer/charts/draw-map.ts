/** Draws a map, its line and its points into a square canvas. Lengths are in CSS pixels, `size` is the square's side. */
import type { Range, UnitMap } from '../../shared/trainer'
import { contour } from './contour'
import { divergingColor, divergingColors, type Diverging } from './map-colors'
import type { MapPoint, Shape } from './map-points'
import { sideOf, type MapScale } from './map-scale'
import type { DrawContext } from '../ui/draw-context'
import type { ThemeColors } from '../ui/theme-colors'

const STEPS = 255

export function mapDiverging({ negative, positive, panel }: ThemeColors): Diverging {
  return { negative, middle: panel, positive }
}

/** The plane as a picture of one pixel per cell, to be drawn at any size. */
export function paintPlane(picture: ImageData, { values }: UnitMap, scale: MapScale, colors: ThemeColors): void {
  const palette = divergingColors(mapDiverging(colors), STEPS)
  const { data } = picture
  for (let cell = 0; cell < values.length; cell++) {
    const side = sideOf(values[cell] ?? NaN, scale)
    // What is no number is on neither side.
    const step = Math.round((((Number.isNaN(side) ? 0 : side) + 1) / 2) * (STEPS - 1))
    data[4 * cell] = palette[3 * step] ?? 0
    data[4 * cell + 1] = palette[3 * step + 1] ?? 0
    data[4 * cell + 2] = palette[3 * step + 2] ?? 0
    data[4 * cell + 3] = 255
  }
}

export function drawBoundary(
  context: DrawContext,
  size: number,
  map: UnitMap,
  scale: MapScale,
  colors: ThemeColors,
): void {
  const segments = contour(map.values, map.size, scale.boundary)
  const cell = size / map.size
  context.strokeStyle = colors.ink
  context.lineWidth = 1.25
  context.lineCap = 'round'
  context.beginPath()
  for (let at = 0; at < segments.length; at += 4) {
    context.moveTo((segments[at] ?? 0) * cell, (segments[at + 1] ?? 0) * cell)
    context.lineTo((segments[at + 2] ?? 0) * cell, (segments[at + 3] ?? 0) * cell)
  }
  context.stroke()
}

/** From raw coordinates to the square. */
export function toSquare(
  [[low1, high1], [low2, high2]]: readonly [Range, Range],
  size: number,
): (x1: number, x2: number) => [number, number] {
  const scale1 = size / (high1 - low1)
  const scale2 = size / (high2 - low2)
  return (x1, x2) => [(x1 - low1) * scale1, (high2 - x2) * scale2]
}

/** Few points are drawn larger. */
export function pointRadius(count: number, size: number): number {
  const room = size / 170
  if (count <= 12) return 5 * room
  return (count <= 250 ? 2.7 : count <= 700 ? 2.2 : 1.8) * room
}

export function drawPoint(
  context: DrawContext,
  [x, y]: readonly [number, number],
  radius: number,
  point: MapPoint,
  colors: ThemeColors,
): void {
  // Pale points would be lost on a pale plane: even a value near 0 keeps some of its colour.
  const side = point.side === 0 ? 0 : Math.sign(point.side) * (0.35 + 0.65 * Math.abs(point.side))
  const color = side === 0 ? colors.ink : divergingColor(mapDiverging(colors), side)
  trace(context, point.shape, x, y, radius)
  context.lineJoin = 'round'
  if (point.trains) {
    context.fillStyle = color
    context.strokeStyle = colors.panel
    context.lineWidth = Math.max(0.8, radius * 0.3)
    context.fill()
    context.stroke()
  } else {
    context.fillStyle = colors.panel
    context.strokeStyle = color
    context.lineWidth = Math.max(1, radius * 0.45)
    context.fill()
    context.stroke()
  }
}

export function drawRing(
  context: DrawContext,
  [x, y]: readonly [number, number],
  radius: number,
  colors: ThemeColors,
): void {
  for (const [color, width] of [
    [colors.panel, 4],
    [colors.ink, 1.75],
  ] as const) {
    context.strokeStyle = color
    context.lineWidth = width
    context.beginPath()
    context.arc(x, y, radius + 3.5, 0, 2 * Math.PI)
    context.stroke()
  }
}

/** The outline of a shape, of about the same area as a circle of that radius. */
function trace(context: DrawContext, shape: Shape, x: number, y: number, radius: number): void {
  context.beginPath()
  if (shape === 'circle') {
    context.arc(x, y, radius, 0, 2 * Math.PI)
    return
  }
  const corners = CORNERS[shape]
  corners.forEach(([right, down], index) => {
    if (index === 0) context.moveTo(x + right * radius, y + down * radius)
    else context.lineTo(x + right * radius, y + down * radius)
  })
  context.closePath()
}

type Corner = readonly [number, number]

const ARM = 0.42
const REACH = 1.2
const PLUS: readonly Corner[] = [
  [-ARM, -REACH],
  [ARM, -REACH],
  [ARM, -ARM],
  [REACH, -ARM],
  [REACH, ARM],
  [ARM, ARM],
  [ARM, REACH],
  [-ARM, REACH],
  [-ARM, ARM],
  [-REACH, ARM],
  [-REACH, -ARM],
  [-ARM, -ARM],
]

/** In radii from the middle. */
export const CORNERS: Readonly<Record<Exclude<Shape, 'circle'>, readonly Corner[]>> = {
  triangle: [
    [0, -1.3],
    [1.2, 0.85],
    [-1.2, 0.85],
  ],
  square: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  diamond: [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
  plus: PLUS,
  cross: PLUS.map(([right, down]) => [(right - down) * Math.SQRT1_2, (right + down) * Math.SQRT1_2]),
}
