/** The packing thread's door: shared code, run where nobody waits for it. */
import { expose, transfer } from 'comlink'
import { decodeCopy, encodeDocument, encodeRun } from '../shared/copy-parts'
import { decodeDlab, encodeDlab } from '../shared/dlab'
import type { PackingApi } from '../shared/packing'

function given(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const own =
    bytes.buffer instanceof ArrayBuffer ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes.slice()
  return transfer(own, [own.buffer])
}

const api: PackingApi = {
  packFile: (saved) => given(encodeDlab(saved)),
  unpackFile: decodeDlab,
  packDocument: (experiment) => given(encodeDocument(experiment)),
  packRun: (owner, checkpoint) => given(encodeRun(owner, checkpoint)),
  unpackCopy: decodeCopy,
}

expose(api)
