/** Slower than the readings come: pictures at a calm rate, numbers that can be read. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

export interface Pacer {
  /** Asks for one more call; several that come too early become one. */
  ask(): void
  stop(): void
}

/** The animation frame in which a paced picture was drawn last, by its time. */
let takenFrame = -1

/**
 * Calls `act` in an animation frame, at least `interval()` ms after the time before. Pictures that are paced take turns:
 * at most one in each animation frame, so that several large ones never make a long one together.
 */
export function createPacer(act: (now: number) => void, interval: () => number): Pacer {
  let frame = 0
  let last = -Infinity
  function tick(now: number): void {
    frame = 0
    // Half a frame's tolerance, or 60 ms would mean every fifth frame of 16.7 ms.
    const pace = interval()
    if (now - last < pace - 8 || (pace > 0 && takenFrame === now)) {
      frame = requestAnimationFrame(tick)
      return
    }
    last = now
    takenFrame = now
    act(now)
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
