/** A real lab whose worker can be made to hang and to die, and is replaced as in the page. */
import { effectScope } from 'vue'
import { createLab } from '../../../src/renderer/lab/create-lab'
import type { Lab } from '../../../src/renderer/lab/lab'
import { connectWorker, type TrainerConnection } from '../../../src/renderer/lab/session/worker-connection'
import type { Experiment } from '../../../src/shared/experiment'
import { connectPacking } from '../connect-packing'
import { connectTrainer } from '../connect-trainer'
import { createHostStub, type HostStub } from './host-stub'

export interface MortalLab {
  readonly lab: Lab
  readonly host: HostStub
  /** The trainer of the newest worker, asked directly. */
  trainer(): TrainerConnection
  /** The newest worker answers nothing more. */
  hang(): void
  /** The newest worker ends; what it hadn't answered never comes. */
  die(): void
  close(): void
}

interface MortalWorker {
  readonly trainer: TrainerConnection
  hangs: boolean
  die(detail: string): void
}

export function openMortalLab(initial: Experiment): MortalLab {
  const scope = effectScope()
  const host = createHostStub()
  let newest: MortalWorker | null = null

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
  return {
    lab,
    host,
    trainer: () => worker().trainer,
    hang: () => void (worker().hangs = true),
    die: () => worker().die('it has ended'),
    close: () => scope.stop(),
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
