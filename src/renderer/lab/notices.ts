import { shallowRef } from 'vue'
import type { LabNotices, Notice } from './lab'

export function createNotices(): LabNotices {
  const list = shallowRef<readonly Notice[]>([])
  let nextId = 1

  function show(notice: Omit<Notice, 'id'>): number {
    const id = nextId++
    // The same thing said twice is still one thing.
    const others = list.value.filter((shown) => shown.text !== notice.text)
    list.value = [...others, { ...notice, id }]
    return id
  }

  function close(id: number): void {
    list.value = list.value.filter((notice) => notice.id !== id)
  }

  return { list, show, close }
}
