/** happy-dom draws nothing: a canvas context that takes every stroke and measures text by its length. */
import { vi } from 'vitest'

export function giveCanvasesContext(): void {
  const properties = new Map<PropertyKey, unknown>()
  const own: Record<PropertyKey, unknown> = {
    measureText: (text: string) => ({
      width: 6 * text.length,
      actualBoundingBoxAscent: 8,
      actualBoundingBoxDescent: 2,
    }),
    createImageData: (width: number, height: number) => ({
      width,
      height,
      data: new Uint8ClampedArray(4 * width * height),
    }),
  }
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    return new Proxy(Object.create(null) as CanvasRenderingContext2D, {
      get: (_target, name) => {
        if (name === 'canvas') return this
        // Not a list, whatever else it may be taken for.
        if (name === 'length' || typeof name === 'symbol') return undefined
        return own[name] ?? (properties.has(name) ? properties.get(name) : () => undefined)
      },
      set: (_target, name, value) => {
        properties.set(name, value)
        return true
      },
    })
  })
}
