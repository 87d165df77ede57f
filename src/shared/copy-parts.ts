/**
 * The two parts of a recovery copy as bytes: the experiment as a `.dlab` file without a run, and the run alone, a zip of
 * `run.json`, `weights.safetensors` and `history.safetensors`. The run changes all the time while training; nothing in it
 * is compressed.
 */
import { decodeDlab, encodeDlab, readRun, runOf, type SavedExperiment } from './dlab'
import { checkpointTensors, historyTensors, type RunOwner } from './dlab-tensors'
import type { Experiment, Outcome } from './experiment'
import { messages } from './messages'
import { encodeSafetensors } from './safetensors'
import type { Checkpoint } from './trainer'
import { decodeZip, encodeZip } from './zip'

export function encodeDocument(experiment: Experiment): Uint8Array {
  return encodeDlab({ experiment, checkpoint: null })
}

export function encodeRun(owner: RunOwner, checkpoint: Checkpoint): Uint8Array {
  const run = new TextEncoder().encode(JSON.stringify(runOf(checkpoint)))
  return encodeZip(
    [
      ['run.json', run],
      ['weights.safetensors', encodeSafetensors(checkpointTensors(owner, checkpoint))],
      ['history.safetensors', encodeSafetensors(historyTensors(owner.network, checkpoint))],
    ],
    true,
  )
}

/** `run` may be empty: there was none. Refused with reasons; never throws. */
export function decodeCopy(document: Uint8Array, run: Uint8Array): Outcome<SavedExperiment> {
  const decoded = decodeDlab(document)
  if (!decoded.ok || run.length === 0) return decoded
  const { experiment } = decoded.value
  const checkpoint = decodeRun(experiment, run)
  return checkpoint.ok ? { ok: true, value: { experiment, checkpoint: checkpoint.value } } : checkpoint
}

function decodeRun(experiment: Experiment, bytes: Uint8Array): Outcome<Checkpoint> {
  const unpacked = decodeZip(bytes)
  if (!unpacked.ok) return unpacked
  const weights = unpacked.value.get('weights.safetensors')
  if (!weights) return missing('weights.safetensors')
  return readRun(experiment, parse(unpacked.value.get('run.json')), weights, unpacked.value.get('history.safetensors'))
}

/** `undefined`, which is no run, where there is no JSON. */
function parse(json: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(json ?? new Uint8Array()))
  } catch {
    return undefined
  }
}

function missing(path: string): Outcome<never> {
  return { ok: false, problems: [{ path, message: messages.dlab.entryMissing }] }
}
