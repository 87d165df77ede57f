import { messages } from '../shared/messages'
import type { Evaluation } from '../shared/trainer'
import type { Surroundings } from './surroundings'
import { formatNumber } from './tables'

export interface ProgressBar {
  show(share: number, latest: Evaluation | null): void
  /** Leaves no trace of it. */
  clear(): void
}

const WIDTH = 30
/** Milliseconds between two looks of it. */
const INTERVAL = 100
const CLEAR_LINE = '\r\x1b[K'

/** One line on standard error that draws itself anew; nothing where nobody watches. */
export function createProgressBar({ say, isWatched }: Surroundings, now: () => number): ProgressBar {
  let shownAt = now()
  let isShown = false
  return {
    show(share, latest) {
      if (!isWatched || now() - shownAt < INTERVAL) return
      const filled = Math.floor(share * WIDTH)
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
      const state = latest ? messages.cli.progress(latest.epoch, formatNumber(latest.trainCost)) : ''
      say(`${CLEAR_LINE}${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${state}`)
      shownAt = now()
      isShown = true
    },
    clear() {
      if (isShown) say(CLEAR_LINE)
      isShown = false
    },
  }
}
