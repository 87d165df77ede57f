/** Open, Save and Save as: between the document and the host's files. */
import { computed, shallowReactive, shallowRef, watch, type ComputedRef } from 'vue'
import type { SavedExperiment } from '../../../shared/dlab'
import type { Outcome } from '../../../shared/experiment'
import type { FileFailure, FileOutcome, LabApi, OpenedFile } from '../../../shared/lab-api'
import type { Checkpoint } from '../../../shared/trainer'
import { isData } from '../../../shared/imported/read-files'
import { messages } from '../../../shared/messages'
import type { DocumentFile, DocumentOwner, DocumentPlace, DocumentState } from '../document'
import type { LabFiles, LabNotices } from '../lab'
import type { PackingConnection } from './packing-connection'
import type { Session } from '../session/session'
import { tellWithUndo } from '../tell-with-undo'
import { createSaving } from './saving'
import { timeOf } from './time-of'
import { wordsOf } from './words-of'

export interface FilesOptions {
  readonly host: LabApi
  readonly packing: PackingConnection
  readonly document: DocumentOwner
  readonly session: Session
  readonly notices: LabNotices
  /** What was opened is no experiment, and can be imported into one. */
  readonly onData: (file: File) => void
  /** A save of that file was refused, since it holds something else by now. */
  readonly onChangedOutside: (file: DocumentFile) => void
}

/** What the rest of the lab may do with files, beyond what components see. */
export interface FilesOwner extends LabFiles {
  /** Where unsaved work belongs that Undo or Redo can bring back, and nothing else. */
  readonly leftUnsaved: ComputedRef<ReadonlySet<DocumentPlace>>
  /** An example, or the lab's first network, that was trained, and never changed or meant to be saved. */
  isOnlyTrained(state: DocumentState): boolean
  /** Without a file asks where. `replace`: whatever the file holds now. */
  saveTo(file: DocumentFile | null, replace?: boolean): Promise<void>
  /**
   * Puts it in the document's place, as one undo step. `isSaved`: it is what its place holds. False: it was refused, and
   * nothing has changed.
   */
  startWith(saved: SavedExperiment, place: DocumentPlace, isSaved: boolean): Promise<boolean>
}

/** What the file (or the gallery) holds: the document has unsaved changes where it is something else. */
interface Saved {
  readonly state: DocumentState
  readonly steps: number
  /** Of the run; without steps it has none. */
  readonly branch: number | null
}

export function createFiles(options: FilesOptions): FilesOwner {
  const { host, packing, document, session, notices, onData, onChangedOutside } = options
  /** By place; none: what is held there is nothing that the document has been. */
  const saved = shallowRef<ReadonlyMap<DocumentPlace, Saved>>(
    new Map([[document.state.value.place, { state: document.state.value, steps: 0, branch: null }]]),
  )
  const unsaved = computed(() => isUnsaved(document.state.value))
  /** Where the document was when another one took its place, with something unsaved. */
  const left = shallowRef<ReadonlyMap<DocumentPlace, Saved>>(new Map())
  /** The notice of a save that failed, over with the next one that works. */
  let failedSave: number | null = null
  /** Edited, though perhaps undone, or meant to be saved. */
  const touched = shallowReactive(new WeakSet<DocumentPlace>())
  const leftUnsaved = computed(() => {
    const { place } = document.state.value
    return new Set([...left.value.keys()].filter((other) => other !== place && document.places.value.has(other)))
  })
  /** What an example that is only trained doesn't count for: it is quickly trained again. */
  const mayLoseWork = computed(
    () =>
      (unsaved.value && !isOnlyTrained(document.state.value)) ||
      [...left.value].some(([place, { state }]) => leftUnsaved.value.has(place) && !isOnlyTrained(state)),
  )
  // Before anything of the new document is on screen: the steps are still those of the old one.
  watch(
    document.state,
    (state, before) => {
      if (state.place === before.place) touched.add(state.place)
      else left.value = withLeft(left.value, before.place, isUnsaved(before) ? standing(before) : null)
    },
    { flush: 'sync' },
  )

  function isUnsaved(state: DocumentState): boolean {
    const held = saved.value.get(state.place)
    return !held || !isSame(held, standing(state))
  }

  function isOnlyTrained(state: DocumentState): boolean {
    const { place } = state
    return place.file === null && saved.value.get(place)?.state === state && !touched.has(place)
  }

  /** The document with the run that is on screen. */
  function standing(state: DocumentState): Saved {
    return { state, steps: session.readings.progress.value.steps, branch: session.branch.value }
  }

  function runOf(checkpoint: Checkpoint | null): Pick<Saved, 'steps' | 'branch'> {
    if (!checkpoint) return { steps: 0, branch: null }
    return { steps: checkpoint.progress.steps, branch: session.branchOf(checkpoint) }
  }

  function hold(place: DocumentPlace, held: Saved): void {
    const places = document.places.value
    const others = [...saved.value].filter(([other]) => other !== place && places.has(other))
    saved.value = new Map([...others, [place, held]])
  }

  function refuseToOpen(failure: FileFailure, detail: string): void {
    const details = [messages.files.failure(failure, detail)]
    notices.show({ kind: 'refusal', text: messages.files.failed.open, details, action: null })
  }

  function failToSave(failure: FileFailure, detail: string): void {
    const details = [messages.files.failure(failure, detail)]
    const action = { label: messages.files.saveElsewhere, run: () => void saveTo(null) }
    failedSave = notices.show({ kind: 'error', text: messages.files.failed.save, details, action })
  }

  /** `null`, and said why, where it can't be opened. */
  async function unpack(name: string, bytes: Uint8Array): Promise<SavedExperiment | null> {
    let decoded: Outcome<SavedExperiment>
    try {
      decoded = await packing.unpackFile(bytes)
    } catch (error) {
      refuseToOpen('failed', wordsOf(error))
      return null
    }
    if (decoded.ok) return decoded.value
    notices.show({
      kind: 'refusal',
      text: messages.files.cantOpen(name),
      details: decoded.problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)),
      action: null,
    })
    return null
  }

  async function show(outcome: FileOutcome<OpenedFile>): Promise<void> {
    if (outcome.status === 'cancelled') return
    if (outcome.status === 'failed') return refuseToOpen(outcome.failure, outcome.detail)
    const { token, name, bytes } = outcome.file
    if (isData(outcome.file)) return onData(new File([bytes.slice()], name))
    const content = await unpack(name, bytes)
    if (content) await startWith(content, { file: { token, name }, savedAt: null }, true)
  }

  async function startWith(content: SavedExperiment, place: DocumentPlace, isSaved: boolean): Promise<boolean> {
    const { name } = document.experiment.value
    const leavesWork = unsaved.value && !isOnlyTrained(document.state.value)
    const accepted = document.replace(content.experiment, content.checkpoint, place)
    const { state } = document
    if (isSaved) hold(place, { state: state.value, ...runOf(content.checkpoint) })
    const step = document.lastStep.value
    if (await accepted) {
      if (leavesWork && document.lastStep.value === step) {
        tellWithUndo({ document, notices }, messages.files.leftUnsaved(name))
      }
      return true
    }
    return false
  }

  const { save, saveTo } = createSaving({
    ...{ host, packing, document, session, notices, onChangedOutside },
    onAsked: (place) => void touched.add(place),
    onFailed: failToSave,
    onSaved({ state, checkpoint }, { token, name, downloaded }) {
      if (failedSave !== null) notices.close(failedSave)
      if (downloaded) {
        const { downloaded: text, downloadedHint: hint } = messages.files
        notices.show({ kind: 'info', text: text(name), details: [hint], action: null })
      }
      state.place.file = { token, name }
      state.place.savedAt = Date.now()
      const held = { state, ...runOf(checkpoint) }
      hold(state.place, held)
      // Another document may have taken its place meanwhile, after more was done to this one.
      const then = left.value.get(state.place)
      if (then && isSame(then, held)) left.value = withLeft(left.value, state.place, null)
    },
  })

  return {
    name: computed(() => document.experiment.value.name),
    unsaved,
    mayLoseWork,
    leftUnsaved,
    isOnlyTrained,
    open: async () => show(await host.open()),
    openAgain: async (token) => show(await host.reopen(token)),
    save,
    saveAs: () => saveTo(null),
    saveTo,
    startWith,
    recent: host.listRecent,
    async versions() {
      const { file } = document.state.value.place
      return file ? host.listVersions(file.token) : []
    },
    async openVersion({ id, keptAt }) {
      const { file, savedAt } = document.state.value.place
      if (!file) return
      const outcome = await host.openVersion(file.token, id)
      if (outcome.status === 'cancelled') return
      if (outcome.status === 'failed') return refuseToOpen(outcome.failure, outcome.detail)
      const content = await unpack(file.name, outcome.file)
      if (!content || !(await startWith(content, { file, savedAt }, false))) return
      tellWithUndo({ document, notices }, messages.files.versionOpened(timeOf(keptAt)))
    },
    startFrom(experiment) {
      void startWith({ experiment, checkpoint: null }, { file: null, savedAt: null }, true)
    },
  }
}

/** Without steps a run is the same whatever led to it. */
function isSame(a: Saved, b: Saved): boolean {
  return a.state === b.state && a.steps === b.steps && (a.steps === 0 || a.branch === b.branch)
}

function withLeft(
  left: ReadonlyMap<DocumentPlace, Saved>,
  place: DocumentPlace,
  unsaved: Saved | null,
): ReadonlyMap<DocumentPlace, Saved> {
  const others = [...left].filter(([other]) => other !== place)
  return new Map(unsaved ? [...others, [place, unsaved]] : others)
}
