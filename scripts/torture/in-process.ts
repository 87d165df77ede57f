/** The parts that run the engine and the lab in this process; loaded by Vite, as the tests are. */
import fc from 'fast-check'
import { playSequence, sequences } from '../../test/renderer/lab/random-actions'
import { BATCHES, force, FORCED } from '../../test/worker/forced-divergences'
import type { Finding } from './finding'
import { openDamagedFiles } from './open-damaged'
import { openHostileFiles } from './open-hostile'

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`

/** By how much this process has at most grown since, in megabytes. */
function memoryGrowth(): () => number {
  const before = process.memoryUsage().rss / 1e6
  return () => Math.max(0, (process.resourceUsage().maxRSS * 1024) / 1e6 - before)
}

export function hostileFiles(): Finding {
  const growth = memoryGrowth()
  const opened = openHostileFiles()
  const slowest = Math.max(...opened.map(({ milliseconds }) => milliseconds))
  return {
    what: 'hostile files: bombs, slips, overlaps, __proto__ …',
    tried: opened.length,
    seen: `slowest ${seconds(slowest)}, memory +${growth().toFixed(0)} MB`,
    broken: opened.flatMap(({ broken }) => broken),
  }
}

export function damagedFiles(count: number, seed: number): Finding[] {
  const growth = memoryGrowth()
  return openDamagedFiles(count, seed).map(({ kind, tried, opened, slowest, broken }) => ({
    what: `damaged files: ${kind}`,
    tried,
    seen: `${opened} open exactly, ${tried - opened} refused; slowest ${seconds(slowest)}, memory +${growth().toFixed(0)} MB`,
    broken,
  }))
}

export function divergences(): Finding {
  const broken: string[] = []
  for (const batch of BATCHES) {
    for (const forced of FORCED) {
      try {
        force(forced, batch)
      } catch (error) {
        broken.push(`${forced.what}: ${String(error)}`)
      }
    }
  }
  const tried = BATCHES.length * FORCED.length
  return { what: 'forced divergences', tried, seen: 'named exactly, last finite weights kept', broken }
}

export async function actions(runs: number, seed: number): Promise<Finding> {
  const details = await fc.check(fc.asyncProperty(sequences(20), playSequence), { numRuns: runs, seed })
  return {
    what: 'random sequences of up to 20 actions',
    tried: details.numRuns,
    seen: 'document, screen, model and saved file agree; all undone',
    broken: details.failed ? [fc.defaultReportMessage(details) ?? 'one failed'] : [],
  }
}
