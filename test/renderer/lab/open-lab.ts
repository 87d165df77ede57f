/** A real lab without a page: its document, session and engine, and a host whose files are in memory. */
import { effectScope } from 'vue'
import { createLab } from '../../../src/renderer/lab/create-lab'
import type { Lab } from '../../../src/renderer/lab/lab'
import type { TrainerConnection } from '../../../src/renderer/lab/worker-connection'
import type { Experiment } from '../../../src/shared/experiment'
import type { FileFailure, LabApi, MenuCommand, OpenedFile, SavedFile } from '../../../src/shared/lab-api'
import type { Checkpoint } from '../../../src/shared/trainer'
import { connectTrainer } from '../connect-trainer'

/** What the user and the disk do next, and what they were asked. */
export interface HostStub extends LabApi {
  /** The user picks this file to open; `null` closes the dialog. */
  chosen: OpenedFile | null
  /** Every write and read ends like this; `null`: it works. */
  failure: FileFailure | null
  /** The user closes the dialog that asks where to save. */
  cancels: boolean
  readonly exported: { readonly name: string; readonly bytes: Uint8Array }[]
  readonly saved: { readonly token: string | null; readonly name: string; readonly bytes: Uint8Array }[]
  /** The last thing that was said about it. */
  unsaved: boolean
  menu(command: MenuCommand): void
}

export function createHostStub(kind: LabApi['host'] = 'browser'): HostStub {
  const listeners = new Set<(command: MenuCommand) => void>()
  const stub: HostStub = {
    host: kind,
    chosen: null,
    failure: null,
    cancels: false,
    exported: [],
    saved: [],
    unsaved: false,
    async open() {
      if (stub.failure) return { status: 'failed', failure: stub.failure, detail: 'detail' }
      return stub.chosen ? { status: 'done', file: stub.chosen } : { status: 'cancelled' }
    },
    async save(token, name, bytes) {
      stub.saved.push({ token, name, bytes })
      if (stub.failure) return { status: 'failed', failure: stub.failure, detail: 'detail' }
      if (stub.cancels) return { status: 'cancelled' }
      const file: SavedFile = { token: token ?? `token of ${name}`, name }
      return { status: 'done', file }
    },
    async exportFile(name, bytes) {
      stub.exported.push({ name, bytes })
      if (stub.failure) return { status: 'failed', failure: stub.failure, detail: 'detail' }
      return stub.cancels ? { status: 'cancelled' } : { status: 'done', file: { name } }
    },
    setUnsaved: (unsaved) => void (stub.unsaved = unsaved),
    onMenuCommand(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    menu(command) {
      for (const listener of listeners) listener(command)
    },
  }
  return stub
}

export interface OpenLab {
  readonly lab: Lab
  readonly host: HostStub
  readonly trainer: TrainerConnection
  /** Waits until the trainer has answered what was asked, and what it answered is shown. */
  settle(): Promise<void>
  /** Everything that the trainer holds. */
  checkpoint(): Promise<Checkpoint>
  close(): void
}

/** `through`: what stands between the lab and the trainer. */
export async function openLab(
  initial: Experiment,
  through: (trainer: TrainerConnection) => TrainerConnection = (trainer) => trainer,
): Promise<OpenLab> {
  const scope = effectScope()
  const host = createHostStub()
  const trainer = connectTrainer()
  const lab = scope.run(() =>
    createLab({
      host,
      connect: () => ({ trainer: through(trainer), restart: () => undefined }),
      initial,
      nextFrame: (callback) => void setTimeout(callback),
    }),
  )
  if (!lab) throw new Error('The scope has been stopped')
  const opened: OpenLab = {
    lab,
    host,
    trainer,
    async settle() {
      for (let round = 0; round < 8; round++) await new Promise((resolve) => setTimeout(resolve))
    },
    checkpoint: () => trainer.checkpoint(),
    close: () => scope.stop(),
  }
  await opened.settle()
  return opened
}

/** Without the speed, which is a measurement. */
export async function trainEpochs({ lab, settle }: OpenLab, epochs: number): Promise<void> {
  for (let epoch = 0; epoch < epochs; epoch++) {
    lab.run.stepEpoch()
    await settle()
  }
}
