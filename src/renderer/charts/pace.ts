/** Slower than the readings come: pictures at a calm rate, numbers that can be read. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

export interface Pacer {
  /** Asks for one more call; several that come too early become one. */
  ask(): void
  stop(): void
}

/** Calls `act` in an animation frame, at least `interval()` ms after the time before. */
export function createPacer(act: () => void, interval: () => number): Pacer {
  let frame = 0
  let last = -Infinity
  function tick(now: number): void {
    frame = 0
    // Half a frame's tolerance, or 60 ms would mean every fifth frame of 16.7 ms.
    if (now - last < interval() - 8) {
      frame = requestAnimationFrame(tick)
      return
    }
    last = now
    act()
  }
  return {
    ask() {
      if (frame === 0) frame = requestAnimationFrame(tick)
    },
    stop() {
      cancelAnimationFrame(frame)
      frame = 0
    },
  }
}

/**
 * The newest value of `source`: at once while at rest, at most every `interval` ms while `running`. The last value
 * always arrives.
 */
export function usePaced<T>(source: () => T, running: () => boolean, interval: number): Readonly<ShallowRef<T>> {
  const shown = shallowRef(source())
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = -Infinity
  function show(): void {
    clearTimeout(timer)
    timer = undefined
    last = performance.now()
    shown.value = source()
  }
  watch([source, running], () => {
    const wait = running() ? last + interval - performance.now() : 0
    if (wait <= 0) show()
    else timer ??= setTimeout(show, wait)
  })
  onScopeDispose(() => clearTimeout(timer))
  return shown
}
