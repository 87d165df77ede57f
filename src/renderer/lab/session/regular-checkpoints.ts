/**
 * When the run's checkpoint is taken, so that a worker that dies takes next to nothing with it. Whoever else needs one
 * every now and then (the recovery copies) gets the same.
 */
import type { Checkpoint } from '../../../shared/trainer'

/** Called when a checkpoint is asked for; what it returns gets the answer: `null` where the worker gave none. */
export type CheckpointWatcher = () => (checkpoint: Checkpoint | null) => void

export interface RegularCheckpoints {
  /** Something of a model with so many weights has changed. */
  changed(parameters: number): void
  /** Takes one within so many milliseconds, if no earlier one is on its way. */
  takeWithin(milliseconds: number): void
  watch(watcher: CheckpointWatcher): void
}

/** Milliseconds between two. A large model takes longer to copy and to write: there, so many for each million weights. */
const INTERVAL = 2000
const PER_MILLION = 1000

export function createRegularCheckpoints(
  take: () => Promise<Checkpoint | null>,
  /** Whether training goes on, seen or not: a page in the background gets no frames. */
  goesOn: () => boolean,
): RegularCheckpoints {
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
    timer = setTimeout(() => void takeNow(), milliseconds)
  }

  async function takeNow(): Promise<void> {
    due = Infinity
    // Behind the one that is on its way.
    if (taking) return takeWithin(interval)
    taking = true
    const answer = watcher?.()
    const taken = await take().catch(() => null)
    taking = false
    answer?.(taken)
    // Set by the worker's answer, not by a timer: chains of timers are slowed to one a minute in a background tab.
    if (goesOn()) takeWithin(interval)
  }

  return {
    changed(parameters) {
      interval = Math.max(INTERVAL, (PER_MILLION * parameters) / 1e6)
      takeWithin(interval)
    },
    takeWithin,
    watch: (another) => void (watcher = another),
  }
}
