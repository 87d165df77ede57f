import { shallowRef } from 'vue'
import { messages } from '../../shared/messages'
import type { LabNotices, Notice } from './lab'

/** Nothing to answer, and yet more than a moment's matter. */
const LASTING: ReadonlySet<string> = new Set([
  messages.autosave.failed,
  messages.session.failed,
  messages.session.restarted,
  messages.threads.failed,
  messages.threads.ended,
])

/** A refusal: nothing is lost and nothing has to be done, so it is over with the next thing that is done. */
export function isPassing({ kind, text, action }: Omit<Notice, 'id'>): boolean {
  return kind === 'error' && action === null && !LASTING.has(text)
}

export function createNotices(): LabNotices {
  const list = shallowRef<readonly Notice[]>([])
  /** Shown in this very moment: what is done in the same breath belongs to it, as taking back what was refused does. */
  const fresh = new Set<number>()
  let nextId = 1

  function show(notice: Omit<Notice, 'id'>): number {
    const id = nextId++
    list.value = [...list.value.filter((shown) => !isReplaced(shown, notice)), { ...notice, id }]
    fresh.add(id)
    queueMicrotask(() => fresh.delete(id))
    return id
  }

  function closeWhere(isOver: (notice: Notice) => boolean): void {
    if (list.value.some(isOver)) list.value = list.value.filter((notice) => !isOver(notice))
  }

  return {
    list,
    show,
    close: (id) => closeWhere((notice) => notice.id === id),
    closeWhere,
    closePassing: () => closeWhere((notice) => isPassing(notice) && !fresh.has(notice.id)),
  }
}

/** The same thing said twice is still one thing; of what only informs, and of refusals, the newest says enough. */
function isReplaced(shown: Notice, by: Omit<Notice, 'id'>): boolean {
  if (shown.text === by.text) return true
  return (shown.kind === 'info' && by.kind === 'info') || (isPassing(shown) && isPassing(by))
}
