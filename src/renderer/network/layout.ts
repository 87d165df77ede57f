/**
 * Where everything of the drawing stands: layers as columns from left to right, their units below one another, the bias
 * unit on top. Pure: the same network and size give the same picture. All lengths in CSS pixels.
 */
import { unitCounts, type NetworkSpec } from '../../shared/network'
import { foldLayer, type Fold } from './fold'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** How much fits on an ellipse: z and a with headings, both without, or a alone. */
export type Density = 'large' | 'roomy' | 'compact' | 'dense'

export interface UnitPlace extends Point {
  /** From 0, within its layer. */
  readonly unit: number
}

export interface LayerPlace {
  /** 1 (inputs) to L. */
  readonly layer: number
  readonly units: number
  readonly x: number
  /** The units that are drawn, from the top. */
  readonly shown: readonly UnitPlace[]
  /** What stands for those that are not; `null` where all are drawn. */
  readonly fold: (Point & Fold & Size) | null
  /** `null` for the outputs. */
  readonly bias: Point | null
}

export interface NetworkLayout {
  /** May be wider than asked for: then the drawing scrolls. */
  readonly width: number
  readonly height: number
  readonly density: Density
  readonly ellipse: Size
  /** Distance between columns. */
  readonly columnGap: number
  readonly layers: readonly LayerPlace[]
}

/** From the border of the drawing to the middle of the first and last column. */
const SIDE = 70
const DENSE_SIDE = 44
const DENSE_FROM_GAPS = 7
/** Room beside several outputs for the names of their classes. */
const CLASS_NAMES = 84
/** What a single output answers and costs stands above it, and is a little wider. */
const SINGLE_NOTE = 14
const HEADING = 34
const BIAS_SIZE = 30
/** The narrowest a column may get before the drawing scrolls instead. */
const MIN_COLUMN_GAP = 62
const MAX_COLUMN_GAP = 320
const DENSE_COLUMN_GAP = 138
const MIN_ROW_GAP = 44
const MAX_ROW_GAP = 190
const FOLD_HEIGHT = 92
const FOLD_WIDTH = 96
/** Seen from the last row: where there is room, the units are large. */
const LARGE = { columnGap: 250, rowGap: 150 } as const
/** Below the bias units. */
const FIRST_ROW = HEADING + BIAS_SIZE + 8
/** A unit and a strip fit below one another. */
const MIN_HEIGHT = FIRST_ROW + MIN_ROW_GAP + FOLD_HEIGHT

/** Below the drawing: a layer's number of units and its activation, and where another layer can be added. */
export const CONTROLS_HEIGHT: Readonly<Record<Density, number>> = {
  large: 66,
  roomy: 66,
  compact: 66,
  dense: 90,
}

export { BIAS_SIZE }

/** `available` includes the controls below the layers. */
export function layoutNetwork(network: NetworkSpec, available: Size): NetworkLayout {
  const counts = unitCounts(network)
  const gaps = counts.length - 1
  const beside = (counts.at(-1) ?? 1) > 1 ? CLASS_NAMES : SINGLE_NOTE
  // Many layers on a wide screen have wide ellipses all the same.
  const isDense = gaps >= DENSE_FROM_GAPS && (available.width - beside - 2 * DENSE_SIDE) / gaps < DENSE_COLUMN_GAP
  const side = isDense ? DENSE_SIDE : SIDE
  const sides = 2 * side + beside
  const columnGap = clamp((available.width - sides) / gaps, MIN_COLUMN_GAP, MAX_COLUMN_GAP)
  const width = Math.max(available.width, gaps * columnGap + sides)
  const firstX = side + (width - gaps * columnGap - sides) / 2
  const height = Math.max(
    MIN_HEIGHT,
    available.height - CONTROLS_HEIGHT[columnGap < DENSE_COLUMN_GAP ? 'dense' : 'roomy'],
  )

  const biasY = HEADING + BIAS_SIZE / 2
  const room = height - FIRST_ROW
  const folds = counts.map((count) => foldLayer(count, room, MIN_ROW_GAP, FOLD_HEIGHT))
  const mostRows = Math.max(...counts.map((count, index) => (folds[index] ? foldedRows(folds[index]) : count)))
  const anyFold = folds.some((fold) => fold !== null)
  const rowGap = clamp((room - (anyFold ? FOLD_HEIGHT - MIN_ROW_GAP : 0)) / mostRows, MIN_ROW_GAP, MAX_ROW_GAP)
  const density = densityFor(columnGap, rowGap)
  const { width: wanted, height: ellipseHeight } = ellipseFor(density, columnGap, rowGap)
  const ellipse = { width: Math.min(wanted, 2 * firstX), height: ellipseHeight }
  const strip = {
    width: Math.min(Math.max(FOLD_WIDTH, ellipse.width), columnGap - 8, 2 * side),
    height: FOLD_HEIGHT,
  }
  const middle = FIRST_ROW + room / 2

  const layers = counts.map((units, index): LayerPlace => {
    const x = firstX + index * columnGap
    const isLast = index === gaps
    return {
      layer: index + 1,
      units,
      x,
      ...placeUnits(units, folds[index] ?? null, strip, { x, middle, rowGap }),
      bias: isLast ? null : { x, y: biasY },
    }
  })
  return { width, height, density, ellipse, columnGap, layers }
}

function placeUnits(
  units: number,
  fold: Fold | null,
  strip: Size,
  { x, middle, rowGap }: { readonly x: number; readonly middle: number; readonly rowGap: number },
): Pick<LayerPlace, 'shown' | 'fold'> {
  // The δ below an ellipse belongs to it: the pair is centred, so the ellipse stands a little higher.
  const lift = 10
  if (!fold) {
    const firstY = middle - ((units - 1) * rowGap) / 2 - lift
    return { shown: Array.from({ length: units }, (_, unit) => ({ unit, x, y: firstY + unit * rowGap })), fold: null }
  }
  const height = (fold.above + fold.below) * rowGap + strip.height
  const start = middle - height / 2 + rowGap / 2 - lift
  const shown: UnitPlace[] = []
  for (let unit = 0; unit < fold.above; unit++) shown.push({ unit, x, y: start + unit * rowGap })
  const foldY = start + (fold.above - 0.5) * rowGap + strip.height / 2 + lift
  for (let below = 0; below < fold.below; below++) {
    const unit = units - fold.below + below
    shown.push({ unit, x, y: start + (fold.above + below) * rowGap + strip.height })
  }
  return { shown, fold: { ...fold, ...strip, x, y: foldY } }
}

function foldedRows(fold: Fold): number {
  return fold.above + fold.below + 1
}

function densityFor(columnGap: number, rowGap: number): Density {
  if (columnGap < DENSE_COLUMN_GAP) return 'dense'
  if (columnGap >= LARGE.columnGap && rowGap >= LARGE.rowGap) return 'large'
  return rowGap >= 84 ? 'roomy' : 'compact'
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

/** Room for δ below and for what stands between columns is left over. */
function ellipseFor(density: Density, columnGap: number, rowGap: number): Size {
  switch (density) {
    case 'large':
      return { width: 168, height: 84 }
    case 'roomy':
      return { width: Math.min(128, columnGap * 0.68), height: clamp(rowGap - 34, 40, 66) }
    case 'compact':
      return { width: Math.min(124, columnGap * 0.68), height: clamp(rowGap - 34, 22, 40) }
    case 'dense':
      return { width: Math.min(58, columnGap * 0.66), height: clamp(rowGap - 34, 22, 40) }
  }
}
