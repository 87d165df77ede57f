/**
 * The two parts of a recovery copy as bytes: the experiment as a `.dlab` file without a run, and the run alone, a zip of
 * `run.json`, `weights.safetensors` and `history.safetensors`. The run changes all the time while training; nothing in it
 * is compressed.
 */
import { decodeDlab, encodeDlab, readRun, runOf, unpackEntry, type SavedExperiment } from './dlab'
import { checkpointTensors, historyTensors, type RunOwner } from './dlab-tensors'
import type { Experiment, Outcome } from './experiment'
import { encodeSafetensors } from './safetensors'
import type { Checkpoint } from './trainer'
import { openZip } from './zip'
import { encodeZip } from './zip-write'

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
  const archive = openZip(bytes)
  if (!archive.ok) return archive
  const entry = (name: string): Outcome<Uint8Array> => unpackEntry(archive.value, name, bytes.length)
  const run = entry('run.json')
  const weights = entry('weights.safetensors')
  if (!weights.ok) return weights
  return readRun(experiment, run.ok ? parse(run.value) : undefined, weights.value, () => entry('history.safetensors'))
}

/** `undefined`, which is no run, where there is no JSON. */
function parse(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(json))
  } catch {
    return undefined
  }
}
