/**
 * The one door between page and main process. It opens to the lab's own page in the main frame of its own window, looks
 * at every argument, and answers in plain data.
 */
import { ipcMain, type BrowserWindow, type WebFrameMain } from 'electron'
import * as v from 'valibot'
import type { FileCalls } from '../shared/host-files'
import { LAB_CHANNELS, type FileOutcome, type SavedFile } from '../shared/lab-api'
import type { CloseGuard } from './close-guard'

import { PAGE_ORIGIN } from './protocol'

export interface Door {
  readonly window: BrowserWindow
  readonly files: FileCalls
  readonly closeGuard: CloseGuard
}

const saveArguments = v.strictTuple([
  v.nullable(v.pipe(v.string(), v.maxLength(64))),
  v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  v.instance(Uint8Array),
])
const exportArguments = v.strictTuple([v.pipe(v.string(), v.minLength(1), v.maxLength(255)), v.instance(Uint8Array)])
const noArguments = v.strictTuple([])
const unsavedArguments = v.strictTuple([v.boolean()])

export function openDoor({ window, files, closeGuard }: Door): void {
  const isOurs = (frame: WebFrameMain | null): boolean =>
    frame !== null && frame === window.webContents.mainFrame && frame.origin === PAGE_ORIGIN

  ipcMain.handle(LAB_CHANNELS.open, ({ senderFrame }, ...values: unknown[]) => {
    if (!isOurs(senderFrame)) throw new Error('Only the lab’s own page may ask.')
    return v.is(noArguments, values) ? files.open() : wrongArguments
  })

  ipcMain.handle(LAB_CHANNELS.save, async ({ senderFrame }, ...values: unknown[]): Promise<FileOutcome<SavedFile>> => {
    if (!isOurs(senderFrame)) throw new Error('Only the lab’s own page may ask.')
    const parsed = v.safeParse(saveArguments, values)
    const outcome = parsed.success ? await files.save(...parsed.output) : wrongArguments
    closeGuard.saveEnded(outcome)
    return outcome
  })

  // No answer to the close guard: what is exported is not what would be lost.
  ipcMain.handle(LAB_CHANNELS.exportFile, ({ senderFrame }, ...values: unknown[]) => {
    if (!isOurs(senderFrame)) throw new Error('Only the lab’s own page may ask.')
    const parsed = v.safeParse(exportArguments, values)
    return parsed.success ? files.exportFile(...parsed.output) : wrongArguments
  })

  ipcMain.on(LAB_CHANNELS.setUnsaved, ({ senderFrame }, ...values: unknown[]) => {
    if (isOurs(senderFrame) && v.is(unsavedArguments, values)) closeGuard.setUnsaved(...values)
  })
}

const wrongArguments = { status: 'failed', failure: 'failed', detail: 'wrong arguments' } as const
