/** Starts the worker and speaks to it. Nothing else in the page knows Comlink. */
import { releaseProxy, wrap, type Remote } from 'comlink'
import type { TrainerApi } from '../../../shared/trainer'
import { onThreadEnd } from '../../threads/thread-end'
import { createLivingWorker, type StartedWorker, type WorkerLife } from './living-worker'

/** `TrainerApi` as the page sees it: every answer comes later, or the worker dies before. */
export type TrainerConnection = {
  readonly [Method in keyof TrainerApi]: (
    ...parameters: Parameters<TrainerApi[Method]>
  ) => Promise<Awaited<ReturnType<TrainerApi[Method]>>>
}

export interface WorkerConnection {
  readonly trainer: TrainerConnection
  /** Starts another worker where it was lost. */
  restart(): void
}

export function connectWorker(
  life: WorkerLife,
  start: () => StartedWorker<TrainerConnection> = startWorker,
): WorkerConnection {
  const { call, restart } = createLivingWorker(start, life)
  return {
    restart,
    trainer: {
      load: (request) => call((trainer) => trainer.load(request)),
      setTraining: (training) => call((trainer) => trainer.setTraining(training)),
      setWeight: (...weight) => call((trainer) => trainer.setWeight(...weight)),
      play: (speed) => call((trainer) => trainer.play(speed)),
      pause: () => call((trainer) => trainer.pause()),
      stepExample: () => call((trainer) => trainer.stepExample()),
      stepBatch: () => call((trainer) => trainer.stepBatch()),
      stepEpoch: () => call((trainer) => trainer.stepEpoch()),
      reset: () => call((trainer) => trainer.reset()),
      drain: (view) => call((trainer) => trainer.drain(view)),
      checkpoint: () => call((trainer) => trainer.checkpoint()),
      exportRun: (kind, name) => call((trainer) => trainer.exportRun(kind, name)),
      preview: (dataset) => call((trainer) => trainer.preview(dataset)),
      ping: () => call((trainer) => trainer.ping()),
      look: (example) => call((trainer) => trainer.look(example)),
      nudge: (request) => call((trainer) => trainer.nudge(request)),
      curve: (request) => call((trainer) => trainer.curve(request)),
      checkExample: (example) => call((trainer) => trainer.checkExample(example)),
      pulls: (weight, scope) => call((trainer) => trainer.pulls(weight, scope)),
    },
  }
}

function startWorker(): StartedWorker<TrainerConnection> {
  const worker = new Worker(new URL('../../../worker/index.ts', import.meta.url), { type: 'module' })
  const remote: Remote<TrainerApi> = wrap<TrainerApi>(worker)
  return {
    api: remote,
    ping: () => remote.ping(),
    onDeath(listener) {
      worker.addEventListener('error', (event) => listener(event.message))
      worker.addEventListener('messageerror', () => listener('messageerror'))
      onThreadEnd(worker, () => listener('it has ended'))
    },
    terminate() {
      remote[releaseProxy]()
      worker.terminate()
    },
  }
}
