/** The first word of a thread to the page: the name of a lock that the thread holds until it ends. */
export interface LifeSign {
  readonly heldLock: string
}

export function isLifeSign(message: unknown): message is LifeSign {
  return (
    typeof message === 'object' && message !== null && 'heldLock' in message && typeof message.heldLock === 'string'
  )
}
