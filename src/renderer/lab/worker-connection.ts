/** Starts the worker and speaks to it. One proxy for its whole life; nothing else in the page knows Comlink. */
import { wrap, type Remote } from 'comlink'
import type { TrainerApi } from '../../shared/trainer'

/** `TrainerApi` as the page sees it: every answer comes later. */
export type TrainerConnection = {
  readonly [Method in keyof TrainerApi]: (
    ...parameters: Parameters<TrainerApi[Method]>
  ) => Promise<ReturnType<TrainerApi[Method]>>
}

/** `onFailure` hears of a script that can't be loaded and of an error nobody caught. */
export function connectWorker(onFailure: (detail: string) => void): TrainerConnection {
  const worker = new Worker(new URL('../../worker/index.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('error', (event) => onFailure(event.message))
  const remote: Remote<TrainerApi> = wrap<TrainerApi>(worker)
  return remote
}
