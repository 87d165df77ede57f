/** Save and Save as: from the document and its run to a file of the user's. */
import type { Experiment } from '../../../shared/experiment'
import { fileStem } from '../../../shared/file-names'
import type { FileFailure, LabApi, SavedFile } from '../../../shared/lab-api'
import type { Checkpoint } from '../../../shared/trainer'
import type { DocumentFile, DocumentOwner, DocumentState } from '../document'
import { WorkerDied } from '../session/living-worker'
import type { Session } from '../session/session'
import type { PackingConnection } from './packing-connection'
import { wordsOf } from './words-of'

export interface SavingOptions {
  readonly host: LabApi
  readonly packing: PackingConnection
  readonly document: DocumentOwner
  readonly session: Session
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

export function createSaving(options: SavingOptions): Saving {
  const { host, packing, document, session, onSaved, onFailed, onChangedOutside } = options
  let asking = false
  let writing: Promise<void> | null = null

  async function pack(): Promise<PackedDocument> {
    const state = document.state.value
    const { experiment } = state
    const checkpoint = await session.checkpoint().catch(withoutRun)
    return { state, checkpoint, bytes: await packing.packFile({ experiment, checkpoint }) }
  }

  /** `null`: the user wants none, or it can't be; and that was said. */
  async function ask(file: DocumentFile | null, packed: Promise<PackedDocument>): Promise<DocumentFile | null> {
    const { token, name } = file ?? { token: null, name: fileNameFor(document.experiment.value) }
    await Promise.race([packed, new Promise((resolve) => setTimeout(resolve, ASKS_AFTER))])
    const asked = await host.askToSave(token, name)
    if (asked.status === 'failed') onFailed(asked.failure, asked.detail)
    return asked.status === 'done' ? asked.file : null
  }

  async function write(file: DocumentFile, packed: PackedDocument, replace: boolean): Promise<void> {
    const outcome = await host.save(file.token, packed.bytes, replace)
    if (outcome.status === 'done') onSaved(packed, outcome.file)
    else if (outcome.status === 'failed' && outcome.failure === 'changed-outside') onChangedOutside(file)
    else if (outcome.status === 'failed') onFailed(outcome.failure, outcome.detail)
  }

  async function askAndWrite(file: DocumentFile | null, replace: boolean): Promise<void> {
    const packed = pack()
    // It may fail while the user is asked; then that is said after.
    packed.catch(() => undefined)
    asking = true
    const chosen = await ask(file, packed).finally(() => (asking = false))
    if (!chosen) return
    writing = packed.then((ready) => write(chosen, ready, replace)).finally(() => (writing = null))
    await writing
  }

  async function saveTo(file: DocumentFile | null, replace = false): Promise<void> {
    if (asking) return
    await askAndWrite(file, replace).catch((error: unknown) => onFailed('failed', wordsOf(error)))
  }

  return {
    saveTo,
    async save() {
      // A first save gives the document its file only when it is done; till then it would be asked for again.
      if (writing) await writing.catch(() => undefined)
      await saveTo(document.state.value.place.file)
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
