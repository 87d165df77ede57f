/** How fast training may go: an allowance of examples that grows with time and is spent by training. */
import type { Speed } from '../shared/trainer'

export interface Pace {
  readonly unit: 'example' | 'epoch'
  readonly examplesPerMs: number
  /** Examples that may be trained now. Fractions carry over, so that the pace doesn't drift. */
  allowance: number
  lastTime: number
}

/** After a stall longer than this, what was missed is not made up for. */
const LONGEST_STALL = 100

/** `null`: as fast as it goes. The first update is due at once. */
export function startPace(speed: Speed, trainCount: number, batchSize: number, now: number): Pace | null {
  if (speed === 'full') return null
  const perUnit = speed.unit === 'epoch' ? trainCount : 1
  return {
    unit: speed.unit,
    examplesPerMs: (speed.perSecond * perUnit) / 1000,
    allowance: speed.unit === 'epoch' ? Math.min(batchSize, trainCount) : 1,
    lastTime: now,
  }
}

/** `size`: of the next update, in examples. */
export function growAllowance(pace: Pace, now: number, size: number): void {
  const grown = pace.allowance + (now - pace.lastTime) * pace.examplesPerMs
  // Room for one update at least: it may take longer to come due than any stall.
  pace.allowance = Math.min(grown, size + LONGEST_STALL * pace.examplesPerMs)
  pace.lastTime = now
}

/** Milliseconds until an update of that size is due. */
export function timeUntilDue(pace: Pace, size: number): number {
  return Math.max(0, (size - pace.allowance) / pace.examplesPerMs)
}

/** Examples trained per second, over the last second. */
export interface Throughput {
  add(now: number, examples: number): void
  perSecond(now: number): number
  clear(): void
}

const WINDOW = 1000

export function createThroughput(): Throughput {
  let slices: { readonly at: number; readonly examples: number }[] = []
  let startedAt: number | null = null
  return {
    add(now, examples) {
      startedAt ??= now
      slices.push({ at: now, examples })
      if (slices.length > 2 && (slices[0]?.at ?? 0) < now - 2 * WINDOW)
        slices = slices.filter(({ at }) => at > now - WINDOW)
    },
    perSecond(now) {
      if (startedAt === null) return 0
      const recent = slices.filter(({ at }) => at > now - WINDOW)
      const duration = Math.min(WINDOW, Math.max(now - startedAt, 1))
      return (1000 * recent.reduce((sum, { examples }) => sum + examples, 0)) / duration
    },
    clear() {
      slices = []
      startedAt = null
    },
  }
}
