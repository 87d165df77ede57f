/** Which file each token stands for, and what was last seen in it. */
import { FileError, type HostFile } from './host-files'
import type { FileToken } from './lab-api'

/** A file that a token stands for. */
export interface KnownFile {
  readonly file: HostFile
  /** Of what was last read or written under this token; `null`: nothing was. */
  hash: string | null
  /** The user has chosen to write to it, and was asked about what it holds; so until it is written. */
  justChosen: boolean
}

export interface FileRegistry {
  tokenFor(known: KnownFile): FileToken
  /** Throws where nobody has given that token out. */
  known(token: FileToken): KnownFile
}

export function createFileRegistry(): FileRegistry {
  const files = new Map<FileToken, KnownFile>()
  // A token kept from another session must not mean a file of this one.
  const session = Math.random().toString(36).slice(2)
  return {
    tokenFor(known) {
      const token = `${session}-${files.size + 1}`
      files.set(token, known)
      return token
    },
    known(token) {
      const known = files.get(token)
      if (!known) throw new FileError('unknown-token', 'no file was picked under this token')
      return known
    },
  }
}
