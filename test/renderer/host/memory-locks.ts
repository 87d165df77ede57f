/** The Web Locks of a browser, in memory: each name is held by one at a time, in the order in which they asked. */
export class MemoryLocks {
  private readonly names: string[] = []
  private readonly last = new Map<string, Promise<unknown>>()

  request<T>(name: string, work: () => Promise<T>): Promise<T> {
    const held = async (): Promise<T> => {
      this.names.push(name)
      try {
        return await work()
      } finally {
        this.names.splice(this.names.indexOf(name), 1)
      }
    }
    const before = this.last.get(name)
    const done = before ? before.then(held) : held()
    this.last.set(
      name,
      done.catch(() => undefined),
    )
    return done
  }

  query(): Promise<{ held: { name: string }[] }> {
    return Promise.resolve({ held: this.names.map((name) => ({ name })) })
  }

  /** The tab that came so many-th is gone, and its locks are free. */
  close(tab: number): void {
    this.names.splice(tab, 1)
  }
}
