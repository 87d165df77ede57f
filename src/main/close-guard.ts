/** Keeps a window open while it has unsaved changes, until the user has said what becomes of them. */
import type { BrowserWindow } from 'electron'
import { LAB_CHANNELS, type FileOutcome, type MenuCommand, type SavedFile } from '../shared/lab-api'
import { askBeforeClosing } from './dialogs'

export interface CloseGuard {
  setUnsaved(unsaved: boolean): void
  /** A save has begun, and asks what it must. One that began before the window was to close is not the one it waits for. */
  saveAsked(status: FileOutcome<unknown>['status']): void
  /** Tells how a save ended: where the window was to close after it, it closes, or stays because nothing was saved. */
  saveEnded(outcome: FileOutcome<SavedFile>): void
}

/** Milliseconds, with the dialog that asks where. */
const TIME_TO_SAVE = 120_000

/** `discard` lets go of what is kept of the unsaved changes. */
export function guardClosing(window: BrowserWindow, discard: () => Promise<void>): CloseGuard {
  let unsaved = false
  let asking = false
  /**
   * In milliseconds since 1970. A save that fails in the page never reaches this process: the next one that works closes
   * the window in its place, but not long after.
   */
  let closesIfSavedBefore = 0
  /** The save that it was to close after has begun. */
  let saveHasBegun = false

  async function ask(): Promise<void> {
    asking = true
    const choice = await askBeforeClosing(window).finally(() => (asking = false))
    if (choice === 'cancel') return
    if (choice === 'discard') {
      await discard()
      return window.destroy()
    }
    closesIfSavedBefore = Date.now() + TIME_TO_SAVE
    saveHasBegun = false
    window.webContents.send(LAB_CHANNELS.menuCommand, 'save' satisfies MenuCommand)
  }

  // A page that is gone can't save; what it had kept is offered by the next one.
  window.webContents.on('render-process-gone', () => {
    unsaved = false
    closesIfSavedBefore = 0
  })
  window.on('close', (event) => {
    closesIfSavedBefore = 0
    if (!unsaved) return
    event.preventDefault()
    if (!asking) void ask()
  })

  return {
    setUnsaved(value) {
      unsaved = value
      window.setDocumentEdited(value)
    },
    saveAsked(status) {
      if (status === 'done') saveHasBegun = true
      else closesIfSavedBefore = 0
    },
    saveEnded({ status }) {
      if (!saveHasBegun) return
      if (status === 'done' && Date.now() < closesIfSavedBefore) window.destroy()
      closesIfSavedBefore = 0
    },
  }
}
