import { watch } from 'vue'
import { messages } from '../../shared/messages'
import type { LabDocument, LabNotices } from './lab'

/**
 * Says what an edit brought along, with Undo beside it, right after the edit. Gone with the next step to undo: from then
 * on Undo would take back something else.
 */
export function tellWithUndo(
  { document, notices }: { readonly document: LabDocument; readonly notices: LabNotices },
  text: string,
  details: readonly string[] = [],
): void {
  const action = { label: messages.header.undo, run: document.undo }
  const id = notices.show({ kind: 'info', text, details, action })
  watch(document.lastStep, () => notices.close(id), { flush: 'sync', once: true })
}
