/** Where the window stands: as it was left, as long as that is on a screen that is still there. */
import { app, screen, type BrowserWindow, type Rectangle } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

export const SMALLEST = { width: 720, height: 540 } as const
const COMFORTABLE = { width: 1440, height: 900 } as const

const coordinate = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000))
const storedSchema = v.object({
  x: coordinate,
  y: coordinate,
  width: coordinate,
  height: coordinate,
  maximized: v.boolean(),
})
type Stored = v.InferOutput<typeof storedSchema>

export interface WindowBounds {
  readonly bounds: Partial<Rectangle> & { readonly width: number; readonly height: number }
  readonly maximized: boolean
}

function storePath(): string {
  return join(app.getPath('userData'), 'window.json')
}

export function readBounds(): WindowBounds {
  const stored = readStored()
  if (stored) {
    const { maximized, ...bounds } = stored
    const { workArea } = screen.getDisplayMatching(bounds)
    if (isWithin(bounds, workArea)) return { bounds, maximized }
  }
  const { workAreaSize } = screen.getPrimaryDisplay()
  return {
    bounds: {
      width: Math.max(SMALLEST.width, Math.min(COMFORTABLE.width, workAreaSize.width)),
      height: Math.max(SMALLEST.height, Math.min(COMFORTABLE.height, workAreaSize.height)),
    },
    maximized: false,
  }
}

export function keepBounds(window: BrowserWindow): void {
  window.on('close', () => {
    const stored: Stored = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      writeFileSync(storePath(), JSON.stringify(stored))
    } catch {
      // The window opens in the middle of the screen next time, no worse.
    }
  })
}

function readStored(): Stored | null {
  try {
    return v.parse(storedSchema, JSON.parse(readFileSync(storePath(), 'utf8')))
  } catch {
    return null
  }
}

function isWithin(bounds: Rectangle, area: Rectangle): boolean {
  return (
    bounds.width >= SMALLEST.width &&
    bounds.height >= SMALLEST.height &&
    bounds.x >= area.x &&
    bounds.y >= area.y &&
    bounds.x + bounds.width <= area.x + area.width &&
    bounds.y + bounds.height <= area.y + area.height
  )
}
