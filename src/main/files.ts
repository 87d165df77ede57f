/**
 * Opens and saves files for the page, which knows them by tokens: a page can't name a path, only give back a token for
 * a file that the user has picked.
 */
import { randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { MAX_FILE_BYTES, type FileOutcome, type FileToken, type OpenedFile, type SavedFile } from '../shared/lab-api'
import { failed, FileError } from './file-failure'
import { saveWhole, sweepTempFiles } from './save-whole'

/** Asks the user for a path; `null` where the user changes their mind. */
export interface PathDialogs {
  chooseFileToOpen(): Promise<string | null>
  chooseFileToSave(name: string): Promise<string | null>
}

export interface Files {
  open(): Promise<FileOutcome<OpenedFile>>
  save(token: FileToken | null, name: string, bytes: Uint8Array): Promise<FileOutcome<SavedFile>>
}

export function createFiles(dialogs: PathDialogs): Files {
  const paths = new Map<FileToken, string>()
  let lastSave: Promise<unknown> = Promise.resolve()

  function tokenFor(path: string): FileToken {
    for (const [token, known] of paths) if (known === path) return token
    const token = randomUUID()
    paths.set(token, path)
    return token
  }

  async function openFile(): Promise<FileOutcome<OpenedFile>> {
    const path = await dialogs.chooseFileToOpen()
    if (path === null) return { status: 'cancelled' }
    const bytes = await readLimited(path)
    await sweepTempFiles(path)
    return { status: 'done', file: { token: tokenFor(path), name: basename(path), bytes } }
  }

  async function saveFile(token: FileToken | null, name: string, bytes: Uint8Array): Promise<FileOutcome<SavedFile>> {
    if (bytes.length > MAX_FILE_BYTES) throw new FileError('too-large', `${bytes.length} bytes`)
    const path = token === null ? await dialogs.chooseFileToSave(name) : paths.get(token)
    if (path === null) return { status: 'cancelled' }
    if (path === undefined) throw new FileError('unknown-token', 'no file was picked under this token')
    await sweepTempFiles(path)
    await saveWhole(path, bytes)
    return { status: 'done', file: { token: tokenFor(path), name: basename(path) } }
  }

  return {
    open: () => openFile().catch(failed),
    save(token, name, bytes) {
      // One after the other: the save that was asked for last is the one that stays.
      const save = lastSave.then(() => saveFile(token, name, bytes)).catch(failed)
      lastSave = save
      return save
    },
  }
}

/** The size is looked at before memory is taken; only regular files have one, and a pipe would never end. */
async function readLimited(path: string): Promise<Uint8Array> {
  const found = await stat(path)
  if (!found.isFile()) throw new FileError('failed', 'not a file')
  if (found.size > MAX_FILE_BYTES) throw new FileError('too-large', `${found.size} bytes`)
  return new Uint8Array(await readFile(path))
}
