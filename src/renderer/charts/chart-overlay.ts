/** The base line below the curves; over them what moves without an update of the chart: crosshair and dots. */
import type { ChartArea, Plugin } from 'chart.js'
import type { DrawContext } from '../ui/draw-context'
import type { ThemeColors } from '../ui/theme-colors'

export interface OverlayDot {
  /** In the axes' own units. */
  readonly x: number
  readonly y: number
  readonly color: string
  /** An open dot has the panel's colour inside. */
  readonly open?: boolean
}

export interface Overlay {
  /** Where the crosshair stands on the x axis. */
  crosshair: number | null
  dots: readonly OverlayDot[]
}

export function overlay(shown: Overlay, colors: () => ThemeColors): Plugin<'line'> {
  return {
    id: 'overlay',
    beforeDatasetsDraw({ ctx, chartArea }) {
      drawBase(ctx, chartArea, colors())
    },
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const { x, y } = scales
      if (!x || !y) return
      const place = {
        area: chartArea,
        x: (value: number) => x.getPixelForValue(value),
        y: (value: number) => y.getPixelForValue(value),
      }
      drawMarks(ctx, place, shown, colors())
    },
  }
}

export function drawBase(context: DrawContext, area: ChartArea, colors: ThemeColors): void {
  const y = Math.round(area.bottom) - 0.5
  context.save()
  context.strokeStyle = colors.lineStrong
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(area.left, y)
  context.lineTo(area.right, y)
  context.stroke()
  context.restore()
}

interface Place {
  readonly area: ChartArea
  readonly x: (value: number) => number
  readonly y: (value: number) => number
}

export function drawMarks(context: DrawContext, { area, x, y }: Place, shown: Overlay, colors: ThemeColors): void {
  context.save()
  if (shown.crosshair !== null) {
    const at = Math.round(x(shown.crosshair)) + 0.5
    context.strokeStyle = colors.inkFaint
    context.lineWidth = 1
    context.beginPath()
    context.moveTo(at, area.top)
    context.lineTo(at, area.bottom)
    context.stroke()
  }
  for (const dot of shown.dots) {
    const at = y(dot.y)
    if (!Number.isFinite(at) || at < area.top - 4 || at > area.bottom + 4) continue
    context.beginPath()
    context.arc(x(dot.x), at, 3, 0, 2 * Math.PI)
    context.fillStyle = dot.open ? colors.panel : dot.color
    context.strokeStyle = dot.open ? dot.color : colors.panel
    context.lineWidth = 1.5
    context.fill()
    context.stroke()
  }
  context.restore()
}
