/** The memory of imported files: between threads it is handed over, never copied. */
import type { ImportedFiles } from './read-files'

export function buffersOf(files: ImportedFiles): ArrayBufferLike[] {
  if (files.kind === 'csv') {
    return files.table.columns.flatMap(({ values, codes }) => [values.buffer, codes.buffer])
  }
  const { training, test } = files.source
  // Files may share one.
  return [...new Set([training, test].flatMap((pair) => (pair ? [pair.images.buffer, pair.labels.buffer] : [])))]
}
