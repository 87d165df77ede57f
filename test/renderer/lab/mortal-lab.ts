/** A real lab whose worker can be made to hang and to die, and is replaced as in the page. */
import { effectScope } from 'vue'
import { createLab } from '../../../src/renderer/lab/create-lab'
import type { Lab } from '../../../src/renderer/lab/lab'
import { connectWorker, type TrainerConnection } from '../../../src/renderer/lab/session/worker-connection'
import type { Experiment } from '../../../src/shared/experiment'
import type { Checkpoint } from '../../../src/shared/trainer'
import { connectPacking } from '../connect-packing'
import { connectTrainer } from '../connect-trainer'
import { createHostStub, type HostStub } from './host-stub'

export interface MortalLab {
  readonly lab: Lab
  readonly host: HostStub
  /** Waits until the trainer has answered what was asked, and what it answered is shown. */
  settle(): Promise<void>
  /** Everything that the newest worker's trainer holds. */
  checkpoint(): Promise<Checkpoint>
  /** The newest worker answers nothing more. */
  hang(): void
  /** The newest worker ends; what it hadn't answered never comes. */
  die(): void
  /** How often it was made to. */
  deaths(): number
  close(): void
}

/** So often it may die without being given up. */
export const MOST_DEATHS = 2

interface MortalWorker {
  readonly trainer: TrainerConnection
  hangs: boolean
  die(detail: string): void
}

export function openMortalLab(initial: Experiment): MortalLab {
  const scope = effectScope()
  const host = createHostStub()
  let newest: MortalWorker | null = null
  let deaths = 0

  function start() {
    const worker: MortalWorker = { trainer: connectTrainer(), hangs: false, die: () => undefined }
    newest = worker
    return {
      api: answering(worker),
      ping: () => (worker.hangs ? new Promise<never>(() => undefined) : Promise.resolve()),
      onDeath: (listener: (detail: string) => void) => void (worker.die = listener),
      terminate: () => void (worker.hangs = true),
    }
  }

  const lab = scope.run(() =>
    createLab({
      host,
      packing: connectPacking(),
      connect: (life) => connectWorker(life, start),
      initial,
      nextFrame: (callback) => void setTimeout(callback),
    }),
  )
  if (!lab) throw new Error('The scope has been stopped')
  const worker = (): MortalWorker => {
    if (!newest) throw new Error('No worker was started')
    return newest
  }
  function die(): void {
    deaths++
    worker().die('it has ended')
  }
  return {
    lab,
    host,
    async settle() {
      for (let round = 0; round < 8; round++) await new Promise((resolve) => setTimeout(resolve))
    },
    checkpoint: () => worker().trainer.checkpoint(),
    hang: () => void (worker().hangs = true),
    die,
    deaths: () => deaths,
    close() {
      scope.stop()
      // One that dies too often is not started again: then nothing goes on behind a lab that is closed.
      for (let death = 0; death <= MOST_DEATHS; death++) worker().die('the lab is closed')
    },
  }
}

/** The worker's trainer, as long as the worker answers. */
function answering(worker: MortalWorker): TrainerConnection {
  return new Proxy(worker.trainer, {
    get(trainer, name: keyof TrainerConnection) {
      const method: (...parameters: never[]) => Promise<unknown> = trainer[name]
      return async (...parameters: never[]) => {
        if (worker.hangs) return new Promise(() => undefined)
        const answer = await method(...parameters)
        return worker.hangs ? new Promise(() => undefined) : answer
      }
    },
  })
}
