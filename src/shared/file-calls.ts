/**
 * The files of the user as both hosts treat them: tokens, limits, order and outcomes, what was changed outside, what was
 * opened lately, what stood there before. A host brings the files themselves and a store of its own.
 */
import { contentHash } from './content-hash'
import { createFileVersions } from './file-versions'
import { FileError, type HostFile, type HostFiles } from './host-files'
import type { HostStore } from './host-store'
import {
  exportExtension,
  MAX_FILE_BYTES,
  type FileCalls,
  type FileOutcome,
  type FileToken,
  type NamedFile,
  type OpenedFile,
  type SavedFile,
  type WrittenFile,
} from './lab-api'
import { createFileRegistry, type KnownFile } from './file-registry'
import { createRecentFiles } from './recent-files'
import { createRecoveryCopies, type Slots } from './recovery-copies'
import { oneAfterAnother } from './in-turn'

export interface HostOptions {
  readonly files: HostFiles
  readonly store: HostStore
  readonly slots: Slots
  /** Where other windows may write to the same files: saves to files of one name wait for each other. */
  readonly inTurnOfAllWindows?: (<T>(fileName: string, save: () => Promise<T>) => Promise<T>) | undefined
}

/** With what a host needs besides. */
export interface HostCalls extends FileCalls {
  /** For a file that the host was started with. */
  tokenFor(file: HostFile): FileToken
  /** Lets go of all of this window's recovery copies: it closes, and the user wants nothing kept. */
  dropAllCopies(): Promise<void>
}

type Failed = Extract<FileOutcome<never>, { status: 'failed' }>

export function createFileCalls({ files, store, slots, inTurnOfAllWindows }: HostOptions): HostCalls {
  const registry = createFileRegistry()
  const recent = createRecentFiles(files, store)
  const versions = createFileVersions(store)
  const copies = createRecoveryCopies({ files, store, slots, registry })
  const inTurn = oneAfterAnother()

  /** What surrounds a save or an open and must not be what it fails by. */
  async function ifItWorks(work: Promise<unknown>): Promise<void> {
    await work.catch(() => undefined)
  }

  async function readWhole(file: HostFile): Promise<FileOutcome<OpenedFile>> {
    checkSize(await file.size())
    const bytes = await file.read()
    const token = registry.tokenFor({ file, hash: await contentHash(bytes), justChosen: false })
    await ifItWorks(recent.add(file))
    return { status: 'done', file: { token, name: file.name, bytes } }
  }

  async function open(): Promise<FileOutcome<OpenedFile>> {
    const file = await files.chooseToOpen()
    return file ? readWhole(file) : { status: 'cancelled' }
  }

  /** What the file holds now; `null` where there is none. */
  async function contentOf(file: HostFile): Promise<Uint8Array<ArrayBuffer> | null> {
    if ((await file.key()) === null) return null
    try {
      checkSize(await file.size())
      return await file.read()
    } catch (error) {
      if (files.failureOf(codeOf(error)) === 'not-found') return null
      throw error
    }
  }

  async function askToSave(token: FileToken | null, name: string): Promise<FileOutcome<NamedFile>> {
    if (token !== null) {
      const { file } = registry.known(token)
      await file.allowWriting()
      return { status: 'done', file: { token, name: file.name } }
    }
    const file = await files.chooseToSave(name)
    if (!file) return { status: 'cancelled' }
    const chosen = registry.tokenFor({ file, hash: null, justChosen: true })
    return { status: 'done', file: { token: chosen, name: file.name } }
  }

  /** Nobody else writes between the look and the writing. */
  async function write(known: KnownFile, bytes: Uint8Array<ArrayBuffer>, replace: boolean): Promise<void> {
    const { file } = known
    // One that can't be read may be written over all the same, where the user has just chosen it.
    const before = await (known.justChosen ? contentOf(file).catch(() => null) : contentOf(file))
    if (before && !replace && !known.justChosen && (await contentHash(before)) !== known.hash) {
      throw new FileError('changed-outside', 'the file holds something else')
    }
    await file.write(bytes)
    known.justChosen = false
    known.hash = await contentHash(bytes)
    const key = await file.key()
    if (key !== null && before) await ifItWorks(versions.keep(key, before, known.hash))
  }

  async function save(
    token: FileToken,
    bytes: Uint8Array<ArrayBuffer>,
    replace: boolean,
  ): Promise<FileOutcome<SavedFile>> {
    checkSize(bytes.length)
    const known = registry.known(token)
    const { file } = known
    const written = (): Promise<void> => write(known, bytes, replace)
    await (inTurnOfAllWindows ? inTurnOfAllWindows(file.name, written) : written())
    await ifItWorks(recent.add(file))
    return { status: 'done', file: { token, name: file.name, downloaded: (await file.key()) === null } }
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

  async function changedOutside(token: FileToken): Promise<boolean> {
    const { file, hash } = registry.known(token)
    if (hash === null || (await file.key()) === null || !(await file.isReadable())) return false
    const content = await contentOf(file)
    return content !== null && (await contentHash(content)) !== hash
  }

  async function keyOf(token: FileToken): Promise<string | null> {
    return registry.known(token).file.key()
  }

  async function openVersion(token: FileToken, version: string): Promise<FileOutcome<Uint8Array>> {
    const key = await keyOf(token)
    if (key === null) throw new FileError('not-found', 'no versions are kept')
    return { status: 'done', file: await versions.read(key, version) }
  }

  /** The detail of a system's error is its name alone: its message may tell the page a path. */
  function failed(error: unknown): Failed {
    if (error instanceof FileError) return { status: 'failed', failure: error.failure, detail: error.message }
    const code = codeOf(error)
    return { status: 'failed', failure: files.failureOf(code) ?? 'failed', detail: code }
  }

  return {
    tokenFor: (file) => registry.tokenFor({ file, hash: null, justChosen: false }),
    open: () => open().catch(failed),
    askToSave: (token, name) => askToSave(token, name).catch(failed),
    save(token, bytes, replace = false) {
      // The page may go on changing its bytes while this waits.
      const copy = bytes.slice()
      // The save that was asked for last is the one that stays.
      return inTurn(() => save(token, copy, replace)).catch(failed)
    },
    exportFile: (name, bytes) => exportFile(name, bytes.slice()).catch(failed),
    reopen: (token) =>
      Promise.resolve(token)
        .then((known) => readWhole(registry.known(known).file))
        .catch(failed),
    changedOutside: (token) => changedOutside(token).catch(() => false),
    async listRecent() {
      if (!files.reaches) return null
      const found = await recent.list().catch(() => [])
      return found.map(({ file, usedAt }) => ({
        token: registry.tokenFor({ file, hash: null, justChosen: false }),
        name: file.name,
        usedAt,
      }))
    },
    async listVersions(token) {
      const key = await keyOf(token).catch(() => null)
      return key === null ? [] : versions.list(key).catch(() => [])
    },
    openVersion: (token, version) => openVersion(token, version).catch(failed),
    keepCopy: (copy, note, parts) => copies.keep(copy, note, parts).then(done, failed),
    dropCopy: (copy) => copies.drop(copy).then(done, failed),
    listCopies: () => copies.list().catch(() => []),
    openCopy: (id) => copies.open(id).then((file) => ({ status: 'done', file }) as const, failed),
    discardCopy: (id) => copies.discard(id).then(done, failed),
    dropAllCopies: () => ifItWorks(copies.dropAll()),
  }
}

function done(): FileOutcome<null> {
  return { status: 'done', file: null }
}

function checkSize(size: number): void {
  if (size > MAX_FILE_BYTES) throw new FileError('too-large', `${size} bytes`)
}

/** `ENOSPC` in Node, `QuotaExceededError` in a browser. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
