/** The system's own dialogs over the lab's window. */
import { dialog, type BrowserWindow, type FileFilter } from 'electron'
import { existsSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { DATA_EXTENSIONS } from '../shared/lab-api'
import { messages } from '../shared/messages'
import type { PathDialogs } from './files'

const EXTENSION = 'dlab'
const filtersFor = (name: string, extension: string): FileFilter[] => [
  { name, extensions: [extension] },
  { name: messages.host.allFiles, extensions: ['*'] },
]
const filters = filtersFor(messages.host.experimentFiles, EXTENSION)
const openFilters: FileFilter[] = [
  { name: messages.host.openableFiles, extensions: [EXTENSION, ...DATA_EXTENSIONS] },
  ...filters,
]

/** The dialogs start in `folder`, later where the user was last. */
export function pathDialogs(window: BrowserWindow, folder: string): PathDialogs {
  let lastFolder = folder

  async function mayReplace(path: string): Promise<boolean> {
    const { replace, cancel, message } = messages.host.replace
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: message(basename(path)),
      buttons: [replace, cancel],
      defaultId: 1,
      cancelId: 1,
    })
    return response === 0
  }

  async function choosePlace(name: string, extension: string, offered: FileFilter[]): Promise<string | null> {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      // The page offers a name; a folder in it would be none of its business.
      defaultPath: join(lastFolder, basename(name.replaceAll('\\', '/'))),
      filters: offered,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    })
    if (canceled || !filePath) return null
    lastFolder = dirname(filePath)
    if (extname(filePath) !== '') return filePath
    // Linux leaves the extension to us, and so could not ask about the file that is really written.
    const completed = `${filePath}.${extension}`
    return !existsSync(completed) || (await mayReplace(completed)) ? completed : null
  }

  return {
    async chooseFileToOpen() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        defaultPath: lastFolder,
        filters: openFilters,
        properties: ['openFile'],
      })
      const [path] = filePaths
      if (canceled || path === undefined) return null
      lastFolder = dirname(path)
      return path
    },

    chooseFileToSave: (name) => choosePlace(name, EXTENSION, filters),
    chooseFileToExport: (name, extension) =>
      choosePlace(name, extension, filtersFor(messages.host.exportFiles[extension], extension)),
  }
}

export type CloseChoice = 'save' | 'discard' | 'cancel'

export async function askBeforeClosing(window: BrowserWindow): Promise<CloseChoice> {
  const { message, detail, save, discard, cancel } = messages.host.unsaved
  const choices: readonly CloseChoice[] = ['save', 'discard', 'cancel']
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    detail,
    buttons: [save, discard, cancel],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  })
  return choices[response] ?? 'cancel'
}

/** Whether the page is to start again. */
export async function askAfterCrash(window: BrowserWindow): Promise<boolean> {
  const { message, detail, again, close } = messages.host.crashed
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message,
    detail,
    buttons: [again, close],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}
