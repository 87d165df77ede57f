/** The edges that are drawn: from each shown unit and bias unit to each shown unit of the next layer. */
import { thetaBlocks, type NetworkSpec } from '../../shared/network'
import type { ModelSnapshot, UnitAddress } from '../../shared/trainer'
import type { PropagationDirection } from '../formula/arithmetic'
import type { EdgeQuantity } from '../lab/lab'
import type { NetworkLayout, Point } from './layout'

export interface Edge {
  /** In the flat order of `thetaBlocks`. */
  readonly weight: number
  /** Layer of the unit it leads to, 2 to L. */
  readonly layer: number
  /** Unit it leads to, from 0. */
  readonly unit: number
  /** Unit it comes from, from 0; −1 for the bias unit. */
  readonly source: number
  readonly start: Point
  readonly end: Point
}

export function placeEdges(network: NetworkSpec, layout: NetworkLayout): Edge[] {
  const half = layout.ellipse.width / 2
  return thetaBlocks(network).flatMap(({ offset, columns }, index) => {
    const from = layout.layers[index]
    const to = layout.layers[index + 1]
    if (!from || !to) return []
    return to.shown.flatMap((target): Edge[] => {
      const row = offset + target.unit * columns
      const end = { x: target.x - half, y: target.y }
      const edge = (source: number, start: Point): Edge => ({
        weight: row + source + 1,
        layer: to.layer,
        unit: target.unit,
        source,
        start,
        end,
      })
      const bias = from.bias ? [edge(-1, { x: from.bias.x + 15, y: from.bias.y })] : []
      return [...bias, ...from.shown.map((place) => edge(place.unit, { x: place.x + half, y: place.y }))]
    })
  })
}

/** What the edge means just now; NaN: nothing. `flow`: θ·δ, what this edge sends backward. */
export function edgeValue(
  edge: Edge,
  quantity: EdgeQuantity,
  model: ModelSnapshot,
  offsets: readonly number[],
): number {
  const theta = model.theta[edge.weight] ?? NaN
  if (quantity === 'theta') return theta
  if (quantity === 'gradient') return model.gradient[edge.weight] ?? NaN
  // Inputs and bias units have no δ: nothing flows back to them.
  if (edge.source < 0 || edge.layer === 2) return NaN
  const delta = model.trace.delta[(offsets[edge.layer - 2] ?? 0) + edge.unit] ?? NaN
  return theta * delta
}

/** Points of the curve from `start` to `end`: level at both ends. */
export function pointOn({ start, end }: Pick<Edge, 'start' | 'end'>, t: number): Point {
  const bend = bendOf(start, end)
  const u = 1 - t
  const x = u * u * u * start.x + 3 * u * u * t * (start.x + bend) + 3 * u * t * t * (end.x - bend) + t * t * t * end.x
  const y = u * u * (u + 3 * t) * start.y + t * t * (t + 3 * u) * end.y
  return { x, y }
}

export function bendOf(start: Point, end: Point): number {
  return (end.x - start.x) * 0.45
}

/** The edges whose number is written on them while a unit stands out, and where along them. */
export function labelledEdges(
  edges: readonly Edge[],
  { layer, unit }: UnitAddress,
  layers: number,
  direction: PropagationDirection,
): readonly { readonly edge: Edge; readonly along: number }[] {
  // An input has only edges that lead on, an output only edges that lead to it.
  const incoming = layer === layers || (direction === 'forward' && layer > 1)
  const labelled = edges.filter((edge) =>
    incoming ? edge.layer === layer && edge.unit === unit : edge.layer === layer + 1 && edge.source === unit,
  )
  const ofUnits = labelled.filter(({ source }) => source >= 0)
  const fromFarEnd = labelPlace(incoming ? ofUnits.map(reversed) : ofUnits)
  return labelled.map((edge) => ({
    edge,
    // A bias unit stands above the others: there is nothing in the way.
    along: edge.source < 0 ? NEAR_FAR_END : incoming ? fromFarEnd : 1 - fromFarEnd,
  }))
}

type Line = Pick<Edge, 'start' | 'end'>
const reversed = ({ start, end }: Edge): Line => ({ start: end, end: start })

/** Where edges that meet at one unit are still well apart. */
const NEAR_FAR_END = 0.3
/** Half the width of a written number, and the distance between two that don't touch. */
const LABEL_HALF = 30
const LABEL_PITCH = 26

/**
 * How far along, from the far ends of lines that start at one unit: near those, but not over the units that stand
 * there, unless the numbers would then cover one another.
 */
function labelPlace(lines: readonly Line[]): number {
  const [first] = lines
  if (!first) return NEAR_FAR_END
  const clear = Math.min(0.5, Math.max(NEAR_FAR_END, LABEL_HALF / Math.abs(first.end.x - first.start.x)))
  const heights = lines.map(({ end }) => end.y).sort((a, b) => a - b)
  const closest = Math.min(...heights.slice(1).map((y, index) => y - (heights[index] ?? y)))
  const apart = 1 - clear * clear * (3 - 2 * clear) // as pointOn() has it
  return closest * apart >= LABEL_PITCH ? clear : NEAR_FAR_END
}

const HIT_DISTANCE = 7
const HIT_PIECES = 24

/** The edge under the pointer: the nearest one within reach; `null` where there is none. */
export function edgeAt(edges: readonly Edge[], point: Point): Edge | null {
  let nearest: Edge | null = null
  let nearestDistance = HIT_DISTANCE
  for (const edge of edges) {
    if (point.x < edge.start.x - HIT_DISTANCE || point.x > edge.end.x + HIT_DISTANCE) continue
    let from = edge.start
    for (let piece = 1; piece <= HIT_PIECES; piece++) {
      const to = pointOn(edge, piece / HIT_PIECES)
      const distance = distanceToLine(point, from, to)
      if (distance < nearestDistance) {
        nearest = edge
        nearestDistance = distance
      }
      from = to
    }
  }
  return nearest
}

/** To the nearest point between `from` and `to`. */
function distanceToLine(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy)
  // Two points in the same place have no line between them.
  const t = Math.min(1, Math.max(0, along || 0))
  return Math.hypot(from.x + t * dx - point.x, from.y + t * dy - point.y)
}
