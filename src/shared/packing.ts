/**
 * The contract with the thread that packs experiments into bytes and back, and reads the user's own data, so that
 * neither the page nor the training waits for it. It may take its time: nobody asks whether it still answers.
 */
import type { SavedExperiment } from './dlab'
import type { RunOwner } from './dlab-tensors'
import type { Experiment, Outcome } from './experiment'
import type { ImportedFiles, PickedFile } from './imported/read-files'
import type { ImportedTable } from './imported/table'
import type { Checkpoint } from './trainer'

export interface PackingApi {
  /** A whole `.dlab` file. */
  packFile(saved: SavedExperiment): Uint8Array<ArrayBuffer>
  unpackFile(bytes: Uint8Array): Outcome<SavedExperiment>
  /** The parts of a recovery copy. */
  packDocument(experiment: Experiment): Uint8Array<ArrayBuffer>
  packRun(owner: RunOwner, checkpoint: Checkpoint): Uint8Array<ArrayBuffer>
  unpackCopy(document: Uint8Array, run: Uint8Array): Outcome<SavedExperiment>
  /** What the user's files hold. */
  readFiles(files: readonly PickedFile[]): Outcome<ImportedFiles>
  /** A table's text once more: its first line holds names, or is data like the others. */
  readAgain(text: string, header: boolean): Outcome<ImportedTable>
}
