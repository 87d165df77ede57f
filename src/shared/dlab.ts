/**
 * The saved file: a zip of open formats, so that any tool can read it.
 *
 *   experiment.json       the experiment; in `run`, how far its training had come
 *   weights.safetensors   theta.1 … and initial.1 …, each [units, 1 + inputs]; the optimizer's state beside them:
 *                         momentum.v.1 …, rmsprop.s.1 …, adam.m.1 …, adam.v.1 …
 *   history.safetensors   the curves, a column a tensor
 *
 * The same experiment gives the same bytes. A bare `experiment.json` is read as well.
 */
import * as v from 'valibot'
import type { Experiment, Outcome } from './experiment'
import { checkpointTensors, historyTensors, readHistory, readWeights } from './dlab-tensors'
import { messages } from './messages'
import { parseExperiment } from './parse-experiment'
import { decodeSafetensors, encodeSafetensors } from './safetensors'
import type { Checkpoint } from './trainer'
import { decodeZip, encodeZip } from './zip'

export interface SavedExperiment {
  readonly experiment: Experiment
  /** `null`: never trained; starts at its initial weights. */
  readonly checkpoint: Checkpoint | null
}

const text = messages.dlab
const MAX_JSON_BYTES = 256 * 1024 * 1024

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const runSchema = v.object({
  epoch: count,
  position: count,
  steps: count,
  optimizerSteps: v.exactOptional(count),
  orderSource: v.exactOptional(v.object({ seed: count, shuffle: v.boolean() })),
})
type SavedRun = v.InferOutput<typeof runSchema>

export function encodeDlab({ experiment, checkpoint }: SavedExperiment): Uint8Array {
  const json = (content: object): Uint8Array => new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`)
  if (!checkpoint) return encodeZip([['experiment.json', json(experiment)]])
  return encodeZip([
    ['experiment.json', json({ ...experiment, run: runOf(checkpoint) })],
    ['weights.safetensors', encodeSafetensors(checkpointTensors(experiment, checkpoint))],
    ['history.safetensors', encodeSafetensors(historyTensors(experiment.network, checkpoint))],
  ])
}

/** Refused with reasons that name the entry and the field. Never throws, whatever the bytes. */
export function decodeDlab(bytes: Uint8Array): Outcome<SavedExperiment> {
  if (bytes.length === 0) return refuse('', text.empty)
  if (firstCharacter(bytes) === '{') {
    const parsed = parseJson(bytes)
    return parsed.ok ? { ok: true, value: { experiment: parsed.value.experiment, checkpoint: null } } : parsed
  }
  const unpacked = decodeZip(bytes)
  if (!unpacked.ok) return unpacked
  const json = unpacked.value.get('experiment.json')
  if (!json) return refuse('experiment.json', text.entryMissing)
  const parsed = parseJson(json)
  if (!parsed.ok) return parsed
  const { experiment, run } = parsed.value
  const weights = unpacked.value.get('weights.safetensors')
  if (!weights && run === undefined) return { ok: true, value: { experiment, checkpoint: null } }
  if (!weights) return refuse('weights.safetensors', text.entryMissing)
  const checkpoint = readRun(experiment, run, weights, unpacked.value.get('history.safetensors'))
  return checkpoint.ok ? { ok: true, value: { experiment, checkpoint: checkpoint.value } } : checkpoint
}

/** The run in parts, as a saved file holds it. */
export function readRun(
  experiment: Experiment,
  runData: unknown,
  weightBytes: Uint8Array,
  historyBytes: Uint8Array | undefined,
): Outcome<Checkpoint> {
  const run = v.safeParse(runSchema, runData)
  if (!run.success) return refuse(`experiment.json: run.${v.getDotPath(run.issues[0]) ?? ''}`, text.run)
  if (!historyBytes) return refuse('history.safetensors', text.entryMissing)
  const weightTensors = decodeSafetensors(weightBytes)
  if (!weightTensors.ok) return inEntry('weights.safetensors', weightTensors)
  const historyColumns = decodeSafetensors(historyBytes)
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

function parseJson(bytes: Uint8Array): Outcome<{ experiment: Experiment; run: unknown }> {
  if (bytes.length > MAX_JSON_BYTES) return refuse('experiment.json', text.jsonTooLarge)
  let data: unknown
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return refuse('experiment.json', text.notJson)
  }
  const parsed = parseExperiment(data)
  if (!parsed.ok) return parsed
  const run: unknown = typeof data === 'object' && data !== null && 'run' in data ? data.run : undefined
  return { ok: true, value: { experiment: parsed.value, run } }
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
