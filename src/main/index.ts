/** Electron's main process: one window on the built page, and the files that the user picks for it. */
import { app, session } from 'electron'
import { join } from 'node:path'
import { createFileCalls } from '../shared/file-calls'
import { guardClosing } from './close-guard'
import { pathDialogs } from './dialogs'
import { localFiles } from './files'
import { collectGivenFiles, passGivenFiles } from './given-files'
import { openDoor } from './ipc'
import { createLocalStore } from './local-store'
import { setMenu } from './menu'
import { pageSlots } from './page-slot'
import { registerScheme, servePage } from './protocol'
import { restrictPages, restrictSession } from './security'
import { createWindow, focusWindow } from './window'

const built = (path: string): string => join(import.meta.dirname, '..', path)

function start(early: readonly string[]): void {
  restrictSession(session.defaultSession)
  servePage(session.defaultSession, built('renderer'))

  const window = createWindow(built('preload/index.cjs'))
  const { tokenFor, ...files } = createFileCalls({
    files: localFiles(pathDialogs(window, app.getPath('documents'))),
    store: createLocalStore(join(app.getPath('userData'), 'kept')),
    slots: pageSlots(window),
  })
  openDoor({ window, files, closeGuard: guardClosing(window, files.dropAllCopies) })
  setMenu(window)
  const given = passGivenFiles(window, tokenFor, early)
  given.give(process.argv, process.cwd())
  app.on('second-instance', (_event, args, folder) => {
    focusWindow(window)
    given.give(args, folder)
  })
  app.on('window-all-closed', () => app.quit())
}

if (app.requestSingleInstanceLock()) {
  app.enableSandbox()
  registerScheme()
  restrictPages()
  const early = collectGivenFiles()
  void app.whenReady().then(() => start(early))
} else {
  app.quit()
}
