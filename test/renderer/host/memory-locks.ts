/** The Web Locks of a browser, in memory: what is asked for is held until its tab is closed. */
export class MemoryLocks {
  private readonly names: string[] = []

  request(name: string, held: () => Promise<unknown>): Promise<unknown> {
    this.names.push(name)
    return held()
  }

  query(): Promise<{ held: { name: string }[] }> {
    return Promise.resolve({ held: this.names.map((name) => ({ name })) })
  }

  /** The tab that came so many-th is gone, and its locks are free. */
  close(tab: number): void {
    this.names.splice(tab, 1)
  }
}
