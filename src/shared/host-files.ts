/**
 * Opening and saving as both hosts do it: tokens, limits, order and outcomes. A host brings the files themselves.
 */
import {
  exportExtension,
  MAX_FILE_BYTES,
  type ExportExtension,
  type FileFailure,
  type FileOutcome,
  type FileToken,
  type LabApi,
  type OpenedFile,
  type SavedFile,
  type WrittenFile,
} from './lab-api'

/** A file that the user has picked. */
export interface HostFile {
  /** Without its folder. */
  readonly name: string
  /** In bytes; asked before `read`, so that no memory is taken for what is too large. */
  size(): Promise<number>
  read(): Promise<Uint8Array>
  /** All of the bytes, or the file stays as it was. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>
}

export interface HostFiles {
  /** Asks the user; `null` where they change their mind. */
  chooseToOpen(): Promise<HostFile | null>
  chooseToSave(name: string): Promise<HostFile | null>
  chooseToExport(name: string, extension: ExportExtension): Promise<HostFile | null>
  /** From the names that this host's system gives to what went wrong. `undefined` for those it doesn't know. */
  failureOf(code: string): FileFailure | undefined
}

/** A failure that the lab itself notices and names. */
export class FileError extends Error {
  constructor(
    readonly failure: FileFailure,
    message: string,
  ) {
    super(message)
  }
}

type Failed = Extract<FileOutcome<never>, { status: 'failed' }>

export type FileCalls = Pick<LabApi, 'open' | 'save' | 'exportFile'>

export function createFileCalls(files: HostFiles): FileCalls {
  const known = new Map<FileToken, HostFile>()
  // A token kept from another session must not mean a file of this one.
  const session = Math.random().toString(36).slice(2)
  let lastSave: Promise<unknown> = Promise.resolve()

  function tokenFor(file: HostFile): FileToken {
    const token = `${session}-${known.size + 1}`
    known.set(token, file)
    return token
  }

  async function open(): Promise<FileOutcome<OpenedFile>> {
    const file = await files.chooseToOpen()
    if (!file) return { status: 'cancelled' }
    checkSize(await file.size())
    const bytes = await file.read()
    return { status: 'done', file: { token: tokenFor(file), name: file.name, bytes } }
  }

  async function save(
    token: FileToken | null,
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<FileOutcome<SavedFile>> {
    checkSize(bytes.length)
    const file = token === null ? await files.chooseToSave(name) : known.get(token)
    if (file === null) return { status: 'cancelled' }
    if (file === undefined) throw new FileError('unknown-token', 'no file was picked under this token')
    await file.write(bytes)
    return { status: 'done', file: { token: token ?? tokenFor(file), name: file.name } }
  }

  async function exportFile(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<FileOutcome<WrittenFile>> {
    checkSize(bytes.length)
    const extension = exportExtension(name)
    if (extension === undefined) throw new FileError('failed', 'not a name of an export')
    const file = await files.chooseToExport(name, extension)
    if (file === null) return { status: 'cancelled' }
    await file.write(bytes)
    return { status: 'done', file: { name: file.name } }
  }

  /** The detail of a system's error is its name alone: its message may tell the page a path. */
  function failed(error: unknown): Failed {
    if (error instanceof FileError) return { status: 'failed', failure: error.failure, detail: error.message }
    const code = codeOf(error)
    return { status: 'failed', failure: files.failureOf(code) ?? 'failed', detail: code }
  }

  return {
    open: () => open().catch(failed),
    save(token, name, bytes) {
      // The page may go on changing its bytes while this waits.
      const copy = bytes.slice()
      // One after the other: the save that was asked for last is the one that stays.
      const saved = lastSave.then(() => save(token, name, copy)).catch(failed)
      lastSave = saved
      return saved
    },
    exportFile: (name, bytes) => exportFile(name, bytes.slice()).catch(failed),
  }
}

function checkSize(size: number): void {
  if (size > MAX_FILE_BYTES) throw new FileError('too-large', `${size} bytes`)
}

/** `ENOSPC` in Node, `QuotaExceededError` in a browser. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
