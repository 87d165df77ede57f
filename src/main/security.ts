/** What a page of the lab may never do, whatever is in it: leave, open windows, download, ask for devices, call out. */
import { app, type Session, type WebContents } from 'electron'

/** Schemes that stay inside the process: our own files, the page's own blobs, and the developer tools. */
const INSIDE = ['app:', 'blob:', 'data:', 'devtools:']

/** For every window there will ever be. */
export function restrictPages(): void {
  app.on('web-contents-created', (_event, contents) => restrict(contents))
}

function restrict(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

export function restrictSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !INSIDE.some((scheme) => url.startsWith(scheme)) })
  })
}
