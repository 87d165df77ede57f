/** Draws edges on a canvas: width by magnitude, sign by colour and by dash. */
import type { UnitAddress } from '../../shared/trainer'
import type { DrawContext } from '../ui/draw-context'
import { bendOf, pointOn, type Edge } from './edges'

export interface EdgeColors {
  readonly positive: string
  readonly negative: string
  /** Where there is nothing just now: not computed yet, or no δ to flow back. */
  readonly faint: string
  /** No longer a finite number. */
  readonly broken: string
}

export interface EdgePicture {
  readonly edges: readonly Edge[]
  /** Of each edge, in the same order. */
  readonly values: Float32Array
  readonly largest: number
  /** Edges of this unit stand out, the rest fades. */
  readonly unit: UnitAddress | null
  /** Colours of the terms of the formula shown, by weight index. */
  readonly termColors: ReadonlyMap<number, string>
  /** 0 to 1, the place of what moves along the edges; `null`: nothing moves. */
  readonly flow: { readonly phase: number; readonly backward: boolean } | null
}

const THINNEST = 0.6
const THICKEST = 6
/** Below this share of the largest value the width is linear, above it logarithmic. */
const LINEAR_SHARE = 0.03
const DASH = [6, 4]
const NOTHING = { opacity: 0.22, width: 1 } as const
const MOST_MOVING = 120
/** Of more edges only the strongest are drawn, and those of the unit that stands out: the rest is fog, and slow. */
const MOST_EDGES = 140

/** Symmetric-log: 0 for nothing, 1 for the largest. */
export function relativeWidth(value: number, largest: number): number {
  if (!(largest > 0)) return 0
  return Math.asinh(Math.abs(value) / (largest * LINEAR_SHARE)) / Math.asinh(1 / LINEAR_SHARE)
}

export function lineWidth(value: number, largest: number): number {
  return THINNEST + (THICKEST - THINNEST) * Math.min(1, relativeWidth(value, largest))
}

export function drawEdges(context: DrawContext, picture: EdgePicture, colors: EdgeColors): void {
  const { edges, values, largest, unit, termColors, flow } = picture
  context.lineCap = 'butt'
  const weakest = weakestDrawn(values)
  edges.forEach((edge, index) => {
    const value = values[index] ?? NaN
    if (Math.abs(value) < weakest && !(unit && touches(edge, unit))) return
    const term = termColors.get(edge.weight)
    const share = Math.min(1, relativeWidth(value, largest))
    if (Number.isNaN(value)) {
      context.globalAlpha = NOTHING.opacity
      context.strokeStyle = colors.faint
      context.lineWidth = NOTHING.width
    } else {
      context.globalAlpha = opacity(edge, unit, share, term !== undefined)
      context.strokeStyle = Number.isFinite(value) ? (term ?? signColor(value, colors)) : colors.broken
      context.lineWidth = lineWidth(value, largest)
    }
    context.setLineDash(value < 0 ? DASH : [])
    trace(context, edge)
    context.stroke()
  })
  context.setLineDash([])
  if (flow) drawFlow(context, picture, flow, colors)
  context.globalAlpha = 1
}

function trace(context: DrawContext, { start, end }: Edge): void {
  const bend = bendOf(start, end)
  context.beginPath()
  context.moveTo(start.x, start.y)
  context.bezierCurveTo(start.x + bend, start.y, end.x - bend, end.y, end.x, end.y)
}

function signColor(value: number, { positive, negative }: EdgeColors): string {
  return value < 0 ? negative : positive
}

/** The magnitude that `MOST_EDGES` edges reach; 0 where all are drawn. */
export function weakestDrawn(values: Float32Array): number {
  if (values.length <= MOST_EDGES) return 0
  const magnitudes = values.map(Math.abs).filter(Number.isFinite).sort()
  return magnitudes.at(-MOST_EDGES) ?? 0
}

function opacity(edge: Edge, unit: UnitAddress | null, share: number, isTerm: boolean): number {
  if (!unit) return 0.2 + 0.65 * share
  return isTerm || touches(edge, unit) ? 0.95 : 0.1
}

export function touches(edge: Edge, { layer, unit }: UnitAddress): boolean {
  return (edge.layer === layer && edge.unit === unit) || (edge.layer === layer + 1 && edge.source === unit)
}

/** Dots that travel along the strongest edges: with the activations, or against them with the deltas. */
function drawFlow(
  context: DrawContext,
  { edges, values, largest, unit }: EdgePicture,
  { phase, backward }: { phase: number; backward: boolean },
  colors: EdgeColors,
): void {
  const step = Math.max(1, Math.ceil(edges.length / MOST_MOVING))
  for (let index = 0; index < edges.length; index += step) {
    const edge = edges[index]
    const value = values[index] ?? NaN
    if (!edge || !Number.isFinite(value) || (unit && !touches(edge, unit))) continue
    const share = Math.min(1, relativeWidth(value, largest))
    if (share < 0.25) continue
    const own = (phase + ((edge.weight * 0.618) % 1)) % 1
    const { x, y } = pointOn(edge, backward ? 1 - own : own)
    context.globalAlpha = 0.35 + 0.6 * share
    context.fillStyle = signColor(value, colors)
    context.beginPath()
    context.arc(x, y, 1.4 + 2.2 * share, 0, 2 * Math.PI)
    context.fill()
  }
}
