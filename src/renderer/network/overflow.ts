/** Whether a drawing that scrolls sideways goes on to the left and to the right of what is seen. */
import { useEventListener, usePreferredReducedMotion } from '@vueuse/core'
import { ref, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'

export interface Overflow {
  readonly left: Readonly<Ref<boolean>>
  readonly right: Readonly<Ref<boolean>>
  /** Most of a window further: −1 to the left, 1 to the right. */
  turn(direction: -1 | 1): void
  /** Scrolls no further than it must for this place of the drawing to be seen. */
  show(x: number): void
}

/** Of less than that nothing is worth seeing. */
const HAIR = 2
/** Around what is shown, for an ellipse and its δ. */
const ROOM = 48
const TURN = 0.75

/** `sources`: what the drawing's width depends on. */
export function useOverflow(
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
  sources: readonly WatchSource[],
): Overflow {
  const left = ref(false)
  const right = ref(false)
  const reducedMotion = usePreferredReducedMotion()

  function look(): void {
    const element = scroller.value
    if (!element) return
    left.value = element.scrollLeft > HAIR
    right.value = element.scrollLeft + element.clientWidth < element.scrollWidth - HAIR
  }
  useEventListener(scroller, 'scroll', look, { passive: true })
  watch([scroller, ...sources], look, { flush: 'post', immediate: true })

  function scrollTo(place: number): void {
    scroller.value?.scrollTo({ left: place, behavior: reducedMotion.value === 'reduce' ? 'auto' : 'smooth' })
  }

  return {
    left,
    right,
    turn(direction) {
      const element = scroller.value
      if (element) scrollTo(element.scrollLeft + direction * TURN * element.clientWidth)
    },
    show(x) {
      const element = scroller.value
      if (!element || element.scrollWidth <= element.clientWidth) return
      if (x - ROOM < element.scrollLeft) scrollTo(x - ROOM)
      else if (x + ROOM > element.scrollLeft + element.clientWidth) scrollTo(x + ROOM - element.clientWidth)
    },
  }
}
