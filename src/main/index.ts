/** Electron's main process: one window on the built page, and the files that the user picks for it. */
import { app, session } from 'electron'
import { join } from 'node:path'
import { createFileCalls } from '../shared/host-files'
import { guardClosing } from './close-guard'
import { pathDialogs } from './dialogs'
import { localFiles } from './files'
import { openDoor } from './ipc'
import { setMenu } from './menu'
import { registerScheme, servePage } from './protocol'
import { restrictPages, restrictSession } from './security'
import { createWindow, focusWindow } from './window'

const built = (path: string): string => join(import.meta.dirname, '..', path)

function start(): void {
  restrictSession(session.defaultSession)
  servePage(session.defaultSession, built('renderer'))

  const window = createWindow(built('preload/index.cjs'))
  const files = createFileCalls(localFiles(pathDialogs(window, app.getPath('documents'))))
  openDoor({ window, files, closeGuard: guardClosing(window) })
  setMenu(window)
  app.on('second-instance', () => focusWindow(window))
  app.on('window-all-closed', () => app.quit())
}

if (app.requestSingleInstanceLock()) {
  app.enableSandbox()
  registerScheme()
  restrictPages()
  void app.whenReady().then(start)
} else {
  app.quit()
}
