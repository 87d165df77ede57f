/** `LabApi` with a browser's own means. What the user keeps stays in files that they pick; no server holds anything. */
import { createFileCalls } from '../../shared/host-files'
import type { LabApi } from '../../shared/lab-api'
import { createDownloads } from './downloads'
import { createFileSystemAccess, hasFilePickers } from './file-system-access'

export function createBrowserHost(window: Window): LabApi {
  const files = hasFilePickers(window) ? createFileSystemAccess(window) : createDownloads(window.document)

  function askBeforeLeaving(event: BeforeUnloadEvent): void {
    event.preventDefault()
  }

  return {
    host: 'browser',
    ...createFileCalls(files),
    setUnsaved(unsaved) {
      // Only while needed: a page with this listener can't be kept for the Back button.
      if (unsaved) window.addEventListener('beforeunload', askBeforeLeaving)
      else window.removeEventListener('beforeunload', askBeforeLeaving)
    },
    // A browser's menu is its own; the page answers the keys.
    onMenuCommand: () => () => undefined,
  }
}
