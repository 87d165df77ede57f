/** Starts the packing thread when it is first needed, and again where it has failed. */
import { releaseProxy, wrap } from 'comlink'
import type { PackingApi } from '../../shared/packing'

/** `PackingApi` as the page calls it. */
export type PackingConnection = {
  readonly [Method in keyof PackingApi]: (
    ...parameters: Parameters<PackingApi[Method]>
  ) => Promise<ReturnType<PackingApi[Method]>>
}

interface Thread {
  readonly api: PackingConnection
  /** Rejects when the thread fails: a call to it would never come back. */
  readonly failed: Promise<never>
}

export function connectPacking(): PackingConnection {
  let thread: Thread | null = null

  function start(): Thread {
    const worker = new Worker(new URL('../../worker/packing.ts', import.meta.url), { type: 'module' })
    const remote = wrap<PackingApi>(worker)
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        thread = null
        remote[releaseProxy]()
        worker.terminate()
        reject(new Error(event.message || 'The packing thread has failed'))
      })
    })
    // Calls hear of it through the race; where there are none, nobody waits for it.
    failed.catch(() => undefined)
    return { api: remote, failed }
  }

  function call<T>(ask: (api: PackingConnection) => Promise<T>): Promise<T> {
    thread ??= start()
    return Promise.race([thread.failed, ask(thread.api)])
  }

  return {
    packFile: (saved) => call((api) => api.packFile(saved)),
    unpackFile: (bytes) => call((api) => api.unpackFile(bytes)),
    packDocument: (experiment) => call((api) => api.packDocument(experiment)),
    packRun: (owner, checkpoint) => call((api) => api.packRun(owner, checkpoint)),
    unpackCopy: (document, run) => call((api) => api.unpackCopy(document, run)),
  }
}
