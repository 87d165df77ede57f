/** happy-dom lays nothing out: tells everyone who observes an element that it has this size. */
import { vi } from 'vitest'

export function giveElementsSize(width: number, height: number): void {
  const box: ResizeObserverSize = { inlineSize: width, blockSize: height }
  vi.stubGlobal(
    'ResizeObserver',
    class implements ResizeObserver {
      constructor(readonly callback: ResizeObserverCallback) {}
      observe(target: Element): void {
        const entry: ResizeObserverEntry = {
          target,
          contentRect: new DOMRect(0, 0, width, height),
          borderBoxSize: [box],
          contentBoxSize: [box],
          devicePixelContentBoxSize: [box],
        }
        this.callback([entry], this)
      }
      unobserve(): void {}
      disconnect(): void {}
    },
  )
}
