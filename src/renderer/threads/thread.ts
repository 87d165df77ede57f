/** A thread that is started when it is first needed, and again where it has failed. */
import { releaseProxy, wrap, type Remote } from 'comlink'
import { messages } from '../../shared/messages'
import { onThreadEnd } from './thread-end'

/** An interface as another thread calls it: every answer comes later. */
export type Connection<Api> = {
  readonly [Method in keyof Api]: Api[Method] extends (...parameters: infer Parameters) => infer Answer
    ? (...parameters: Parameters) => Promise<Awaited<Answer>>
    : never
}

export type Call<Api> = <T>(ask: (api: Connection<Api>) => Promise<T>) => Promise<T>

interface Thread<Api> {
  readonly api: Connection<Api>
  /** Rejects where the thread fails or ends. */
  readonly failed: Promise<never>
}

/** Calls reject where the thread fails: they would never come back. */
export function createThread<Api>(
  startWorker: () => Worker,
  connect: (remote: Remote<Api>) => Connection<Api>,
): Call<Api> {
  let current: Thread<Api> | null = null

  function start(): Thread<Api> {
    const worker = startWorker()
    const remote = wrap<Api>(worker)
    let ended = false
    const failed = new Promise<never>((_, reject) => {
      function fail(reason: string): void {
        if (ended) return
        ended = true
        current = null
        remote[releaseProxy]()
        worker.terminate()
        reject(new Error(reason))
      }
      worker.addEventListener('error', (event) => fail(event.message || messages.threads.failed))
      onThreadEnd(worker, () => fail(messages.threads.ended))
    })
    // Calls hear of it through the race; where there are none, nobody waits for it.
    failed.catch(() => undefined)
    return { api: connect(remote), failed }
  }

  return (ask) => {
    current ??= start()
    return Promise.race([current.failed, ask(current.api)])
  }
}
