/** The examples on a map: where each stands, its shape by class, its colour by what the shown unit should answer. */
import type { NetworkSpec } from '../../shared/network'
import type { DataSummary, UnitAddress } from '../../shared/trainer'

export const SHAPES = ['triangle', 'circle', 'square', 'diamond', 'plus', 'cross'] as const
export type Shape = (typeof SHAPES)[number]

export interface MapPoint {
  readonly example: number
  readonly x1: number
  readonly x2: number
  readonly shape: Shape
  /** −1 orange to 1 blue; 0: neither. */
  readonly side: number
  readonly trains: boolean
}

/** More points are not drawn: they would hide the map, and themselves. */
export const MOST_POINTS = 2000

/** Every n-th example where there are too many. `unit` is the unit that the map shows. */
export function mapPoints(data: DataSummary, unit: UnitAddress, network: NetworkSpec): MapPoint[] {
  const { points, labels, trainCount, testCount, task } = data
  if (!points) return []
  const total = trainCount + testCount
  const stride = Math.ceil(total / MOST_POINTS)
  const largest = task === 'regression' ? labels.reduce((most, label) => Math.max(most, Math.abs(label)), 0) || 1 : 1
  const shown: MapPoint[] = []
  for (let example = 0; example < total; example += stride) {
    const label = labels[example] ?? 0
    shown.push({
      example,
      x1: points[2 * example] ?? 0,
      x2: points[2 * example + 1] ?? 0,
      shape: task === 'regression' ? (label > 0 ? 'circle' : 'triangle') : shapeOfClass(label),
      side: task === 'regression' ? label / largest : sideOfClass(label, data, unit, network),
      trains: example < trainCount,
    })
  }
  return shown
}

export function shapeOfClass(index: number): Shape {
  return SHAPES[index % SHAPES.length] ?? 'circle'
}

/**
 * With one output for each class: for or against the output that is shown. With one output for two classes: the second
 * is for it. Units inside say nothing about several classes.
 */
export function sideOfClass(
  label: number,
  { classNames }: DataSummary,
  unit: UnitAddress,
  { layers }: NetworkSpec,
): number {
  const isOutput = unit.layer === layers.length + 1
  const outputs = layers.at(-1)?.units ?? 1
  if (isOutput && outputs > 1) return label === unit.unit ? 1 : -1
  if (classNames.length > 2) return 0
  return label === 1 ? 1 : -1
}

/** The drawn point nearest to a place, within reach along both axes; all lengths in the data's own units. */
export function nearestPoint(
  points: readonly MapPoint[],
  x1: number,
  x2: number,
  reach: readonly [x1: number, x2: number],
): MapPoint | null {
  let nearest: MapPoint | null = null
  let distance = 1
  for (const point of points) {
    const off = Math.hypot((point.x1 - x1) / reach[0], (point.x2 - x2) / reach[1])
    if (off <= distance) {
      distance = off
      nearest = point
    }
  }
  return nearest
}
