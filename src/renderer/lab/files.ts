/** Open, Save and Save as: between the document and the host's files. */
import { computed, shallowRef } from 'vue'
import { decodeDlab, encodeDlab } from '../../shared/dlab'
import type { Experiment } from '../../shared/experiment'
import { fileStem } from '../../shared/file-names'
import type { FileFailure, LabApi } from '../../shared/lab-api'
import { messages } from '../../shared/messages'
import type { Checkpoint } from '../../shared/trainer'
import type { DocumentFile, DocumentOwner, DocumentState } from './document'
import type { LabFiles, LabNotices } from './lab'
import type { Session } from './session'
import { tellWithUndo } from './tell-with-undo'

export interface FilesOptions {
  readonly host: LabApi
  readonly document: DocumentOwner
  readonly session: Session
  readonly notices: LabNotices
}

/** What the file (or the gallery) holds: the document has unsaved changes where it is something else. */
interface Saved {
  readonly state: DocumentState
  readonly steps: number
}

export function createFiles({ host, document, session, notices }: FilesOptions): LabFiles {
  const saved = shallowRef<Saved>({ state: document.state.value, steps: 0 })
  const unsaved = computed(
    () => document.state.value !== saved.value.state || session.readings.progress.value.steps !== saved.value.steps,
  )

  const leftUnsaved = shallowRef(false)

  function fail(action: 'open' | 'save', failure: FileFailure, detail: string): void {
    notices.show({
      kind: 'error',
      text: messages.files.failed[action],
      details: [messages.files.failure(failure, detail)],
      action: action === 'save' ? { label: messages.files.saveElsewhere, run: () => void saveTo(null) } : null,
    })
  }

  async function open(): Promise<void> {
    const outcome = await host.open()
    if (outcome.status === 'cancelled') return
    if (outcome.status === 'failed') return fail('open', outcome.failure, outcome.detail)
    const { token, name, bytes } = outcome.file
    const decoded = decodeDlab(bytes)
    if (!decoded.ok) {
      notices.show({
        kind: 'error',
        text: messages.files.notSound(name),
        details: decoded.problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)),
        action: null,
      })
      return
    }
    const { experiment, checkpoint } = decoded.value
    await startWith(experiment, checkpoint, { token, name })
  }

  async function startWith(
    experiment: Experiment,
    checkpoint: Checkpoint | null,
    file: DocumentFile | null,
  ): Promise<void> {
    const savedBefore = saved.value
    const { name } = document.experiment.value
    const leavesWork = unsaved.value
    const accepted = document.replace(experiment, checkpoint, file)
    const started = { state: document.state.value, steps: checkpoint?.progress.steps ?? 0 }
    const step = document.lastStep.value
    saved.value = started
    if (await accepted) {
      if (!leavesWork) return
      // Undo brings it back, as long as the page is open: until something is saved, closing still asks.
      leftUnsaved.value = true
      if (document.lastStep.value !== step) return
      tellWithUndo({ document, notices }, messages.files.leftUnsaved(name))
    } else if (saved.value === started) saved.value = savedBefore
  }

  async function saveTo(file: DocumentFile | null): Promise<void> {
    const state = document.state.value
    let checkpoint: Checkpoint
    try {
      checkpoint = await session.checkpoint()
    } catch (error) {
      return fail('save', 'failed', error instanceof Error ? error.message : String(error))
    }
    const bytes = encodeDlab({ experiment: state.experiment, checkpoint })
    const outcome = await host.save(file?.token ?? null, file?.name ?? fileNameFor(state.experiment), bytes)
    if (outcome.status === 'cancelled') return
    if (outcome.status === 'failed') return fail('save', outcome.failure, outcome.detail)
    state.place.file = outcome.file
    leftUnsaved.value = false
    // What was opened meanwhile is another document, with a file of its own.
    if (document.state.value.place === state.place) saved.value = { state, steps: checkpoint.progress.steps }
  }

  return {
    name: computed(() => document.experiment.value.name),
    unsaved,
    mayLoseWork: computed(() => unsaved.value || leftUnsaved.value),
    open,
    save: () => saveTo(document.state.value.place.file),
    saveAs: () => saveTo(null),
    startFrom(experiment) {
      void startWith(experiment, null, null)
    },
  }
}

/** A name that every file system takes. */
export function fileNameFor(experiment: Experiment): string {
  return `${fileStem(experiment.name)}.dlab`
}
