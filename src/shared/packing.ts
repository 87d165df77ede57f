/**
 * The contract with the thread that packs experiments into bytes and back, so that neither the page nor the training
 * waits for it.
 */
import type { SavedExperiment } from './dlab'
import type { RunOwner } from './dlab-tensors'
import type { Experiment, Outcome } from './experiment'
import type { Checkpoint } from './trainer'

export interface PackingApi {
  /** A whole `.dlab` file. */
  packFile(saved: SavedExperiment): Uint8Array<ArrayBuffer>
  unpackFile(bytes: Uint8Array): Outcome<SavedExperiment>
  /** The parts of a recovery copy. */
  packDocument(experiment: Experiment): Uint8Array<ArrayBuffer>
  packRun(owner: RunOwner, checkpoint: Checkpoint): Uint8Array<ArrayBuffer>
  unpackCopy(document: Uint8Array, run: Uint8Array): Outcome<SavedExperiment>
}
