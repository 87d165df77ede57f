/** The record that a chart's reader points at: with the pointer, or with the arrow keys while the figure has focus. */
import { computed, shallowRef, type ComputedRef } from 'vue'
import { actionOf, CHART_KEYS } from '../lab/keys'
import { nearestRecord } from './latest'
import type { LiveChart } from './live-chart'

export interface Crosshair {
  /** Index into the history; −1: nobody points at anything. */
  readonly record: ComputedRef<number>
  /** Where it stands in the plot, in CSS pixels from the canvas's corner. */
  readonly left: ComputedRef<number>
  /** The pointer's height over the plot; `null` where keys move the crosshair. */
  readonly pointerY: ComputedRef<number | null>
  /** To be bound on the plot. */
  readonly pointerEvents: Readonly<
    Record<'pointermove' | 'pointerdown' | 'pointerleave', (event: PointerEvent) => void>
  >
  /** To be bound on the figure. True: the key moved the crosshair. */
  onKey(event: KeyboardEvent): boolean
  hide(): void
}

type Place = { readonly by: 'pointer'; readonly x: number; readonly y: number } | { readonly by: 'keys'; epoch: number }

export function useCrosshair(live: LiveChart, epochs: () => Float64Array): Crosshair {
  const place = shallowRef<Place | null>(null)

  /** A pointer that rests points at another epoch when the axis moves under it. */
  const record = computed(() => {
    void live.drawn.value
    const at = place.value
    if (!at || epochs().length === 0) return -1
    const epoch = at.by === 'keys' ? at.epoch : live.chart()?.scales['x']?.getValueForPixel(at.x)
    return epoch === undefined ? -1 : nearestRecord(epochs(), epoch)
  })
  const left = computed(() => {
    void live.drawn.value
    return live.chart()?.scales['x']?.getPixelForValue(epochs()[record.value] ?? 0) ?? 0
  })

  function point(event: PointerEvent): void {
    place.value = { by: 'pointer', x: event.offsetX, y: event.offsetY }
  }
  function hide(): void {
    place.value = null
  }

  const page = (): number => Math.max(10, Math.round(epochs().length / 10))
  const MOVES = {
    earlier: (from: number) => from - 1,
    later: (from: number) => from + 1,
    muchEarlier: (from: number) => from - page(),
    muchLater: (from: number) => from + page(),
    first: () => 0,
    last: (_from: number, last: number) => last,
  } as const

  return {
    record,
    left,
    pointerY: computed(() => (place.value?.by === 'pointer' ? place.value.y : null)),
    pointerEvents: { pointermove: point, pointerdown: point, pointerleave: hide },
    onKey(event) {
      const action = actionOf(CHART_KEYS, event)
      if (action === 'hide' && place.value) {
        hide()
        event.preventDefault()
        return true
      }
      const last = epochs().length - 1
      if (!action || action === 'hide' || last < 0 || event.ctrlKey || event.metaKey || event.altKey) return false
      // The first key press shows where the run is now.
      const from = record.value < 0 ? last + (action === 'earlier' || action === 'muchEarlier' ? 1 : 0) : record.value
      const next = Math.min(last, Math.max(0, MOVES[action](from, last)))
      place.value = { by: 'keys', epoch: epochs()[next] ?? 0 }
      event.preventDefault()
      return true
    },
    hide,
  }
}
