/** Calls to a worker that may be another one by now: they wait until it has been given what the dead one had. */
import { WorkerDied } from './living-worker'

export interface RecoveringCalls {
  ask<T>(call: () => Promise<T>): Promise<T>
  /** What a death takes along is asked of the next worker, once. */
  askTwice<T>(call: () => Promise<T>): Promise<T>
  /** Another worker has taken the place: nothing is asked of it before this has been done. Never rejects. */
  recoverBy(work: Promise<void>): void
}

export function createRecoveringCalls(): RecoveringCalls {
  let recovery: Promise<void> = Promise.resolve()

  async function ask<T>(call: () => Promise<T>): Promise<T> {
    let awaited: Promise<void>
    do {
      awaited = recovery
      await awaited
      // The one that was recovered may have died meanwhile.
    } while (awaited !== recovery)
    return call()
  }

  return {
    ask,
    async askTwice(call) {
      try {
        return await ask(call)
      } catch (error) {
        if (!(error instanceof WorkerDied)) throw error
        return ask(call)
      }
    },
    recoverBy: (work) => void (recovery = work),
  }
}
