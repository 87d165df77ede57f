import type { FileOutcome, LabApi, SavedFile } from '../../src/shared/lab-api'

/** Save as: asks the user where, then writes there. */
export async function saveNew(lab: LabApi, name: string, bytes: Uint8Array): Promise<FileOutcome<SavedFile>> {
  const asked = await lab.askToSave(null, name)
  return asked.status === 'done' ? lab.save(asked.file.token, bytes) : asked
}
