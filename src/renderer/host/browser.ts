/** `LabApi` with a browser's own means. What the user keeps stays in files that they pick; no server holds anything. */
import { createFileCalls, type HostOptions } from '../../shared/file-calls'
import type { HostStore } from '../../shared/host-store'
import type { HostFiles } from '../../shared/host-files'
import type { LabApi } from '../../shared/lab-api'
import { connectBrowserStore } from './browser-store'
import { createDownloads } from './downloads'
import { createFileSystemAccess, hasFilePickers } from './file-system-access'
import { holdTabSlot } from './tab-slot'

export function createBrowserHost(window: Window, store: HostStore = connectBrowserStore()): LabApi {
  const slot = holdTabSlot(window.navigator.locks)
  const {
    tokenFor: _,
    dropAllCopies: __,
    ...calls
  } = createFileCalls({
    files: browserFiles(window, store),
    store,
    slots: slot,
    inTurnOfAllWindows: inTurnOfAllTabs(window),
  })
  let persistenceAsked = false

  function askBeforeLeaving(event: BeforeUnloadEvent): void {
    event.preventDefault()
  }

  /** Without it a browser that runs out of room may throw the copies away. Some ask the user, so not before there is one. */
  function askForPersistence(): void {
    if (persistenceAsked) return
    persistenceAsked = true
    void window.navigator.storage?.persist?.().catch(() => false)
  }

  return {
    host: 'browser',
    ...calls,
    async keepCopy(copy, note, parts) {
      await slot.held
      const outcome = await calls.keepCopy(copy, note, parts)
      askForPersistence()
      return outcome
    },
    setUnsaved(unsaved) {
      // Only while needed: a page with this listener can't be kept for the Back button.
      if (unsaved) window.addEventListener('beforeunload', askBeforeLeaving)
      else window.removeEventListener('beforeunload', askBeforeLeaving)
    },
    // A browser's menu is its own; the page answers the keys.
    onMenuCommand: () => () => undefined,
    // A page is never started with a file.
    onFileGiven: () => () => undefined,
  }
}

/** Two tabs that save to one file at once would each find it unchanged, and the second would replace what the first wrote. */
function inTurnOfAllTabs(window: Window): HostOptions['inTurnOfAllWindows'] {
  const { locks }: { locks: LockManager | undefined } = window.navigator
  if (!locks || !hasFilePickers(window)) return undefined
  return (fileName, save) => locks.request(`delta-lab.save.${fileName.toLowerCase()}`, save)
}

function browserFiles(window: Window, store: HostStore): HostFiles {
  const downloads = createDownloads(window.document)
  if (!hasFilePickers(window)) return downloads
  const files = createFileSystemAccess(window, store)
  return {
    ...files,
    chooseToExport(name, extension) {
      // A picker opens only within seconds of a click, and a large export takes longer than that.
      const mayAsk = window.navigator.userActivation?.isActive ?? true
      return (mayAsk ? files : downloads).chooseToExport(name, extension)
    },
  }
}
