/**
 * Copies of unsaved work. Every window (a browser's tab, Electron's page) keeps its own under the name of its slot; a
 * slot that no living window holds has been left behind, and its copies are offered.
 *
 * A copy is two items: `SLOT.COPY` with note and run, `SLOT.COPY.N` with the experiment. The first names the second, so
 * that the two always belong together, whenever the host is ended.
 */
import * as v from 'valibot'
import type { FileRegistry } from './file-registry'
import { FileError, type HostFiles } from './host-files'
import type { HostStore } from './host-store'
import { oneAfterAnother } from './in-turn'
import type { CopyNote, CopyParts, NamedFile, OpenedCopy, RecoveryCopy } from './lab-api'

export interface Slots {
  /** This window's. */
  own(): string
  /** Those of living windows, this one's too. */
  alive(): Promise<ReadonlySet<string>>
}

export interface RecoveryCopies {
  keep(copy: number, note: CopyNote, parts: CopyParts): Promise<void>
  drop(copy: number): Promise<void>
  list(): Promise<RecoveryCopy[]>
  open(id: string): Promise<OpenedCopy>
  discard(id: string): Promise<void>
  /** All of this window's, for good: it is about to close, and the user wants nothing kept. */
  dropAll(): Promise<void>
}

export interface RecoveryOptions {
  readonly files: HostFiles
  readonly store: HostStore
  readonly slots: Slots
  readonly registry: FileRegistry
}

const SHELF = 'recovery'

const noteSchema = v.object({
  name: v.string(),
  epoch: v.number(),
  keptAt: v.number(),
  savedAt: v.nullable(v.number()),
  /** Copies of before this was noted may hold anything. */
  onlyTrained: v.optional(v.boolean(), false),
  /** The item that holds the experiment. */
  document: v.string(),
  file: v.nullable(v.object({ name: v.string(), reference: v.unknown(), hash: v.nullable(v.string()) })),
})
type StoredCopy = v.InferOutput<typeof noteSchema>

export function createRecoveryCopies({ files, store, slots, registry }: RecoveryOptions): RecoveryCopies {
  /** The item of each own copy's experiment. */
  const documents = new Map<string, string>()
  let documentCount = 0
  /** The slot of a window that keeps nothing more. */
  let closedSlot: string | null = null
  /** What was asked for last is what stays. */
  const inTurn = oneAfterAnother()

  function fileOf(note: CopyNote): StoredCopy['file'] {
    if (note.file === null) return null
    const { file, hash } = registry.known(note.file)
    return { name: file.name, reference: file.reference, hash }
  }

  async function keep(id: string, note: CopyNote, { document, run }: CopyParts): Promise<void> {
    if (slotOf(id) === closedSlot) return
    const before = documents.get(id)
    const own = document ? `${id}.${++documentCount}` : before
    if (own === undefined) throw new FileError('not-found', 'the experiment of this copy is not there')
    try {
      if (document) await store.write(SHELF, own, null, document)
      const stored: StoredCopy = {
        name: note.name,
        epoch: note.epoch,
        keptAt: Date.now(),
        savedAt: note.savedAt,
        onlyTrained: note.onlyTrained,
        document: own,
        file: fileOf(note),
      }
      await store.write(SHELF, id, stored, run)
    } catch (error) {
      if (document) await store.remove(SHELF, own).catch(() => undefined)
      throw error
    }
    documents.set(id, own)
    if (before !== undefined && before !== own) await store.remove(SHELF, before)
  }

  async function remove(id: string): Promise<void> {
    documents.delete(id)
    // First what is listed: a copy without its experiment would be offered and could not be opened.
    await store.remove(SHELF, id)
    for (const { name } of await store.list(SHELF)) {
      if (name.startsWith(`${id}.`)) await store.remove(SHELF, name)
    }
  }

  async function list(): Promise<RecoveryCopy[]> {
    const [notes, alive] = [await store.list(SHELF), await slots.alive()]
    const left = notes.filter(({ name }) => !alive.has(slotOf(name)))
    const copies = left.filter(({ name }) => isCopy(name))
    for (const { name } of left) {
      if (!isCopy(name) && !copies.some((copy) => name.startsWith(`${copy.name}.`))) await store.remove(SHELF, name)
    }
    return copies.map(({ name, note }) => described(name, note)).sort((a, b) => b.keptAt - a.keptAt)
  }

  async function open(id: string): Promise<OpenedCopy> {
    const item = isCopy(id) ? await store.read(SHELF, id) : null
    if (!item) throw new FileError('not-found', 'the copy is gone')
    const parsed = v.safeParse(noteSchema, item.note)
    const document = parsed.success ? await store.read(SHELF, parsed.output.document) : null
    if (!parsed.success || !document) throw new FileError('damaged', 'a part of the copy is missing')
    return { document: document.bytes, run: item.bytes, file: namedFile(parsed.output.file) }
  }

  function namedFile(stored: StoredCopy['file']): NamedFile | null {
    const file = stored && files.fileAt(stored.reference)
    return stored && file
      ? { token: registry.tokenFor({ file, hash: stored.hash, justChosen: false }), name: file.name }
      : null
  }

  async function discard(id: string): Promise<void> {
    if ((await slots.alive()).has(slotOf(id))) throw new FileError('busy', 'a window still holds this copy')
    await remove(id)
  }

  async function dropAll(): Promise<void> {
    closedSlot = slots.own()
    documents.clear()
    const own = (await store.list(SHELF)).filter(({ name }) => slotOf(name) === closedSlot)
    // First what is listed, as in `remove`.
    const copiesFirst = own.sort((a, b) => Number(isCopy(b.name)) - Number(isCopy(a.name)))
    for (const { name } of copiesFirst) await store.remove(SHELF, name)
  }

  const ownId = (copy: number): string => `${slots.own()}.${copy}`
  return {
    keep(copy, note, parts) {
      const id = ownId(copy)
      return inTurn(() => keep(id, note, parts))
    },
    drop(copy) {
      const id = ownId(copy)
      return inTurn(() => remove(id))
    },
    list: () => inTurn(list),
    open,
    discard: (id) => inTurn(() => discard(id)),
    dropAll: () => inTurn(dropAll),
  }
}

function slotOf(name: string): string {
  return name.split('.', 1).join()
}

function isCopy(name: string): boolean {
  return name.split('.').length === 2
}

function described(id: string, note: unknown): RecoveryCopy {
  const parsed = v.safeParse(noteSchema, note)
  const damaged = { id, name: '', epoch: null, keptAt: 0, savedAt: null, onlyTrained: false, fileName: null }
  if (!parsed.success) return damaged
  const { name, epoch, keptAt, savedAt, onlyTrained, file } = parsed.output
  return { id, name, epoch, keptAt, savedAt, onlyTrained, fileName: file?.name ?? null }
}
