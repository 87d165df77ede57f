/** Elements that can draw themselves anew at any scale: canvases above all, whose pixels would be too coarse. */
import { onScopeDispose, watch, type ShallowRef } from 'vue'
import type { DrawContext } from './draw-context'

/** Draws what the element shows just now, in CSS pixels from its top left corner. */
export type Painter = (context: DrawContext, width: number, height: number) => void

const painters = new WeakMap<Element, Painter>()

export function painterOf(element: Element): Painter | undefined {
  return painters.get(element)
}

/** For as long as the component lives. */
export function usePainter(element: Readonly<ShallowRef<HTMLElement | null>>, painter: Painter): void {
  watch(
    element,
    (now, before) => {
      if (before) painters.delete(before)
      if (now) painters.set(now, painter)
    },
    { flush: 'post', immediate: true },
  )
  onScopeDispose(() => {
    if (element.value) painters.delete(element.value)
  })
}
