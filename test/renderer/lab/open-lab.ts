/** A real lab without a page: its document, session and engine, and a host whose files are in memory. */
import { effectScope } from 'vue'
import { createLab } from '../../../src/renderer/lab/create-lab'
import type { Lab } from '../../../src/renderer/lab/lab'
import type { TrainerConnection } from '../../../src/renderer/lab/session/worker-connection'
import type { Experiment } from '../../../src/shared/experiment'
import type { Checkpoint } from '../../../src/shared/trainer'
import { connectPacking } from '../connect-packing'
import { connectTrainer } from '../connect-trainer'
import { createHostStub, type HostStub } from './host-stub'

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
  host: HostStub = createHostStub(),
): Promise<OpenLab> {
  const scope = effectScope()
  const trainer = connectTrainer()
  const lab = scope.run(() =>
    createLab({
      host,
      packing: connectPacking(),
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
