/** Puts the lab together: the document, the session with the worker, the files, and the order in which they meet. */
import { onScopeDispose, shallowRef, watch, watchEffect } from 'vue'
import type { Experiment, Problem } from '../../shared/experiment'
import type { LabApi } from '../../shared/lab-api'
import { messages } from '../../shared/messages'
import type { Speed } from '../../shared/trainer'
import { createAutosave } from './files/autosave'
import { createDocument } from './document'
import { createExports } from './files/exports'
import { createFiles } from './files/files'
import type { Lab, LabNotices, LabRun } from './lab'
import { createNotices } from './notices'
import { createOutside } from './files/outside-change'
import type { PackingConnection } from './files/packing-connection'
import { createRecovery } from './files/recovery'
import { FIRST_SPEED, speedNamed } from './speeds'
import { createSelection, forgetMissingUnits, viewOf } from './selection'
import { createMicroscope } from './microscope/create-microscope'
import { createSession, type Session } from './session/session'
import type { WorkerLife } from './session/living-worker'
import type { WorkerConnection } from './session/worker-connection'
import { wordsOf } from './files/words-of'

export interface LabOptions {
  readonly host: LabApi
  readonly connect: (life: WorkerLife) => WorkerConnection
  readonly packing: PackingConnection
  readonly initial: Experiment
  readonly nextFrame?: (callback: () => void) => void
}

/** Must be called where Vue effects may live: in a component's setup or an effect scope. */
export function createLab({ host, connect, packing, initial, nextFrame }: LabOptions): Lab {
  const notices = createNotices()
  const selection = createSelection()
  const onFailure = (error: unknown): void => showFailure(notices, error)
  const { trainer, restart } = connect({
    onRestart(reason) {
      if (reason) showRestart(notices, reason)
      session.recover()
    },
    onLost: (reason) => showLost(notices, reason, restart),
  })
  const session: Session = createSession({
    trainer,
    view: () => viewOf(selection, document.experiment.value, session.readings.data.value),
    nextFrame: nextFrame ?? ((callback) => void requestAnimationFrame(callback)),
    onFailure,
  })
  const document = createDocument({ session, initial, onRefused: (problems) => showRefusal(notices, problems) })
  const { microscope, shown } = createMicroscope({ session, selection, experiment: document.experiment })
  const givenData = shallowRef<readonly File[]>([])
  const files = createFiles({
    ...{ host, packing, document, session, notices },
    onData: (file) => (givenData.value = [file]),
    onChangedOutside: (file) => outside.ask(file),
  })
  const outside = createOutside({ host, document, files })
  const autosave = createAutosave({ host, packing, document, session, files, notices })
  const recovery = createRecovery({ host, packing, files, autosave, notices })
  const exports = createExports({ host, document, session, notices })

  void session.load(initial, null, true)
  void recovery.look()
  onScopeDispose(host.onFileGiven((token) => void files.openAgain(token)))
  watch([selection.example, selection.unit], session.refresh)
  watchEffect(() => host.setUnsaved(files.mayLoseWork.value))
  watch(
    () => document.experiment.value.network,
    (network) => forgetMissingUnits(selection, network),
    { flush: 'sync' },
  )
  // Another dataset has other examples: a chosen one means nothing there.
  watch(
    () => document.experiment.value.dataset,
    () => (selection.example.value = 'latest'),
  )

  watch(document.experiment, notices.closeRefusals, { flush: 'sync' })

  const run = createRun(session, document.rememberWeights)
  let divergenceNotice: number | null = null
  watch(session.readings.divergence, (divergence, before) => {
    if (divergence && !before) divergenceNotice = showDivergence(notices, run)
    else if (!divergence && divergenceNotice !== null) notices.close(divergenceNotice)
  })

  return {
    document,
    readings: session.readings,
    run,
    selection,
    microscope,
    shown,
    files,
    outside,
    recovery,
    exports,
    notices,
    givenData,
    keysShown: shallowRef(false),
    preview: (dataset) => trainer.preview(dataset),
    readFiles: packing.readFiles,
    readAgain: packing.readAgain,
  }
}

function createRun(session: Session, rememberWeights: () => void): LabRun {
  const speed = shallowRef<Speed>(speedNamed(FIRST_SPEED))
  watch(speed, (wanted) => {
    if (session.running.value) session.play(wanted)
  })
  return {
    running: session.running,
    speed,
    train: () => session.play(speed.value),
    pause: session.pause,
    stepExample: session.stepExample,
    stepBatch: session.stepBatch,
    stepEpoch: session.stepEpoch,
    reset() {
      if (!session.isUntrained()) rememberWeights()
      session.reset()
    },
  }
}

function showRefusal(notices: LabNotices, problems: readonly Problem[]): void {
  notices.show({
    kind: 'refusal',
    text: messages.session.refused,
    details: problems.map((problem) => problem.message),
    action: null,
  })
}

/** What broke, and where, stands in the diagnosis; this is seen wherever one looks. */
function showDivergence(notices: LabNotices, run: LabRun): number {
  const { text, reset } = messages.session.diverged
  return notices.show({ kind: 'error', text, details: [], action: { label: reset, run: run.reset } })
}

function showRestart(notices: LabNotices, reason: string): void {
  notices.show({ kind: 'error', text: messages.session.restarted, details: [reason], action: null })
}

function showLost(notices: LabNotices, reason: string, restart: () => void): void {
  const { text, again } = messages.session.lost
  notices.show({ kind: 'error', text, details: [reason], action: { label: again, run: restart } })
}

function showFailure(notices: LabNotices, error: unknown): void {
  const detail = wordsOf(error)
  notices.show({ kind: 'error', text: messages.session.failed, details: [detail], action: null })
}
