/** The thread that packs experiments into bytes, as the page calls it. */
import type { PackingApi } from '../../../shared/packing'
import { createThread, type Connection } from '../../threads/thread'

export type PackingConnection = Connection<PackingApi>

export function connectPacking(): PackingConnection {
  const call = createThread<PackingApi>(
    () => new Worker(new URL('../../../worker/packing.ts', import.meta.url), { type: 'module' }),
    (remote) => remote,
  )
  return {
    packFile: (saved) => call((api) => api.packFile(saved)),
    unpackFile: (bytes) => call((api) => api.unpackFile(bytes)),
    packDocument: (experiment) => call((api) => api.packDocument(experiment)),
    packRun: (owner, checkpoint) => call((api) => api.packRun(owner, checkpoint)),
    unpackCopy: (document, run) => call((api) => api.unpackCopy(document, run)),
  }
}
