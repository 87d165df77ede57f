/** Dragging a number sideways to change it: one undo step for each drag. A press that doesn't move stays a click. */
import { shallowRef, type Ref } from 'vue'
import { newGesture } from '../ui/gesture'

export interface ScrubOptions {
  readonly value: () => number
  readonly set: (value: number, gesture: string) => void
}

export interface Scrub {
  readonly dragging: Readonly<Ref<boolean>>
  readonly pointerEvents: {
    pointerdown(event: PointerEvent): void
    pointermove(event: PointerEvent): void
    pointerup(event: PointerEvent): void
    pointercancel(event: PointerEvent): void
  }
  /** Whether the click that just came ended a drag, and so asks for nothing. Asked once, by that click. */
  endedDrag(): boolean
}

const VALUE_PER_PIXEL = 0.02
const DEAD_ZONE = 3

export function useScrub({ value, set }: ScrubOptions): Scrub {
  const dragging = shallowRef(false)
  let from: { readonly x: number; readonly value: number; readonly gesture: string } | null = null
  let moved = false

  function end(event: PointerEvent): void {
    if (event.currentTarget instanceof Element) event.currentTarget.releasePointerCapture(event.pointerId)
    from = null
    dragging.value = false
  }

  return {
    dragging,
    endedDrag() {
      const ended = moved
      moved = false
      return ended
    },
    pointerEvents: {
      pointerdown(event) {
        if (event.button !== 0 || !(event.currentTarget instanceof Element)) return
        event.currentTarget.setPointerCapture(event.pointerId)
        from = { x: event.clientX, value: value(), gesture: newGesture() }
        moved = false
      },
      pointermove(event) {
        if (!from) return
        const distance = event.clientX - from.x
        if (!moved && Math.abs(distance) < DEAD_ZONE) return
        moved = true
        dragging.value = true
        set(Number((from.value + distance * VALUE_PER_PIXEL).toFixed(3)), from.gesture)
      },
      pointerup: end,
      pointercancel(event) {
        end(event)
        // No click follows.
        moved = false
      },
    },
  }
}
