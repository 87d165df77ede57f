/**
 * Where imported data lie. They may be fifty megabytes, and three threads need them; to copy them into a message takes
 * longer than some frames. Where threads may share memory (`SECURITY_HEADERS` asks for it), a message only refers to it.
 */
import type { Experiment } from '../shared/experiment'
import type { IdxPair, IdxSource } from '../shared/imported/idx'
import type { ImportedFiles } from '../shared/imported/read-files'
import type { ImportedTable } from '../shared/imported/table'

export function tableInSharedMemory(table: ImportedTable): ImportedTable {
  return crossOriginIsolated ? sharedTable(table) : table
}

/** The same data in memory that threads share; as they are where they may share none. */
export function filesInSharedMemory(files: ImportedFiles): ImportedFiles {
  if (!crossOriginIsolated) return files
  return files.kind === 'csv'
    ? { ...files, table: sharedTable(files.table) }
    : { ...files, source: sharedPictures(files.source) }
}

export function experimentInSharedMemory(experiment: Experiment): Experiment {
  const { dataset } = experiment
  if (!crossOriginIsolated) return experiment
  if (dataset.kind === 'csv') return { ...experiment, dataset: { ...dataset, source: sharedTable(dataset.source) } }
  if (dataset.kind === 'idx') return { ...experiment, dataset: { ...dataset, source: sharedPictures(dataset.source) } }
  return experiment
}

/** What is handed over with a message: memory that is not shared would be copied. */
export function buffersOf(files: ImportedFiles): ArrayBuffer[] {
  const views: ArrayBufferView[] =
    files.kind === 'csv'
      ? files.table.columns.flatMap(({ values, codes }) => [values, codes])
      : [files.source.training, files.source.test].flatMap((pair) => (pair ? [pair.images, pair.labels] : []))
  // Files may share one.
  return [...new Set(views.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer)
}

function sharedTable(table: ImportedTable): ImportedTable {
  const columns = table.columns.map((column) => ({
    ...column,
    values: new Float64Array(sharedCopy(column.values)),
    codes: new Int32Array(sharedCopy(column.codes)),
  }))
  return { ...table, columns }
}

function sharedPictures({ training, test }: IdxSource): IdxSource {
  return { training: sharedPair(training), test: test && sharedPair(test) }
}

function sharedPair({ images, labels }: IdxPair): IdxPair {
  return { images: new Uint8Array(sharedCopy(images)), labels: new Uint8Array(sharedCopy(labels)) }
}

function sharedCopy({ buffer, byteOffset, byteLength }: ArrayBufferView): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(byteLength)
  new Uint8Array(shared).set(new Uint8Array(buffer, byteOffset, byteLength))
  return shared
}
