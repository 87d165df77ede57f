/** From a file's name to a run, or to the reason why there is none. */
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { decodeDlab, type SavedExperiment } from '../shared/dlab'
import type { Outcome, Problem } from '../shared/experiment'
import { IMPORT_LIMITS } from '../shared/imported/limits'
import { refuse } from '../shared/imported/refuse'
import type { ReadSource } from '../shared/imported/sources'
import { MAX_FILE_BYTES } from '../shared/lab-api'
import { messages } from '../shared/messages'
import { loadRun } from '../worker/load-run'
import { isFiniteRun, type Run } from '../worker/run'
import { describeDivergence } from './divergence-line'
import { Refusal, type Surroundings } from './surroundings'
import { systemReason } from './system-reason'

const text = messages.cli

export interface Opened {
  readonly run: Run
  /** Whether the file brings weights of its own training. */
  readonly isTrained: boolean
}

/** Opens to the last: a file is sound only where its model can be made. */
export async function openExperiment(file: string, { kernels }: Surroundings): Promise<Outcome<Opened>> {
  const saved = await readSaved(file)
  if (!saved.ok) return saved
  const { experiment, checkpoint } = saved.value
  const run = loadRun(await kernels(), { generation: 1, experiment, checkpoint }, 0)
  return run.ok ? { ok: true, value: { run: run.value, isTrained: checkpoint !== null } } : run
}

/** Throws a Refusal where the file is not sound, or its weights are not finite. */
export async function openFiniteRun(file: string, surroundings: Surroundings): Promise<Run> {
  const opened = await openExperiment(file, surroundings)
  if (!opened.ok) throw new Refusal(describeProblems(file, opened.problems))
  const { run } = opened.value
  if (run.divergence) throw new Refusal(text.brokenWeights(file, describeDivergence(run.divergence)))
  if (!isFiniteRun(run)) throw new Refusal(text.brokenWeights(file, 'theta'))
  return run
}

/** One line: the file, the field, the reason. */
export function describeProblems(file: string, problems: readonly Problem[]): string {
  const [first] = problems
  if (!first) return text.refused(file, '', '', 0)
  return text.refused(file, first.path, first.message, problems.length - 1)
}

async function readSaved(file: string): Promise<Outcome<SavedExperiment>> {
  try {
    const bytes = await readBounded(file)
    return bytes ? decodeDlab(bytes, filesBeside(file)) : refuse('', text.tooLarge(MAX_FILE_BYTES))
  } catch (error) {
    return refuse('', text.unreadable(systemReason(error)))
  }
}

/** Imported data that a bare `experiment.json` names stand in its folder, under their plain name. */
function filesBeside(file: string): ReadSource {
  return (_entry, name) => {
    const path = join(dirname(file), name)
    try {
      if (statSync(path).size > IMPORT_LIMITS.idxBytes) return refuse(name, text.tooLargeBeside(IMPORT_LIMITS.idxBytes))
      return { ok: true, value: { place: name, bytes: readFileSync(path) } }
    } catch (error) {
      return refuse(name, text.unreadable(systemReason(error)))
    }
  }
}

/** `null`: it is larger than any experiment; a pipe or a device may not even have an end. */
async function readBounded(file: string): Promise<Uint8Array | null> {
  if ((await stat(file)).size > MAX_FILE_BYTES) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of createReadStream(file)) {
    const bytes: Uint8Array = chunk
    size += bytes.length
    if (size > MAX_FILE_BYTES) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks, size)
}
