/** A thread that is started when it is first needed, and again where it has failed. */
import { releaseProxy, wrap, type Remote } from 'comlink'

/** An interface as another thread calls it: every answer comes later. */
export type Connection<Api> = {
  readonly [Method in keyof Api]: Api[Method] extends (...parameters: infer Parameters) => infer Answer
    ? (...parameters: Parameters) => Promise<Awaited<Answer>>
    : never
}

export type Call<Api> = <T>(ask: (api: Connection<Api>) => Promise<T>) => Promise<T>

/** Calls reject where the thread fails: they would never come back. */
export function createThread<Api>(
  startWorker: () => Worker,
  connect: (remote: Remote<Api>) => Connection<Api>,
): Call<Api> {
  let thread: { readonly api: Connection<Api>; readonly failed: Promise<never> } | null = null

  function start() {
    const worker = startWorker()
    const remote = wrap<Api>(worker)
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        thread = null
        remote[releaseProxy]()
        worker.terminate()
        reject(new Error(event.message || 'The thread has failed'))
      })
    })
    // Calls hear of it through the race; where there are none, nobody waits for it.
    failed.catch(() => undefined)
    return { api: connect(remote), failed }
  }

  return (ask) => {
    thread ??= start()
    return Promise.race([thread.failed, ask(thread.api)])
  }
}
