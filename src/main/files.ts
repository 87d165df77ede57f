/**
 * The files of this computer, for the page, which knows them by tokens: a page can't name a path, only give back a
 * token for a file that the user has picked.
 */
import { createHash } from 'node:crypto'
import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { FileError, type HostFile, type HostFiles } from '../shared/host-files'
import type { ExportExtension, FileFailure } from '../shared/lab-api'
import { saveWhole, sweepTempFiles } from '../disk/save-whole'

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
    reaches: true,
    fileAt: (reference) => (typeof reference === 'string' && isAbsolute(reference) ? hostFile(reference) : null),
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

export function hostFile(path: string): HostFile {
  return {
    name: basename(path),
    reference: path,
    // A hash, since a path may be longer than a name, and may say more than the folder of the lab should tell.
    key: async () =>
      createHash('sha256')
        .update(await realpath(path).catch(() => path))
        .digest('hex')
        .slice(0, 32),
    isReadable: () => Promise.resolve(true),
    async size() {
      const found = await stat(path)
      // A folder has no bytes, and a pipe would never end.
      if (!found.isFile()) throw new FileError('failed', 'not a file')
      return found.size
    },
    read: async () => new Uint8Array(await readFile(path)),
    allowWriting: () => Promise.resolve(),
    async write(bytes) {
      await sweepTempFiles(path)
      await saveWhole(path, bytes)
    },
  }
}
