import { shallowRef } from 'vue'
import type { LabNotices, Notice } from './lab'

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
    closeRefusals: () => closeWhere(({ kind, id }) => kind === 'refusal' && !fresh.has(id)),
  }
}

/** The same thing said twice is still one thing; of what only informs, and of refusals, the newest says enough. */
function isReplaced(shown: Notice, { kind, text }: Omit<Notice, 'id'>): boolean {
  return shown.text === text || (shown.kind === kind && (kind === 'info' || kind === 'refusal'))
}
