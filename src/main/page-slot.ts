/** The slot of the page for its recovery copies. There is one window, so every other slot has been left behind. */
import type { BrowserWindow } from 'electron'
import { randomUUID } from 'node:crypto'
import type { Slots } from '../shared/recovery-copies'

export function pageSlots(window: BrowserWindow): Slots {
  let own = randomUUID()
  // A page that is loaded again, after a crash for instance, knows nothing of the copies of the one before.
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) own = randomUUID()
  })
  return { own: () => own, alive: () => Promise.resolve(new Set([own])) }
}
