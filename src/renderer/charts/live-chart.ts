/**
 * A Chart.js line chart that lives as long as its component and never meets Vue's reactivity: drawn at most once per
 * animation frame, and at a calm pace while training; follows size and theme by itself.
 */
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartDataset,
  type ChartOptions,
} from 'chart.js'
import { onMounted, onScopeDispose, shallowRef, watch, type ShallowRef, type WatchSource } from 'vue'
import { overlay, type Overlay } from './chart-overlay'
import type { Point } from './decimate'
import { LABEL_GAP, paintChart, TICK_SIZE } from './paint-chart'
import { createPacer } from '../ui/pace'
import { usePainter } from '../ui/painters'
import { useThemeColors, type ThemeColors } from '../ui/theme-colors'
import type { Tick } from './value-axis'

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler)

export type LineDataset = ChartDataset<'line', Point[]>
export type LineChart = Chart<'line', Point[]>
type LinearScaleOptions = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]> & { type: 'linear' }

/** Everything that one picture shows. */
export interface ChartPicture {
  /** The first is drawn on top. */
  readonly datasets: LineDataset[]
  readonly x: PictureAxis
  readonly y: PictureAxis
}

export interface PictureAxis {
  readonly min: number
  readonly max: number
  readonly ticks: readonly Tick[]
}

export interface LiveChartOptions {
  readonly canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>
  /** Called for each picture, with the width to draw on in CSS pixels; `null`: nothing to show. */
  readonly picture: (columns: number, colors: ThemeColors) => ChartPicture | null
  /** What must be drawn anew when it changes. */
  readonly sources: WatchSource[]
  readonly running: () => boolean
}

export interface LiveChart {
  /** Drawn on top of the curves; change it, then call `redrawOverlay`. */
  readonly overlay: Overlay
  redrawOverlay(): void
  /** Counts pictures, for what must move with them. */
  readonly drawn: Readonly<ShallowRef<number>>
  readonly colors: Readonly<ShallowRef<ThemeColors>>
  /** `null` while there is nothing drawn. */
  chart(): LineChart | null
}

/** About 12 pictures a second while training: alive to the eye, and time left for everything else. */
const RUNNING_INTERVAL = 80
/** “< 10⁻¹²” and “500,000” fit. */
const AXIS_WIDTH = 52

export function useLiveChart({ canvas, picture, sources, running }: LiveChartOptions): LiveChart {
  const colors = useThemeColors()
  const drawn = shallowRef(0)
  const shownOverlay: Overlay = { crosshair: null, dots: [] }
  const shownAxes = { x: EMPTY_AXIS, y: EMPTY_AXIS }
  let shownDatasets: readonly LineDataset[] = []
  let chart: LineChart | null = null

  function draw(): void {
    const scales = chart?.options.scales
    if (!chart || !scales?.['x'] || !scales['y']) return
    const columns = Math.max(50, Math.round(chart.width - AXIS_WIDTH))
    const { datasets, x, y } = picture(columns, colors.value) ?? { datasets: [], ...shownAxes }
    Object.assign(shownAxes, { x, y })
    Object.assign(scales['x'], { min: x.min, max: x.max })
    Object.assign(scales['y'], { min: y.min, max: y.max })
    shownDatasets = datasets
    chart.data.datasets = datasets
    chart.update('none')
    drawn.value++
  }

  const pacer = createPacer(draw, () => (running() ? RUNNING_INTERVAL : 0))
  watch([...sources, colors, running], pacer.ask)

  usePainter(canvas, (context) => {
    const { x, y } = chart?.scales ?? {}
    if (!chart || !x || !y) return
    paintChart(
      context,
      {
        area: chart.chartArea,
        x: (value) => x.getPixelForValue(value),
        y: (value) => y.getPixelForValue(value),
      },
      { datasets: shownDatasets, xTicks: shownAxes.x.ticks, yTicks: shownAxes.y.ticks, overlay: shownOverlay },
      colors.value,
    )
  })

  onMounted(() => {
    // Without a drawing context (a browser that refuses, a test) the text alternative still says everything.
    const context = canvas.value?.getContext('2d')
    if (!context) return
    chart = new Chart(context, {
      type: 'line',
      data: { datasets: [] },
      plugins: [overlay(shownOverlay, () => colors.value)],
      options: {
        parsing: false,
        normalized: true,
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        events: [],
        layout: { padding: { top: 6, right: 8 } },
        onResize: pacer.ask,
        scales: {
          x: axisOptions(
            'x',
            () => shownAxes.x,
            () => colors.value,
          ),
          y: axisOptions(
            'y',
            () => shownAxes.y,
            () => colors.value,
          ),
        },
      },
    })
    draw()
    // Labels drawn before the font had come are drawn again.
    void document.fonts.ready.then(pacer.ask)
  })
  onScopeDispose(() => {
    pacer.stop()
    chart?.destroy()
    chart = null
  })

  return {
    overlay: shownOverlay,
    redrawOverlay: () => chart?.draw(),
    drawn,
    colors,
    chart: () => chart,
  }
}

const EMPTY_AXIS: PictureAxis = { min: 0, max: 1, ticks: [] }

/** A calm grid: hairlines across the plot, none along it, with the ticks that the picture asks for. */
function axisOptions(axis: 'x' | 'y', shown: () => PictureAxis, colors: () => ThemeColors): LinearScaleOptions {
  const vertical = axis === 'y'
  return {
    type: 'linear',
    axis,
    afterBuildTicks(scale) {
      scale.ticks = shown().ticks.map(({ at, label }) => ({ value: at, label }))
    },
    // Both charts' plots begin at the same place, whatever the labels.
    afterFit(scale) {
      if (vertical) scale.width = AXIS_WIDTH
    },
    border: { display: false },
    grid: { display: vertical, color: () => colors().line, drawTicks: false },
    ticks: {
      callback: (_value, index) => shown().ticks[index]?.label,
      color: () => colors().inkSoft,
      font: () => ({ family: colors().font, size: TICK_SIZE }),
      padding: vertical ? LABEL_GAP.y : LABEL_GAP.x,
      align: vertical ? 'center' : 'inner',
      autoSkip: false,
      maxRotation: 0,
      minRotation: 0,
    },
  }
}

/** What all curves have in common. */
export function curve(points: readonly Point[], style: Partial<LineDataset>): LineDataset {
  return {
    data: [...points],
    borderWidth: 1.5,
    borderJoinStyle: 'round',
    borderCapStyle: 'round',
    pointRadius: 0,
    pointHitRadius: 0,
    pointHoverRadius: 0,
    tension: 0,
    ...style,
  }
}
