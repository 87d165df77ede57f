/** The real file system, in which one thing fails as the system would say it. */
import * as nodeFiles from 'node:fs/promises'
import type { FileSystem } from '../../src/disk/save-whole'

export const failure = (code: string): Error => Object.assign(new Error(`${code}: injected`), { code })

function failing(operation: 'open' | 'rename' | 'access', code: string): FileSystem {
  return { ...nodeFiles, [operation]: () => Promise.reject(failure(code)) }
}

/** Whose open files are changed. */
export function withFiles(change: (file: nodeFiles.FileHandle) => void): FileSystem {
  return {
    ...nodeFiles,
    async open(...values: Parameters<typeof nodeFiles.open>) {
      const file = await nodeFiles.open(...values)
      change(file)
      return file
    },
  }
}

/** Takes at most so many bytes in all, and claims to have taken them all or says nothing. */
function takesOnly(most: number, claimsAll: boolean): FileSystem {
  return withFiles((file) => {
    const write = file.write.bind(file)
    let taken = 0
    const shortWrite = async (bytes: Uint8Array, offset = 0) => {
      const end = Math.min(bytes.length, offset + most - taken)
      const { bytesWritten } = end > offset ? await write(bytes, offset, end - offset) : { bytesWritten: 0 }
      taken += bytesWritten
      return { bytesWritten: claimsAll ? bytes.length - offset : bytesWritten, buffer: bytes }
    }
    Object.assign(file, { write: shortWrite })
  })
}

export interface DiskFailure {
  readonly what: string
  readonly files: FileSystem
  /** The name of the failure, as the save rejects with it. */
  readonly named: RegExp
}

export const DISK_FAILURES: readonly DiskFailure[] = [
  { what: 'the folder takes no new file', files: failing('open', 'EACCES'), named: /EACCES/ },
  { what: 'the drive can only be read', files: failing('open', 'EROFS'), named: /EROFS/ },
  { what: 'the drive is full before the first byte', files: failing('open', 'ENOSPC'), named: /ENOSPC/ },
  { what: 'another program holds the file', files: failing('rename', 'EBUSY'), named: /EBUSY/ },
  { what: 'the system forbids the replacement', files: failing('rename', 'EPERM'), named: /EPERM/ },
  { what: 'the replacement breaks off', files: failing('rename', 'EIO'), named: /EIO/ },
  { what: 'the file can only be read', files: failing('access', 'EACCES'), named: /the file can only be read/ },
  {
    what: 'the drive fills up while writing',
    files: withFiles((file) => (file.write = () => Promise.reject(failure('ENOSPC')))),
    named: /ENOSPC/,
  },
  {
    what: 'the quota is used up when it is flushed',
    files: withFiles((file) => (file.sync = () => Promise.reject(failure('EDQUOT')))),
    named: /EDQUOT/,
  },
  {
    what: 'the drive breaks when it is flushed',
    files: withFiles((file) => (file.sync = () => Promise.reject(failure('EIO')))),
    named: /EIO/,
  },
  {
    what: 'the system takes no more bytes and says nothing',
    files: takesOnly(10, false),
    named: /10 of \d+ bytes were written/,
  },
  {
    what: 'the system claims more than it has written',
    files: takesOnly(10, true),
    named: /10 of \d+ bytes were written/,
  },
]
