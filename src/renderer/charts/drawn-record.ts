/** What a chart of the history has drawn, and the record of it that its crosshair stands at. */
import { watch } from 'vue'
import type { History } from '../../shared/trainer'
import { useCrosshair, type Crosshair } from './crosshair'
import type { LiveChart } from './live-chart'

export interface DrawnRecord<Shown> {
  /** What is drawn now, not what came since: the crosshair must read what it points at. */
  current(): Shown | null
  readonly crosshair: Crosshair
}

export interface DrawnRecordOptions<Shown> {
  readonly live: LiveChart
  /** Of the newest picture. */
  readonly shown: () => Shown | null
  /** Puts lines and dots where the crosshair stands. */
  readonly updateOverlay: () => void
}

export function useDrawnRecord<Shown extends { readonly history: History }>({
  live,
  shown,
  updateOverlay,
}: DrawnRecordOptions<Shown>): DrawnRecord<Shown> {
  function current(): Shown | null {
    void live.drawn.value
    return shown()
  }
  const crosshair = useCrosshair(live, () => current()?.history.epochs ?? new Float64Array())
  watch(crosshair.record, () => {
    updateOverlay()
    live.redrawOverlay()
  })
  return { current, crosshair }
}
