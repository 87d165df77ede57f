/** The browser's own storage, reached through a thread: to hand over some megabytes takes longer than a frame may. */
import { transfer } from 'comlink'
import type { HostStore } from '../../shared/host-store'
import { createThread } from '../threads/thread'

export function connectBrowserStore(): HostStore {
  const call = createThread<HostStore>(
    () => new Worker(new URL('../../worker/store.ts', import.meta.url), { type: 'module' }),
    (remote) => remote,
  )
  return {
    list: (shelf) => call((store) => store.list(shelf)),
    read: (shelf, name) => call((store) => store.read(shelf, name)),
    write: (shelf, name, note, bytes) =>
      call((store) => store.write(shelf, name, note, transfer(bytes, [bytes.buffer]))),
    remove: (shelf, name) => call((store) => store.remove(shelf, name)),
  }
}
