import type { LabApi } from '../../shared/lab-api'
import { createBrowserHost } from './browser'

declare global {
  interface Window {
    /** Electron's preload puts it there; a browser has none. */
    readonly lab?: LabApi
  }
}

/** The host that the page runs in. Ask once: the files of one host mean nothing to another. */
export function labHost(): LabApi {
  return window.lab ?? createBrowserHost(window)
}
