/**
 * The run's newest checkpoint, kept in the page, so that a worker that dies takes next to nothing with it. Whoever else
 * needs one every now and then (the recovery copies) gets the same.
 */
import type { Checkpoint, Generation } from '../../../shared/trainer'

export interface TakenCheckpoint {
  /** Of the model that it was taken of. */
  readonly generation: Generation
  readonly checkpoint: Checkpoint
}

/** Called when a checkpoint is asked for; what it returns gets the answer: `null` where the worker gave none. */
export type CheckpointWatcher = () => (checkpoint: Checkpoint | null) => void

export interface KeptCheckpoint {
  /** Something of a model with so many weights has changed. */
  changed(parameters: number): void
  /** Takes one within so many milliseconds, if no earlier one is on its way. */
  takeWithin(milliseconds: number): void
  watch(watcher: CheckpointWatcher): void
  /** A model was started from this one, so it is known without asking. */
  put(taken: TakenCheckpoint): void
  /** `null`: nothing of that model was kept yet. */
  of(generation: Generation): Checkpoint | null
}

/** Milliseconds between two. A large model takes longer to copy and to write: there, so many for each million weights. */
const INTERVAL = 2000
const PER_MILLION = 1000

export function createKeptCheckpoint(
  take: () => Promise<TakenCheckpoint | null>,
  /** Whether training goes on, seen or not: a page in the background gets no frames. */
  goesOn: () => boolean,
): KeptCheckpoint {
  let kept: TakenCheckpoint | null = null
  let watcher: CheckpointWatcher | null = null
  let interval = INTERVAL
  let timer: ReturnType<typeof setTimeout> | undefined
  let due = Infinity
  let taking = false

  function takeWithin(milliseconds: number): void {
    const wanted = Date.now() + milliseconds
    if (wanted >= due) return
    clearTimeout(timer)
    due = wanted
    timer = setTimeout(() => void keep(), milliseconds)
  }

  async function keep(): Promise<void> {
    due = Infinity
    // Behind the one that is on its way.
    if (taking) return takeWithin(interval)
    taking = true
    const answer = watcher?.()
    const taken = await take().catch(() => null)
    taking = false
    kept = taken ?? kept
    answer?.(taken?.checkpoint ?? null)
    // Set by the worker's answer, not by a timer: chains of timers are slowed to one a minute in a background tab.
    if (goesOn()) takeWithin(interval)
  }

  return {
    changed(parameters) {
      interval = Math.max(INTERVAL, (PER_MILLION * parameters) / 1e6)
      takeWithin(interval)
    },
    takeWithin,
    put: (taken) => void (kept = taken),
    watch: (another) => void (watcher = another),
    of: (generation) => (kept?.generation === generation ? kept.checkpoint : null),
  }
}
