/**
 * A worker that may die: by an error that leaves it half-way, by its end, or in a loop that never ends, of which nobody
 * tells. So it is asked once a second whether it is there. One that is dead, or doesn't answer, is ended, its pending
 * calls are rejected, and another one is started in its place.
 */
export interface StartedWorker<Api> {
  readonly api: Api
  /** Answers as soon as the worker gets to it. */
  ping(): Promise<unknown>
  /** Hears of an error that nobody caught, which leaves half-way whatever was under way, and of the worker's end. */
  onDeath(listener: (detail: string) => void): void
  terminate(): void
}

export interface WorkerLife {
  /** Another one has taken its place, and knows nothing yet. */
  readonly onRestart: (reason: string) => void
  /** It dies again and again, so no other one is started until `restart` is called. Told with each call until then. */
  readonly onLost: (reason: string) => void
}

export interface LivingWorker<Api> {
  /** Rejects with `WorkerDied` where the worker dies before it answers, or is lost. */
  call<T>(ask: (api: Api) => Promise<T>): Promise<T>
  /** Starts another one where it was lost. */
  restart(): void
}

export class WorkerDied extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'WorkerDied'
  }
}

/** Milliseconds between two questions, and how many may go unanswered. Counted, since a sleeping computer asks none. */
const HEARTBEAT = 1000
const MOST_UNANSWERED = 5
/** So many deaths within so many milliseconds, and it is lost. */
const MOST_DEATHS = 3
const WITHIN = 30_000

export function createLivingWorker<Api>(start: () => StartedWorker<Api>, life: WorkerLife): LivingWorker<Api> {
  let deaths: number[] = []
  /** Why no other one was started. */
  let lost: string | null = null
  let current = begin()

  function begin() {
    const worker = start()
    let reject: (error: WorkerDied) => void = () => undefined
    const died = new Promise<never>((_, rejected) => (reject = rejected))
    // Calls hear of it through the race; where there are none, nobody waits for it.
    died.catch(() => undefined)
    let unanswered = 0
    const heartbeat = setInterval(() => {
      if (unanswered >= MOST_UNANSWERED) return end(`no answer for ${MOST_UNANSWERED} seconds`)
      unanswered++
      worker.ping().then(
        () => (unanswered = 0),
        () => undefined,
      )
    }, HEARTBEAT)

    let ended = false
    function end(reason: string): void {
      if (ended) return
      ended = true
      clearInterval(heartbeat)
      worker.terminate()
      reject(new WorkerDied(reason))
      replace(reason)
    }
    worker.onDeath(end)
    return { api: worker.api, died }
  }

  function replace(reason: string): void {
    const now = Date.now()
    deaths = [...deaths.filter((death) => now - death < WITHIN), now]
    if (deaths.length >= MOST_DEATHS) {
      lost = reason
      return life.onLost(reason)
    }
    current = begin()
    life.onRestart(reason)
  }

  return {
    call(ask) {
      const { api, died } = current
      if (lost !== null) {
        // Said again: it may have been closed, and the way back with it.
        life.onLost(lost)
        return died
      }
      return Promise.race([died, ask(api)])
    },
    restart() {
      deaths = []
      lost = null
      current = begin()
      life.onRestart('')
    },
  }
}
