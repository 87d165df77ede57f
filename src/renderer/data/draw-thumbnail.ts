/** Small pictures of data, drawn into a square canvas. Sizes are in CSS pixels. */
import type { DataSummary } from '../../shared/trainer'
import { DIGIT_PICTURES, pixelsOf } from './digits-picture'
import { IRIS_PETALS } from './iris-picture'

/** The theme's colours, as CSS has them now. */
export interface Ink {
  /** Class 0, or below zero. */
  readonly negative: string
  /** Class 1, or above zero. */
  readonly positive: string
  readonly third: string
  readonly ink: string
}

type Context = CanvasRenderingContext2D

/** As many as fit without becoming a blot. The order of examples is shuffled, so the first ones are a fair sample. */
const MOST_POINTS = 130
const POINT_RADIUS = 1.55

/** Points in the plane: two classes in two colours, values the paler the nearer they are to 0. */
export function drawPoints(
  context: Context,
  size: number,
  summary: Pick<DataSummary, 'points' | 'labels' | 'domain' | 'task'>,
  ink: Ink,
): void {
  const { points, labels, domain, task } = summary
  if (!points || !domain) return
  const [[low1, high1], [low2, high2]] = domain
  const inset = size * 0.07
  const scale1 = (size - 2 * inset) / (high1 - low1)
  const scale2 = (size - 2 * inset) / (high2 - low2)
  const count = Math.min(labels.length, MOST_POINTS)
  const radius = labels.length < 20 ? 3 : POINT_RADIUS
  for (let example = 0; example < count; example++) {
    const label = labels[example] ?? 0
    const isPositive = task === 'classification' ? label === 1 : label > 0
    const color = task === 'classification' && label > 1 ? ink.third : isPositive ? ink.positive : ink.negative
    context.globalAlpha = task === 'classification' ? 1 : 0.15 + 0.85 * Math.min(1, Math.abs(label))
    const x = inset + ((points[2 * example] ?? 0) - low1) * scale1
    const y = size - inset - ((points[2 * example + 1] ?? 0) - low2) * scale2
    dot(context, x, y, radius, color)
  }
  context.globalAlpha = 1
}

/** A truth table: its four rows at the corners of a square, filled where the answer is 1. */
export function drawGate(context: Context, size: number, outputs: readonly number[], ink: Ink): void {
  const inset = size * 0.24
  const far = size - inset
  const corners = [
    [inset, far],
    [inset, inset],
    [far, far],
    [far, inset],
  ] as const
  corners.forEach(([x, y], row) => {
    if (outputs[row] === 1) dot(context, x, y, size * 0.1, ink.positive)
    else ring(context, x, y, size * 0.1, ink.negative)
  })
}

/** Petal length to the right, petal width upward. */
export function drawIris(context: Context, size: number, ink: Ink): void {
  const colors = [ink.positive, ink.negative, ink.third]
  const inset = size * 0.12
  IRIS_PETALS.forEach((petals, species) => {
    for (const [length, width] of petals) {
      const x = inset + ((length - 1) / 5.9) * (size - 2 * inset)
      const y = size - inset - ((width - 0.1) / 2.4) * (size - 2 * inset)
      dot(context, x, y, POINT_RADIUS, colors[species] ?? ink.ink)
    }
  })
}

/** Four handwritten digits, pixel by pixel. */
export function drawDigits(context: Context, size: number, ink: Ink): void {
  const inset = size * 0.08
  const gap = size * 0.06
  const pixel = (size - 2 * inset - gap) / 16
  context.fillStyle = ink.ink
  DIGIT_PICTURES.forEach((picture, index) => {
    const left = inset + (index % 2) * (8 * pixel + gap)
    const top = inset + Math.floor(index / 2) * (8 * pixel + gap)
    pixelsOf(picture).forEach((darkness, at) => {
      context.globalAlpha = darkness
      context.fillRect(left + (at % 8) * pixel, top + Math.floor(at / 8) * pixel, pixel + 0.1, pixel + 0.1)
    })
  })
  context.globalAlpha = 1
}

function dot(context: Context, x: number, y: number, radius: number, color: string): void {
  context.fillStyle = color
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
}

function ring(context: Context, x: number, y: number, radius: number, color: string): void {
  context.strokeStyle = color
  context.lineWidth = radius * 0.45
  context.beginPath()
  context.arc(x, y, radius * 0.82, 0, 2 * Math.PI)
  context.stroke()
}
