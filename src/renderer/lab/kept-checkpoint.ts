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
  let newest: { readonly generation: Generation; readonly parameters: number } | null = null

  function wait({ parameters }: { readonly parameters: number }): void {
    waiting = true
    setTimeout(() => void keep(), INTERVAL * Math.max(1, parameters / LARGE))
  }

  async function keep(): Promise<void> {
    // What changes from here on may not be in it any more, and may be another model's.
    const taken = newest
    newest = null
    const checkpoint = await take().catch(() => null)
    waiting = false
    if (checkpoint && taken) kept = { generation: taken.generation, checkpoint }
    if (newest) wait(newest)
  }

  return {
    changed(generation, parameters) {
      newest = { generation, parameters }
      if (!waiting) wait(newest)
    },
    of: (generation) => (kept?.generation === generation ? kept.checkpoint : null),
  }
}
