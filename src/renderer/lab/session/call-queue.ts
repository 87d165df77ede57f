/**
 * Calls to the worker, one at a time and in the order they were asked for. Some calls need the answer of another one
 * first (undo waits for a checkpoint); a queue is what keeps a later call from overtaking them.
 */
export interface CallQueue {
  run<T>(call: () => Promise<T>): Promise<T>
  /**
   * Like `run`, but where the newest waiting call bears the same name, it takes its place: of thirty new datasets under
   * a moving slider only the last is prepared. A call that was replaced settles as `null`.
   */
  runLatest<T>(name: string, call: () => Promise<T>): Promise<T | null>
}

interface Waiting {
  readonly name: string | null
  start(): Promise<void>
  skip(): void
}

export function createCallQueue(): CallQueue {
  const waiting: Waiting[] = []
  let busy = false

  async function work(): Promise<void> {
    if (busy) return
    busy = true
    for (let next = waiting.shift(); next; next = waiting.shift()) await next.start()
    busy = false
  }

  function add<T>(name: string | null, call: () => Promise<T>): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const last = waiting.at(-1)
      if (name !== null && last?.name === name) waiting.pop()?.skip()
      waiting.push({
        name,
        start: () => call().then(resolve, reject),
        skip: () => resolve(null),
      })
      void work()
    })
  }

  return {
    run: (call) =>
      new Promise((resolve, reject) => {
        add(null, () => call().then(resolve, reject)).catch(reject)
      }),
    runLatest: add,
  }
}
