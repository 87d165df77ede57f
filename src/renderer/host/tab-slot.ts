/** The slot of this tab for its recovery copies: held by a lock, which the browser frees when the tab is gone. */
import type { Slots } from '../../shared/recovery-copies'

const PREFIX = 'delta-lab.tab.'

export interface TabSlot extends Slots {
  /** Resolves once the slot is held: before that another tab would take its copies for left behind. */
  readonly held: Promise<void>
}

export function holdTabSlot(locks: LockManager | undefined, slot: string = crypto.randomUUID()): TabSlot {
  const held = new Promise<void>((resolve) => {
    if (!locks) return resolve()
    void locks
      .request(PREFIX + slot, () => {
        resolve()
        // Held as long as the tab is there.
        return new Promise<never>(() => undefined)
      })
      .catch(() => resolve())
  })

  return {
    own: () => slot,
    held,
    async alive() {
      const names = ((await locks?.query())?.held ?? []).map(({ name }) => name ?? '')
      const others = names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length))
      return new Set([slot, ...others])
    },
  }
}
