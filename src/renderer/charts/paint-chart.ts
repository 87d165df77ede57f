/** A live chart drawn once more by itself, at any scale: its axes, its curves and what lies over them. */
import type { ChartArea } from 'chart.js'
import type { DrawContext } from '../ui/draw-context'
import type { ThemeColors } from '../ui/theme-colors'
import { drawBase, drawMarks, type Overlay } from './chart-overlay'
import type { LineDataset } from './live-chart'
import type { Tick } from './value-axis'

/** Where the chart stands on its canvas. */
export interface ChartPlace {
  readonly area: ChartArea
  /** From an axis' own units to CSS pixels. */
  readonly x: (value: number) => number
  readonly y: (value: number) => number
}

export interface PaintedChart {
  /** The first is drawn on top. */
  readonly datasets: readonly LineDataset[]
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
  readonly overlay: Overlay
}

export const TICK_SIZE = 11
/** Between the plot and the labels below it, and beside it. */
export const LABEL_GAP = { x: 5, y: 7 } as const

export function paintChart(context: DrawContext, place: ChartPlace, chart: PaintedChart, colors: ThemeColors): void {
  const { area } = place
  context.font = `${TICK_SIZE}px ${colors.font}`
  context.lineWidth = 1
  paintValueAxis(context, place, chart.yTicks, colors)
  paintEpochAxis(context, place, chart.xTicks, colors)
  drawBase(context, area, colors)
  context.save()
  context.beginPath()
  context.rect(area.left, area.top - 1, area.right - area.left, area.bottom - area.top + 2)
  context.clip()
  for (const [index, dataset] of [...chart.datasets.entries()].reverse()) {
    if (dataset.fill === '+1') paintBand(context, place, dataset, chart.datasets[index + 1])
    paintCurve(context, place, dataset)
  }
  context.restore()
  drawMarks(context, place, { ...chart.overlay, crosshair: null }, colors)
}

function paintValueAxis(
  context: DrawContext,
  { area, y }: ChartPlace,
  ticks: readonly Tick[],
  colors: ThemeColors,
): void {
  context.strokeStyle = colors.line
  context.fillStyle = colors.inkSoft
  context.textAlign = 'right'
  context.textBaseline = 'middle'
  for (const { at, label } of ticks) {
    context.beginPath()
    context.moveTo(area.left, y(at))
    context.lineTo(area.right, y(at))
    context.stroke()
    context.fillText(label, area.left - LABEL_GAP.y, y(at))
  }
}

/** The first and the last label stay within the plot. */
function paintEpochAxis(
  context: DrawContext,
  { area, x }: ChartPlace,
  ticks: readonly Tick[],
  colors: ThemeColors,
): void {
  context.fillStyle = colors.inkSoft
  context.textBaseline = 'top'
  for (const [index, { at, label }] of ticks.entries()) {
    context.textAlign = index === 0 ? 'left' : index === ticks.length - 1 ? 'right' : 'center'
    context.fillText(label, x(at), area.bottom + LABEL_GAP.x)
  }
}

function paintCurve(context: DrawContext, { x, y }: ChartPlace, dataset: LineDataset): void {
  const width = Number(dataset.borderWidth)
  if (!(width > 0)) return
  context.strokeStyle = String(dataset.borderColor)
  context.lineWidth = width
  context.lineJoin = 'round'
  context.lineCap = dataset.borderCapStyle === 'butt' ? 'butt' : 'round'
  context.setLineDash(dashOf(dataset))
  context.beginPath()
  let isDrawing = false
  for (const point of dataset.data) {
    const isPoint = Number.isFinite(point.y)
    if (isPoint && isDrawing) context.lineTo(x(point.x), y(point.y))
    else if (isPoint) context.moveTo(x(point.x), y(point.y))
    isDrawing = isPoint
  }
  context.stroke()
  context.setLineDash([])
}

function dashOf({ borderDash }: LineDataset): number[] {
  return Array.isArray(borderDash) ? borderDash.filter((length) => length !== undefined) : []
}

/** What lies between a curve and the next. */
function paintBand(context: DrawContext, { x, y }: ChartPlace, one: LineDataset, other: LineDataset | undefined): void {
  const outline = [...one.data, ...(other?.data ?? []).toReversed()].filter((point) => Number.isFinite(point.y))
  if (outline.length < 3) return
  context.fillStyle = String(one.backgroundColor)
  context.beginPath()
  for (const [index, point] of outline.entries()) {
    if (index === 0) context.moveTo(x(point.x), y(point.y))
    else context.lineTo(x(point.x), y(point.y))
  }
  context.closePath()
  context.fill()
}
