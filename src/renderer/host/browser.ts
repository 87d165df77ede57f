/** `LabApi` with a browser's own means. What the user keeps stays in files that they pick; no server holds anything. */
import { createFileCalls, type HostFiles } from '../../shared/host-files'
import type { LabApi } from '../../shared/lab-api'
import { createDownloads } from './downloads'
import { createFileSystemAccess, hasFilePickers } from './file-system-access'

export function createBrowserHost(window: Window): LabApi {
  const files = browserFiles(window)

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

function browserFiles(window: Window): HostFiles {
  const downloads = createDownloads(window.document)
  if (!hasFilePickers(window)) return downloads
  const files = createFileSystemAccess(window)
  return {
    ...files,
    chooseToExport(name, extension) {
      // A picker opens only within seconds of a click, and a large export takes longer than that.
      const mayAsk = window.navigator.userActivation?.isActive ?? true
      return (mayAsk ? files : downloads).chooseToExport(name, extension)
    },
  }
}
