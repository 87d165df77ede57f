/**
 * Imported data reach this thread as a new copy with each call. Where they are those of the last call, that copy is used
 * again: it has been packed already (see shared/zip-write.ts), and packing pictures takes seconds.
 */
import type { Experiment } from '../shared/experiment'
import type { IdxPair, IdxSource } from '../shared/imported/idx'
import type { ImportedTable } from '../shared/imported/table'

export interface SourceMemory {
  withKnownSource(experiment: Experiment): Experiment
}

export function createSourceMemory(): SourceMemory {
  let table: ImportedTable | null = null
  let pictures: IdxSource | null = null

  return {
    withKnownSource(experiment) {
      const { dataset } = experiment
      if (dataset.kind === 'csv') {
        table = table?.text === dataset.source.text ? table : dataset.source
        return { ...experiment, dataset: { ...dataset, source: table } }
      }
      if (dataset.kind === 'idx') {
        pictures = pictures && samePictures(pictures, dataset.source) ? pictures : dataset.source
        return { ...experiment, dataset: { ...dataset, source: pictures } }
      }
      return experiment
    },
  }
}

function samePictures(a: IdxSource, b: IdxSource): boolean {
  if (!samePair(a.training, b.training)) return false
  return a.test && b.test ? samePair(a.test, b.test) : a.test === b.test
}

function samePair(a: IdxPair, b: IdxPair): boolean {
  return sameBytes(a.labels, b.labels) && sameBytes(a.images, b.images)
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
