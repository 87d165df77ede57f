/** The packing thread's door: shared code, run where nobody waits for it. */
import { expose, transfer } from 'comlink'
import { decodeCopy, encodeDocument, encodeRun } from '../shared/copy-parts'
import { decodeDlab, encodeDlab } from '../shared/dlab'
import type { PackingApi } from '../shared/packing'
import { createSourceMemory } from './known-source'

function given(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const own =
    bytes.buffer instanceof ArrayBuffer ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes.slice()
  return transfer(own, [own.buffer])
}

const { withKnownSource } = createSourceMemory()

const api: PackingApi = {
  packFile: ({ experiment, checkpoint }) => given(encodeDlab({ experiment: withKnownSource(experiment), checkpoint })),
  unpackFile: decodeDlab,
  packDocument: (experiment) => given(encodeDocument(withKnownSource(experiment))),
  packRun: (owner, checkpoint) => given(encodeRun(owner, checkpoint)),
  unpackCopy: decodeCopy,
}

expose(api)
