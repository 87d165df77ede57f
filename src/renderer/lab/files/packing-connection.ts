/** The thread that packs experiments into bytes and reads the user's own data, as the page calls it. */
import { transfer } from 'comlink'
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
    // They were read for this alone, so their memory goes along.
    readFiles: (files) =>
      call((api) =>
        api.readFiles(
          transfer(
            files,
            files.flatMap(({ bytes }) => bytes.buffer),
          ),
        ),
      ),
    readAgain: (text, header) => call((api) => api.readAgain(text, header)),
  }
}
