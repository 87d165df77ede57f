/** The run's newest checkpoint, kept in the page, so that a worker that dies takes next to nothing with it. */
import type { Checkpoint, Generation } from '../../shared/trainer'

export interface KeptCheckpoint {
  /** Something of that model has changed. */
  changed(generation: Generation, parameters: number): void
  /** `null`: nothing of that model was kept yet. */
  of(generation: Generation): Checkpoint | null
}

/** Milliseconds between two, for a model of so many weights: a large one takes longer to copy. */
const INTERVAL = 2000
const LARGE = 1_000_000

export function createKeptCheckpoint(take: () => Promise<Checkpoint | null>): KeptCheckpoint {
  let kept: { readonly generation: Generation; readonly checkpoint: Checkpoint } | null = null
  let waiting = false

  return {
    changed(generation, parameters) {
      if (waiting) return
      waiting = true
      setTimeout(
        async () => {
          const checkpoint = await take().catch(() => null)
          waiting = false
          if (checkpoint) kept = { generation, checkpoint }
        },
        INTERVAL * Math.max(1, parameters / LARGE),
      )
    },
    of: (generation) => (kept?.generation === generation ? kept.checkpoint : null),
  }
}
