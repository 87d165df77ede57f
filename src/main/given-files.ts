/** Files that the lab is started with: by a double click, from a terminal, or by a second start. */
import { app, type BrowserWindow } from 'electron'
import { extname, resolve } from 'node:path'
import type { HostFile } from '../shared/host-files'
import { LAB_CHANNELS, type FileToken } from '../shared/lab-api'
import { hostFile } from './files'

export interface GivenFiles {
  /** The file among the arguments of a start in that folder, if there is one. */
  give(args: readonly string[], folder: string): void
}

/** A Mac tells the file of the start itself before there is a window. */
export function collectGivenFiles(): string[] {
  const early: string[] = []
  app.on('open-file', (event, path) => {
    event.preventDefault()
    early.push(path)
  })
  return early
}

export function passGivenFiles(
  window: BrowserWindow,
  tokenFor: (file: HostFile) => FileToken,
  early: readonly string[],
): GivenFiles {
  let loaded = false
  let waiting: string | undefined = early.at(-1)

  function send(path: string): void {
    if (loaded) window.webContents.send(LAB_CHANNELS.fileGiven, tokenFor(hostFile(path)))
    else waiting = path
  }

  window.webContents.once('did-finish-load', () => {
    loaded = true
    if (waiting !== undefined) send(waiting)
  })
  app.on('open-file', (_event, path) => send(path))

  return {
    give(args, folder) {
      const path = args.slice(1).find((arg) => extname(arg).toLowerCase() === '.dlab')
      if (path !== undefined) send(resolve(folder, path))
    },
  }
}
