/** Save and Save as: from the document and its run to a file of the user's. */
import type { Experiment } from '../../../shared/experiment'
import { fileStem } from '../../../shared/file-names'
import { FileError } from '../../../shared/host-files'
import { oneAfterAnother } from '../../../shared/in-turn'
import { MAX_FILE_BYTES, type FileFailure, type LabApi, type SavedFile } from '../../../shared/lab-api'
import { messages } from '../../../shared/messages'
import type { Checkpoint } from '../../../shared/trainer'
import type { DocumentFile, DocumentOwner, DocumentPlace, DocumentState } from '../document'
import type { LabNotices } from '../lab'
import { WorkerDied } from '../session/living-worker'
import type { Session } from '../session/session'
import type { PackingConnection } from './packing-connection'
import { wordsOf } from './words-of'

export interface SavingOptions {
  readonly host: LabApi
  readonly packing: PackingConnection
  readonly document: DocumentOwner
  readonly session: Session
  readonly notices: LabNotices
  /** Somebody wants this document kept. */
  readonly onAsked: (place: DocumentPlace) => void
  readonly onSaved: (saved: PackedDocument, file: SavedFile) => void
  readonly onFailed: (failure: FileFailure, detail: string) => void
  /** The file holds something else by now, and was left alone. */
  readonly onChangedOutside: (file: DocumentFile) => void
}

export interface Saving {
  /** To the document's file; where it has none asks for one. */
  save(): Promise<void>
  /** Without a file asks where. `replace`: whatever the file holds now. */
  saveTo(file: DocumentFile | null, replace?: boolean): Promise<void>
}

/** What stood on screen when it was asked for. */
export interface PackedDocument {
  readonly state: DocumentState
  readonly checkpoint: Checkpoint | null
  readonly bytes: Uint8Array
}

/**
 * Milliseconds until the user is asked, ready or not. A browser lets a page ask only within five seconds of a click; but
 * it empties a file as soon as it is chosen, so that whatever may fail is better done before.
 */
const ASKS_AFTER = 2000
/** Milliseconds of writing before it is said; most disks are done long before. */
const SILENT_FOR = 2000

export function createSaving(options: SavingOptions): Saving {
  const { host, packing, document, session, notices, onAsked, onSaved, onFailed, onChangedOutside } = options
  /** Each save is asked for and written before the next, so that the file of a first one is known to the second. */
  const inTurn = oneAfterAnother()
  /** Documents that wait for a place, or are asked for one. */
  const seekingPlace = new Set<DocumentPlace>()

  async function pack(): Promise<PackedDocument> {
    const state = document.state.value
    const { experiment } = state
    const checkpoint = await session.checkpoint().catch(withoutRun)
    const bytes = await packing.packFile({ experiment, checkpoint })
    if (bytes.length > MAX_FILE_BYTES) throw new FileError('too-large', `${bytes.length} bytes`)
    return { state, checkpoint, bytes }
  }

  /** `null`: the user wants none, or it can't be; and that was said. */
  async function ask(
    file: DocumentFile | null,
    name: string,
    packed: Promise<PackedDocument>,
  ): Promise<DocumentFile | null> {
    await Promise.race([packed, new Promise((resolve) => setTimeout(resolve, ASKS_AFTER))])
    const asked = await host.askToSave(file?.token ?? null, file?.name ?? name)
    if (asked.status === 'failed') onFailed(asked.failure, asked.detail)
    return asked.status === 'done' ? asked.file : null
  }

  async function write(file: DocumentFile, packed: PackedDocument, replace: boolean): Promise<void> {
    let notice: number | null = null
    const timer = setTimeout(() => {
      notice = notices.show({ kind: 'busy', text: messages.files.saving(file.name), details: [], action: null })
    }, SILENT_FOR)
    const outcome = await host.save(file.token, packed.bytes, replace).finally(() => {
      clearTimeout(timer)
      if (notice !== null) notices.close(notice)
    })
    if (outcome.status === 'done') onSaved(packed, outcome.file)
    else if (outcome.status === 'failed' && outcome.failure === 'changed-outside') onChangedOutside(file)
    else if (outcome.status === 'failed') onFailed(outcome.failure, outcome.detail)
  }

  /** `findFile` is called when it is this save's turn. `null`: the user is asked for one; `'none'`: it is dropped. */
  async function saveWhere(findFile: () => DocumentFile | null | 'none', replace: boolean): Promise<void> {
    const { experiment, place } = document.state.value
    onAsked(place)
    const packed = pack()
    // It may fail while its turn is waited for or the user is asked; then that is said after.
    packed.catch(() => undefined)
    try {
      await inTurn(async () => {
        const file = findFile()
        if (file === 'none') return
        const chosen = await ask(file, fileNameFor(experiment), packed).finally(() => seekingPlace.delete(place))
        if (chosen) await write(chosen, await packed, replace)
      })
    } catch (error) {
      if (error instanceof FileError) onFailed(error.failure, error.message)
      else onFailed('failed', wordsOf(error))
    }
  }

  return {
    async save() {
      const { place } = document.state.value
      const isRepeated = place.file === null && seekingPlace.has(place)
      if (place.file === null) seekingPlace.add(place)
      // Where the first was cancelled, nobody is asked the same once more.
      await saveWhere(() => place.file ?? (isRepeated ? 'none' : null), false)
    },
    async saveTo(file, replace = false) {
      const { place } = document.state.value
      if (file === null && seekingPlace.has(place)) return
      if (file === null) seekingPlace.add(place)
      await saveWhere(() => file, replace)
    },
  }
}

/** A name that every file system takes. */
export function fileNameFor(experiment: Experiment): string {
  return `${fileStem(experiment.name)}.dlab`
}

/** A worker that died before anything of its run was kept had nothing that the experiment doesn't say. */
function withoutRun(error: unknown): null {
  if (error instanceof WorkerDied) return null
  throw error
}
