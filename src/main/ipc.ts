/**
 * The one door between page and main process. It opens to the lab's own page in the main frame of its own window, looks
 * at every argument, and answers in plain data.
 */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent, type WebFrameMain } from 'electron'
import * as v from 'valibot'
import { LAB_CHANNELS, type FileCalls } from '../shared/lab-api'
import type { CloseGuard } from './close-guard'

import { PAGE_ORIGIN } from './protocol'

export interface Door {
  readonly window: BrowserWindow
  readonly files: FileCalls
  readonly closeGuard: CloseGuard
}

const bytes = v.custom<Uint8Array<ArrayBuffer>>(
  (value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer,
)
const token = v.pipe(v.string(), v.maxLength(64))
const storeName = v.pipe(v.string(), v.maxLength(128))
const copyNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const time = v.pipe(v.number(), v.finite())
const copyNote = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(1000)),
  epoch: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  file: v.nullable(token),
  savedAt: v.nullable(time),
  onlyTrained: v.boolean(),
})
const copyParts = v.strictObject({ document: v.nullable(bytes), run: bytes })
const fileName = v.pipe(v.string(), v.minLength(1), v.maxLength(255))

const noArguments = v.strictTuple([])
const askToSaveArguments = v.strictTuple([v.nullable(token), fileName])
const saveArguments = v.strictTuple([token, bytes, v.optional(v.boolean(), false)])
const exportArguments = v.strictTuple([fileName, bytes])
const tokenArguments = v.strictTuple([token])
const versionArguments = v.strictTuple([token, storeName])
const keepArguments = v.strictTuple([copyNumber, copyNote, copyParts])
const copyArguments = v.strictTuple([copyNumber])
const copyIdArguments = v.strictTuple([storeName])
const unsavedArguments = v.strictTuple([v.boolean()])

export function openDoor({ window, files, closeGuard }: Door): void {
  const isOurs = (frame: WebFrameMain | null): boolean =>
    frame !== null && frame === window.webContents.mainFrame && frame.origin === PAGE_ORIGIN

  function answer<const Schema extends v.GenericSchema<unknown, readonly unknown[]>>(
    channel: string,
    schema: Schema,
    call: (...values: v.InferOutput<Schema>) => Promise<unknown>,
    wrong: unknown = wrongArguments,
  ): void {
    ipcMain.handle(channel, async ({ senderFrame }: IpcMainInvokeEvent, ...values: unknown[]) => {
      if (!isOurs(senderFrame)) throw new Error('Only the lab’s own page may ask.')
      const parsed = v.safeParse(schema, values)
      return parsed.success ? call(...parsed.output) : wrong
    })
  }

  answer(LAB_CHANNELS.open, noArguments, files.open)
  answer(LAB_CHANNELS.askToSave, askToSaveArguments, async (...values) => {
    const outcome = await files.askToSave(...values)
    closeGuard.saveAsked(outcome.status)
    return outcome
  })
  answer(LAB_CHANNELS.save, saveArguments, async (...values) => {
    const outcome = await files.save(...values)
    closeGuard.saveEnded(outcome)
    return outcome
  })
  // No answer to the close guard: what is exported is not what would be lost.
  answer(LAB_CHANNELS.exportFile, exportArguments, files.exportFile)
  answer(LAB_CHANNELS.reopen, tokenArguments, files.reopen)
  answer(LAB_CHANNELS.changedOutside, tokenArguments, files.changedOutside, false)
  answer(LAB_CHANNELS.listRecent, noArguments, files.listRecent, [])
  answer(LAB_CHANNELS.listVersions, tokenArguments, files.listVersions, [])
  answer(LAB_CHANNELS.openVersion, versionArguments, files.openVersion)
  answer(LAB_CHANNELS.keepCopy, keepArguments, files.keepCopy)
  answer(LAB_CHANNELS.dropCopy, copyArguments, files.dropCopy)
  answer(LAB_CHANNELS.listCopies, noArguments, files.listCopies, [])
  answer(LAB_CHANNELS.openCopy, copyIdArguments, files.openCopy)
  answer(LAB_CHANNELS.discardCopy, copyIdArguments, files.discardCopy)

  ipcMain.on(LAB_CHANNELS.setUnsaved, ({ senderFrame }, ...values: unknown[]) => {
    if (isOurs(senderFrame) && v.is(unsavedArguments, values)) closeGuard.setUnsaved(...values)
  })
}

const wrongArguments = { status: 'failed', failure: 'failed', detail: 'wrong arguments' } as const
