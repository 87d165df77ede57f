/** A map on its canvas: the plane and its line anew with every reading, the points only when they change. */
import { useDevicePixelRatio } from '@vueuse/core'
import { onMounted, onScopeDispose, watch, type ShallowRef } from 'vue'
import type { DataSummary, UnitMap } from '../../shared/trainer'
import { drawBoundary, drawPoint, drawRing, paintPlane, pointRadius, toSquare } from './draw-map'
import type { MapPoint } from './map-points'
import type { MapScale } from './map-scale'
import type { DrawContext } from '../ui/draw-context'
import { createPacer } from '../ui/pace'
import { usePainter } from '../ui/painters'
import { useThemeColors } from '../ui/theme-colors'

export interface MapContent {
  readonly map: UnitMap
  readonly scale: MapScale
  readonly data: DataSummary
  readonly points: readonly MapPoint[]
  /** The example that is ringed. */
  readonly example: number | null
}

export interface MapPictureOptions {
  readonly canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>
  /** Side of the square in CSS pixels. */
  readonly size: () => number
  readonly content: () => MapContent | null
  readonly running: () => boolean
}

const RUNNING_INTERVAL = 80

export function useMapPicture({ canvas, size, content, running }: MapPictureOptions): void {
  const colors = useThemeColors()
  const { pixelRatio } = useDevicePixelRatio()
  const plane = document.createElement('canvas')
  const layer = document.createElement('canvas')
  let drawnPoints = ''
  let pointsOf: readonly MapPoint[] = []

  function draw(): void {
    const target = canvas.value
    const context = target?.getContext('2d')
    const shown = content()
    const side = size()
    if (!target || !context || side <= 0) return
    const pixels = Math.round(side * pixelRatio.value)
    if (target.width !== pixels) target.width = target.height = pixels
    context.setTransform(pixels / side, 0, 0, pixels / side, 0, 0)
    context.clearRect(0, 0, side, side)
    context.imageSmoothingQuality = 'high'
    if (!shown) return
    drawPlane(context, side, shown)
    drawBoundary(context, side, shown.map, shown.scale, colors.value)
    drawPoints(pixels, side, shown)
    context.drawImage(layer, 0, 0, side, side)
    ringExample(context, side, shown)
  }

  // The same once more, with points as shapes in place of the pixels that are kept of them.
  usePainter(canvas, (context, side) => {
    const shown = content()
    if (!shown || side <= 0) return
    drawPlane(context, side, shown)
    context.save()
    context.beginPath()
    context.rect(0, 0, side, side)
    context.clip()
    drawBoundary(context, side, shown.map, shown.scale, colors.value)
    drawAllPoints(context, side, shown)
    ringExample(context, side, shown)
    context.restore()
  })

  function drawPlane(context: DrawContext, side: number, { map, scale }: MapContent): void {
    if (plane.width !== map.size) plane.width = plane.height = map.size
    const planeContext = plane.getContext('2d')
    if (!planeContext) return
    const picture = planeContext.createImageData(map.size, map.size)
    paintPlane(picture, map, scale, colors.value)
    planeContext.putImageData(picture, 0, 0)
    context.drawImage(plane, 0, 0, side, side)
  }

  function drawPoints(pixels: number, side: number, shown: MapContent): void {
    const wanted = `${pixels} ${colors.value.dark}`
    if (shown.points === pointsOf && wanted === drawnPoints) return
    pointsOf = shown.points
    drawnPoints = wanted
    layer.width = layer.height = pixels
    const context = layer.getContext('2d')
    if (!context) return
    context.scale(pixels / side, pixels / side)
    drawAllPoints(context, side, shown)
  }

  function drawAllPoints(context: DrawContext, side: number, { points, data }: MapContent): void {
    if (!data.domain) return
    const place = toSquare(data.domain, side)
    const radius = pointRadius(points.length, side)
    for (const point of points) drawPoint(context, place(point.x1, point.x2), radius, point, colors.value)
  }

  function ringExample(context: DrawContext, side: number, { points, data, example }: MapContent): void {
    if (example === null || !data.points || !data.domain) return
    const place = toSquare(data.domain, side)
    const at = place(data.points[2 * example] ?? NaN, data.points[2 * example + 1] ?? NaN)
    drawRing(context, at, pointRadius(points.length, side), colors.value)
  }

  const pacer = createPacer(draw, () => (running() ? RUNNING_INTERVAL : 0))
  watch([content, size, colors, pixelRatio, running], pacer.ask)
  onMounted(pacer.ask)
  onScopeDispose(pacer.stop)
}
