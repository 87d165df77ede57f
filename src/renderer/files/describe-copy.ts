import type { RecoveryCopy } from '../../shared/lab-api'
import { messages } from '../../shared/messages'
import { spanOf, timeOf } from '../lab/files/time-of'

const text = messages.recovery

/** What is known of a copy, a line each: when it was kept, of which file, how far the training had come. */
export function describeCopy(
  { keptAt, savedAt, fileName, epoch, onlyTrained }: RecoveryCopy,
  now = Date.now(),
): string[] {
  if (epoch === null) return []
  const kept = text.keptAt(timeOf(keptAt, now))
  const since = savedAt === null ? null : text.afterSave(spanOf(keptAt - savedAt))
  const file = onlyTrained ? text.onlyTrained : fileName === null ? text.neverSaved : text.ofFile(fileName)
  return [since === null ? kept : `${kept}, ${since}`, `${text.epoch(epoch)}, ${file}`]
}
