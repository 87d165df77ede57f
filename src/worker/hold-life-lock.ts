/** A thread that ends says nothing. It holds a lock for as long as it lives: the page, which waits for it, notices. */
import type { LifeSign } from '../shared/life-sign'

export function holdLifeLock(): void {
  const heldLock = crypto.randomUUID()
  void navigator.locks.request(heldLock, () => {
    const sign: LifeSign = { heldLock }
    postMessage(sign)
    return new Promise<never>(() => undefined)
  })
}
