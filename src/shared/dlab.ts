/**
 * The saved file: a zip of open formats, so that any tool can read it.
 *
 *   experiment.json       the experiment; in `run`, how far its training had come
 *   weights.safetensors   theta.1 … and initial.1 …, each [units, 1 + inputs]; the optimizer's state beside them:
 *                         momentum.v.1 …, rmsprop.s.1 …, adam.m.1 …, adam.v.1 …
 *   history.safetensors   the curves, a column a tensor
 *   dataset.csv, dataset-images.idx3-ubyte …   imported data, as `imported/sources.ts` names them
 *
 * The same experiment gives the same bytes. A bare `experiment.json` is read as well.
 */
import * as v from 'valibot'
import type { Experiment, Outcome } from './experiment'
import { toNewestVersion } from './experiment-versions'
import {
  checkpointTensors,
  historyTensors,
  mostHistoryBytes,
  readHistory,
  readWeights,
  weightBytes,
} from './dlab-tensors'
import { parseBoundedJson } from './bounded-json'
import { IMPORT_LIMITS } from './imported/limits'
import { describedExperiment, nothingBeside, sourceEntries, withSource, type ReadSource } from './imported/sources'
import { messages } from './messages'
import { parseExperiment } from './parse-experiment'
import { decodeSafetensors, encodeSafetensors, mostSafetensorsBytes } from './safetensors'
import type { Checkpoint } from './trainer'
import { openZip, type ZipArchive } from './zip'
import { encodeZip } from './zip-write'

export interface SavedExperiment {
  readonly experiment: Experiment
  /** `null`: never trained; starts at its initial weights. */
  readonly checkpoint: Checkpoint | null
}

const text = messages.dlab
const MAX_JSON_BYTES = 256 * 1024 * 1024

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
/** The field `run` of a saved `experiment.json`. */
export const runSchema = v.object({
  epoch: count,
  position: count,
  steps: count,
  optimizerSteps: v.exactOptional(count),
  orderSource: v.exactOptional(v.object({ seed: count, shuffle: v.boolean() })),
})
type SavedRun = v.InferOutput<typeof runSchema>

export function encodeDlab({ experiment, checkpoint }: SavedExperiment): Uint8Array {
  const json = (content: object): Uint8Array => new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`)
  const described = describedExperiment(experiment)
  const sources = sourceEntries(experiment.dataset)
  if (!checkpoint) return encodeZip([['experiment.json', json(described)], ...sources])
  return encodeZip([
    ['experiment.json', json({ ...described, run: runOf(checkpoint) })],
    ['weights.safetensors', encodeSafetensors(checkpointTensors(experiment, checkpoint))],
    ['history.safetensors', encodeSafetensors(historyTensors(experiment.network, checkpoint))],
    ...sources,
  ])
}

/**
 * Refused with reasons that name the entry and the field. Never throws, whatever the bytes. `beside`: where a bare
 * `experiment.json` finds the imported data that it names; unless given, such a one is refused.
 */
export function decodeDlab(bytes: Uint8Array, beside: ReadSource = nothingBeside): Outcome<SavedExperiment> {
  if (bytes.length === 0) return refuse('', text.empty)
  if (firstCharacter(bytes) === '{') {
    const parsed = parseJson(bytes, beside)
    return parsed.ok ? { ok: true, value: { experiment: parsed.value.experiment, checkpoint: null } } : parsed
  }
  const opened = openZip(bytes)
  if (!opened.ok) return opened
  const archive = opened.value
  const json = unpackEntry(archive, 'experiment.json', MAX_JSON_BYTES)
  if (!json.ok) return json
  const parsed = parseJson(json.value, (entry) => {
    const content = unpackEntry(archive, entry, IMPORT_LIMITS.idxBytes)
    return content.ok ? { ok: true, value: { place: entry, bytes: content.value } } : content
  })
  if (!parsed.ok) return parsed
  const { experiment, run } = parsed.value
  if (!archive.has('weights.safetensors') && run === undefined) {
    return { ok: true, value: { experiment, checkpoint: null } }
  }
  const { network, training } = experiment
  const weights = unpackEntry(
    archive,
    'weights.safetensors',
    mostSafetensorsBytes(weightBytes(network, training.optimizer.kind)),
  )
  if (!weights.ok) return weights
  const checkpoint = readRun(experiment, run, weights.value, (epoch) =>
    unpackEntry(archive, 'history.safetensors', mostSafetensorsBytes(mostHistoryBytes(network, epoch))),
  )
  return checkpoint.ok ? { ok: true, value: { experiment, checkpoint: checkpoint.value } } : checkpoint
}

/** The run in parts, as a saved file holds it. `readHistoryEntry`: the entry, of a run that has come so far. */
export function readRun(
  experiment: Experiment,
  runData: unknown,
  weightsEntry: Uint8Array,
  readHistoryEntry: (epoch: number) => Outcome<Uint8Array>,
): Outcome<Checkpoint> {
  const run = v.safeParse(runSchema, runData)
  if (!run.success) return refuse(`experiment.json: run.${v.getDotPath(run.issues[0]) ?? ''}`, text.run)
  const weightTensors = decodeSafetensors(weightsEntry)
  if (!weightTensors.ok) return inEntry('weights.safetensors', weightTensors)
  const historyEntry = readHistoryEntry(run.output.epoch)
  if (!historyEntry.ok) return historyEntry
  const historyColumns = decodeSafetensors(historyEntry.value)
  if (!historyColumns.ok) return inEntry('history.safetensors', historyColumns)

  const weights = readWeights(experiment, weightTensors.value)
  if (!weights.ok) return inEntry('weights.safetensors', weights)
  const history = readHistory(experiment.network, historyColumns.value)
  if (!history.ok) return inEntry('history.safetensors', history)
  return { ok: true, value: { ...weights.value, ...history.value, ...progressOf(run.output) } }
}

/** How far the training had come, as JSON. */
export function runOf({ progress, optimizerSteps, orderSource }: Checkpoint): SavedRun {
  const { epoch, position, steps } = progress
  return {
    epoch,
    position,
    steps,
    ...(optimizerSteps === undefined ? {} : { optimizerSteps }),
    ...(orderSource === undefined ? {} : { orderSource }),
  }
}

function progressOf({
  epoch,
  position,
  steps,
  ...rest
}: SavedRun): Omit<Checkpoint, 'theta' | 'initialTheta' | 'optimizerState' | 'history' | 'unrecorded'> {
  return { progress: { epoch, position, steps }, ...rest }
}

function parseJson(bytes: Uint8Array, readSource: ReadSource): Outcome<{ experiment: Experiment; run: unknown }> {
  const json = parseBoundedJson(bytes, MAX_JSON_BYTES)
  if (!json.ok) return inEntry('experiment.json', json)
  const fields = toNewestVersion(json.value)
  if (!fields.ok) return fields
  const whole = withSource(fields.value, readSource)
  if (!whole.ok) return whole
  const parsed = parseExperiment(whole.value)
  return parsed.ok ? { ok: true, value: { experiment: parsed.value, run: fields.value['run'] } } : parsed
}

export function unpackEntry(archive: ZipArchive, name: string, mostBytes: number): Outcome<Uint8Array> {
  return archive.has(name) ? archive.unpack(name, mostBytes) : refuse(name, text.entryMissing)
}

/** Behind a byte order mark and white space. */
function firstCharacter(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().slice(0, 1)
}

function refuse(path: string, message: string): { ok: false; problems: [{ path: string; message: string }] } {
  return { ok: false, problems: [{ path, message }] }
}

function inEntry(entry: string, refusal: Extract<Outcome<unknown>, { ok: false }>): Outcome<never> {
  const problems = refusal.problems.map(({ path, message }) => ({ path: path ? `${entry}: ${path}` : entry, message }))
  return { ok: false, problems }
}
