/** Packing as the page knows it; only the thread is missing. */
import type { PackingConnection } from '../../src/renderer/lab/files/packing-connection'
import { decodeCopy, encodeDocument, encodeRun } from '../../src/shared/copy-parts'
import { decodeDlab, encodeDlab } from '../../src/shared/dlab'
import { readFiles } from '../../src/shared/imported/read-files'
import { tableOf } from '../../src/shared/imported/table'

/** Data cross to the thread as a copy, which a Vue proxy would not survive. */
export function connectPacking(): PackingConnection {
  return {
    packFile: async (saved) => encodeDlab(structuredClone(saved)).slice(),
    unpackFile: async (bytes) => decodeDlab(bytes),
    packDocument: async (experiment) => encodeDocument(structuredClone(experiment)).slice(),
    packRun: async (owner, checkpoint) => encodeRun(structuredClone(owner), structuredClone(checkpoint)).slice(),
    unpackCopy: async (document, run) => decodeCopy(document, run),
    readFiles: async (files) => structuredClone(readFiles(structuredClone(files))),
    readAgain: async (text, header) => structuredClone(tableOf(text, header)),
  }
}
