/** Opens a hostile file as the lab does to the last, and says how it breaks a promise. */
import { decodeDlab, type SavedExperiment } from '../../src/shared/dlab'
import type { Outcome } from '../../src/shared/experiment'
import { loadRun } from '../../src/worker/load-run'
import { kernels } from '../../test/worker/engine/engine'
import { HOSTILE_FILES, type HostileFile } from './hostile-files'
import { MOST_MILLISECONDS } from './open-damaged'
import { startStopwatch } from './stopwatch'

export interface OpenedHostile {
  readonly what: string
  readonly broken: readonly string[]
  readonly milliseconds: number
}

export function openHostile({ what, make, comesTo }: HostileFile): OpenedHostile {
  const bytes = make()
  const elapsed = startStopwatch()
  const said = open(decodeDlab(bytes))
  const milliseconds = elapsed()
  const isAsPromised = typeof comesTo === 'string' ? said === comesTo : comesTo.test(said)
  const broken = [
    ...(isAsPromised ? [] : [`${what}: it came to “${said}”`]),
    ...(milliseconds <= MOST_MILLISECONDS ? [] : [`${what}: it took ${milliseconds.toFixed(0)} ms`]),
    ...('polluted' in {} ? [`${what}: it has changed what every object is`] : []),
  ]
  return { what, broken, milliseconds }
}

export const openHostileFiles = (): readonly OpenedHostile[] => HOSTILE_FILES.map(openHostile)

/** Path and message of the first problem; `opens`, or `diverged`, where there is none. */
function open(decoded: Outcome<SavedExperiment>): string {
  const run = decoded.ok ? loadRun(kernels, { generation: 1, ...decoded.value }, 0) : decoded
  if (run.ok) return run.value.divergence ? 'diverged' : 'opens'
  return `${run.problems[0]?.path}: ${run.problems[0]?.message}`
}
