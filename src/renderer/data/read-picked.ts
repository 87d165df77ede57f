/** Files as the browser hands them over, read by another thread. Works alike in every host: no path is ever seen. */
import type { Outcome } from '../../shared/experiment'
import { sizeLimit, type ImportedFiles, type PickedFile } from '../../shared/imported/read-files'
import { messages } from '../../shared/messages'

/** What is too large is refused before a byte of it is read. */
export async function readPicked(
  files: readonly File[],
  read: (files: readonly PickedFile[]) => Promise<Outcome<ImportedFiles>>,
): Promise<Outcome<ImportedFiles>> {
  const tooLarge = files.find(({ name, size }) => size > sizeLimit(name))
  if (tooLarge) {
    return refused(tooLarge.name, messages.imported.files.tooLarge(tooLarge.size, sizeLimit(tooLarge.name)))
  }
  const picked: PickedFile[] = []
  for (const file of files) {
    try {
      picked.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
    } catch {
      return refused(file.name, messages.imported.files.unreadable)
    }
  }
  return read(picked).catch(() => refused('', messages.threads.failed))
}

function refused(path: string, message: string): Outcome<never> {
  return { ok: false, problems: [{ path, message }] }
}
