/**
 * Copies of unsaved work, beside all files: one a second after an edit, and every two seconds while training, so that a
 * crash costs at most five. Nothing is written while nothing has changed, and two writings never overlap.
 *
 * Each document that was worked on has a copy of its own: one that another experiment took the place of can still be
 * brought back by Undo, and so must survive a crash as well. A copy goes once its document is saved or clean again.
 */
import { onScopeDispose, watch } from 'vue'
import type { Experiment } from '../../../shared/experiment'
import type { LabApi } from '../../../shared/lab-api'
import { messages } from '../../../shared/messages'
import type { Checkpoint } from '../../../shared/trainer'
import type { DocumentOwner, DocumentPlace, DocumentState } from '../document'
import type { FilesOwner } from './files'
import type { LabNotices } from '../lab'
import type { PackingConnection } from './packing-connection'
import type { Session } from '../session/session'
import { wordsOf } from './words-of'

export interface AutosaveOptions {
  readonly host: LabApi
  readonly packing: PackingConnection
  readonly document: DocumentOwner
  readonly session: Session
  readonly files: Pick<FilesOwner, 'unsaved' | 'leftUnsaved' | 'isOnlyTrained'>
  readonly notices: LabNotices
}

export interface Autosave {
  /** The document now at this place came from that copy, which goes once the place has one of its own, or is saved. */
  takesOver(place: DocumentPlace, copyId: string): void
}

interface Copy {
  readonly place: DocumentPlace
  readonly number: number
  /** What the host has of it; `null`: nothing, or nothing that is sure. */
  kept: {
    readonly experiment: Experiment
    readonly state: DocumentState
    readonly steps: number | null
    readonly branch: number | null
  } | null
  /** Nobody needs it any more. */
  dropped: boolean
}

interface Work {
  readonly state: DocumentState
  readonly checkpoint: Checkpoint | null
}

/** Milliseconds after an edit, and after a copy that could not be written. */
const AFTER_EDIT = 1000
const RETRY = 5000
/** Copies of documents that only Undo leads back to; older ones are let go. */
const MOST_COPIES = 4

export function createAutosave(options: AutosaveOptions): Autosave {
  const { host, packing, document, session, files, notices } = options
  let copies: Copy[] = []
  let copyCount = 0
  let writing = false
  let next: Work | null = null
  let notice: number | null = null
  const takenOver = new Map<DocumentPlace, string>()
  let retry: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(retry))

  function copyOf(place: DocumentPlace): Copy {
    const known = copies.find((other) => other.place === place)
    const copy = known ?? { place, number: ++copyCount, kept: null, dropped: false }
    copies = [...copies.filter((other) => other !== copy), copy]
    for (const old of copies.slice(0, -MOST_COPIES)) drop(old)
    return copy
  }

  function drop(copy: Copy): void {
    copy.dropped = true
    copies = copies.filter((other) => other !== copy)
    void host.dropCopy(copy.number)
  }

  /** The newest work; what came while another was being written waits, and only the last of it is written. */
  async function keep(work: Work): Promise<void> {
    next = work
    if (writing) return
    writing = true
    try {
      while (next) {
        const now: Work = next
        next = null
        await write(now)
      }
    } finally {
      writing = false
    }
  }

  async function write({ state, checkpoint }: Work): Promise<void> {
    if (document.state.value.place === state.place && !files.unsaved.value) return
    const copy = copyOf(state.place)
    const { kept } = copy
    const steps = checkpoint?.progress.steps ?? null
    const branch = checkpoint && session.branchOf(checkpoint)
    if (kept?.state === state && kept.steps === steps && kept.branch === branch) return
    // Where the worker gave no weights, those that are kept are better than none, as long as they fit.
    if (kept && steps === null && kept.experiment === state.experiment) return
    const outcome = await put(copy, state, checkpoint).catch((error: unknown) => ({
      status: 'failed' as const,
      failure: 'failed' as const,
      detail: wordsOf(error),
    }))
    if (copy.dropped || !outcome) return
    if (outcome.status === 'done') {
      copy.kept = { experiment: state.experiment, state, steps, branch }
      succeeded(state.place)
    } else if (outcome.status === 'failed') {
      copy.kept = null
      failed(messages.files.failure(outcome.failure, outcome.detail))
    }
  }

  /** `null`: nobody needed it any more when it was packed. */
  async function put(copy: Copy, state: DocumentState, checkpoint: Checkpoint | null) {
    const { experiment, place } = state
    const { network, training, name } = experiment
    const document = copy.kept?.experiment === experiment ? null : await packing.packDocument(experiment)
    const run = checkpoint ? await packing.packRun({ network, training }, checkpoint) : new Uint8Array()
    if (copy.dropped) return null
    const epoch = checkpoint?.progress.epoch ?? 0
    const note = {
      ...{ name, epoch, file: place.file?.token ?? null, savedAt: place.savedAt },
      onlyTrained: files.isOnlyTrained(state),
    }
    return host.keepCopy(copy.number, note, { document, run })
  }

  function succeeded(place: DocumentPlace): void {
    if (notice !== null) notices.close(notice)
    notice = null
    discardTaken(place)
  }

  function discardTaken(place: DocumentPlace): void {
    const id = takenOver.get(place)
    takenOver.delete(place)
    if (id !== undefined) void host.discardCopy(id)
  }

  /** Said once, and there until it is closed or a copy could be written again. */
  function failed(reason: string): void {
    notice ??= notices.show({ kind: 'error', text: messages.autosave.failed, details: [reason], action: null })
    clearTimeout(retry)
    retry = setTimeout(() => session.keepWithin(0), RETRY)
  }

  session.watchKept(() => {
    const state = document.state.value
    return (checkpoint) => void keep({ state, checkpoint })
  })
  watch(document.state, () => session.keepWithin(AFTER_EDIT), { flush: 'sync' })
  watch([document.state, files.unsaved, files.leftUnsaved], ([state, unsaved, leftUnsaved]) => {
    const isNeeded = (place: DocumentPlace): boolean => (place === state.place ? unsaved : leftUnsaved.has(place))
    for (const copy of copies) if (!isNeeded(copy.place)) drop(copy)
    for (const place of takenOver.keys()) if (!isNeeded(place)) discardTaken(place)
  })

  return {
    takesOver(place, copyId) {
      takenOver.set(place, copyId)
      if (copies.some((copy) => copy.place === place && copy.kept)) discardTaken(place)
    },
  }
}
