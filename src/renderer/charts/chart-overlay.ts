/** The base line below the curves; over them what moves without an update of the chart: crosshair and dots. */
import type { Plugin } from 'chart.js'
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
      const y = Math.round(chartArea.bottom) - 0.5
      ctx.save()
      ctx.strokeStyle = colors().lineStrong
      ctx.lineWidth = 1
      ctx.beginPath()
      ctx.moveTo(chartArea.left, y)
      ctx.lineTo(chartArea.right, y)
      ctx.stroke()
      ctx.restore()
    },
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const { x: xScale, y: yScale } = scales
      if (!xScale || !yScale) return
      ctx.save()
      if (shown.crosshair !== null) {
        const x = Math.round(xScale.getPixelForValue(shown.crosshair)) + 0.5
        ctx.strokeStyle = colors().inkFaint
        ctx.lineWidth = 1
        ctx.beginPath()
        ctx.moveTo(x, chartArea.top)
        ctx.lineTo(x, chartArea.bottom)
        ctx.stroke()
      }
      for (const dot of shown.dots) {
        const y = yScale.getPixelForValue(dot.y)
        if (!Number.isFinite(y) || y < chartArea.top - 4 || y > chartArea.bottom + 4) continue
        ctx.beginPath()
        ctx.arc(xScale.getPixelForValue(dot.x), y, 3, 0, 2 * Math.PI)
        ctx.fillStyle = dot.open ? colors().panel : dot.color
        ctx.strokeStyle = dot.open ? dot.color : colors().panel
        ctx.lineWidth = 1.5
        ctx.fill()
        ctx.stroke()
      }
      ctx.restore()
    },
  }
}
