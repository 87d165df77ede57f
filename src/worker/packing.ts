/** The packing thread's door: shared code, run where nobody waits for it. */
import { expose, transfer } from 'comlink'
import { decodeCopy, encodeDocument, encodeRun } from '../shared/copy-parts'
import { decodeDlab, encodeDlab, type SavedExperiment } from '../shared/dlab'
import type { Outcome } from '../shared/experiment'
import { readFiles, type ImportedFiles } from '../shared/imported/read-files'
import { tableOf } from '../shared/imported/table'
import type { PackingApi } from '../shared/packing'
import { holdLifeLock } from './hold-life-lock'
import { createSourceMemory } from './known-source'
import { buffersOf, experimentInSharedMemory, filesInSharedMemory, tableInSharedMemory } from './source-memory'

function given(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const own =
    bytes.buffer instanceof ArrayBuffer ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes.slice()
  return transfer(own, [own.buffer])
}

function unpacked(outcome: Outcome<SavedExperiment>): Outcome<SavedExperiment> {
  if (!outcome.ok) return outcome
  const { experiment, checkpoint } = outcome.value
  return { ok: true, value: { experiment: experimentInSharedMemory(experiment), checkpoint } }
}

function read(outcome: Outcome<ImportedFiles>): Outcome<ImportedFiles> {
  if (!outcome.ok) return outcome
  const value = filesInSharedMemory(outcome.value)
  return transfer({ ok: true, value }, buffersOf(value))
}

const { withKnownSource } = createSourceMemory()

const api: PackingApi = {
  packFile: ({ experiment, checkpoint }) => given(encodeDlab({ experiment: withKnownSource(experiment), checkpoint })),
  unpackFile: (bytes) => unpacked(decodeDlab(bytes)),
  packDocument: (experiment) => given(encodeDocument(withKnownSource(experiment))),
  packRun: (owner, checkpoint) => given(encodeRun(owner, checkpoint)),
  unpackCopy: (document, run) => unpacked(decodeCopy(document, run)),
  readFiles: (files) => read(readFiles(files)),
  readAgain(text, header) {
    const table = tableOf(text, header)
    return table.ok ? { ok: true, value: tableInSharedMemory(table.value) } : table
  },
}

expose(api)
holdLifeLock()
