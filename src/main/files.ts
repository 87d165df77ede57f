/**
 * The files of this computer, for the page, which knows them by tokens: a page can't name a path, only give back a
 * token for a file that the user has picked.
 */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { FileError, type HostFile, type HostFiles } from '../shared/host-files'
import type { ExportExtension, FileFailure } from '../shared/lab-api'
import { saveWhole, sweepTempFiles } from './save-whole'

/** Asks the user for a path; `null` where the user changes their mind. */
export interface PathDialogs {
  chooseFileToOpen(): Promise<string | null>
  chooseFileToSave(name: string): Promise<string | null>
  chooseFileToExport(name: string, extension: ExportExtension): Promise<string | null>
}

const FAILURES: Readonly<Record<string, FileFailure>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  EROFS: 'read-only',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EBUSY: 'busy',
  ETXTBSY: 'busy',
  EFBIG: 'too-large',
}

export function localFiles(dialogs: PathDialogs): HostFiles {
  return {
    async chooseToOpen() {
      const path = await dialogs.chooseFileToOpen()
      if (path !== null) await sweepTempFiles(path)
      return path === null ? null : hostFile(path)
    },
    async chooseToSave(name) {
      const path = await dialogs.chooseFileToSave(name)
      return path === null ? null : hostFile(path)
    },
    async chooseToExport(name, extension) {
      const path = await dialogs.chooseFileToExport(name, extension)
      return path === null ? null : hostFile(path)
    },
    failureOf: (code) => FAILURES[code],
  }
}

function hostFile(path: string): HostFile {
  return {
    name: basename(path),
    async size() {
      const found = await stat(path)
      // A folder has no bytes, and a pipe would never end.
      if (!found.isFile()) throw new FileError('failed', 'not a file')
      return found.size
    },
    read: async () => new Uint8Array(await readFile(path)),
    async write(bytes) {
      await sweepTempFiles(path)
      await saveWhole(path, bytes)
    },
  }
}
