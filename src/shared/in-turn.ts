/** Work that must not overlap: each waits until those asked for before it have ended, however they ended. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

export function oneAfterAnother(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }
}
