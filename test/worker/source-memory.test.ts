import { afterEach, expect, it, vi } from 'vitest'
import type { ImportedFiles } from '../../src/shared/imported/read-files'
import { readTable } from '../../src/shared/imported/table'
import { buffersOf, experimentInSharedMemory, filesInSharedMemory } from '../../src/worker/source-memory'
import { imagesFile, labelsFile } from '../shared/imported/idx-file'
import { lecture } from './node-trainer'

afterEach(() => vi.unstubAllGlobals())

function mayShare(isolated: boolean): void {
  vi.stubGlobal('crossOriginIsolated', isolated)
}

function pictures(): Extract<ImportedFiles, { kind: 'idx' }> {
  const pair = { images: imagesFile([[1, 2, 3, 4]], 2, 2), labels: labelsFile([7]) }
  return { kind: 'idx', names: { images: 'images', labels: 'labels' }, source: { training: pair, test: null } }
}

function table(): Extract<ImportedFiles, { kind: 'csv' }> {
  const read = readTable(new TextEncoder().encode('size,colour\n1.5,red\n2,blue\n,red\n'))
  if (!read.ok) throw new Error('The table can’t be read')
  return { kind: 'csv', name: 'table.csv', table: read.value }
}

it.each([
  ['a table', table()],
  ['pictures', pictures()],
])('%s: where threads share memory, a message only refers to it', (_, files) => {
  mayShare(true)
  const shared = filesInSharedMemory(files)
  expect(shared).toEqual(files)
  expect(buffersOf(shared)).toEqual([])
  const received = structuredClone(shared)
  firstBytes(received)[0] = 9
  expect(firstBytes(shared)[0]).toBe(9)
  expect(firstBytes(files)[0]).not.toBe(9)
})

it.each([
  ['a table', table()],
  ['pictures', pictures()],
])('%s: where they share none, it is handed over', (_, files) => {
  mayShare(false)
  const own = filesInSharedMemory(files)
  expect(own).toBe(files)
  expect(buffersOf(own)).toContain(firstBytes(files).buffer)
  expect(new Set(buffersOf(own)).size).toBe(buffersOf(own).length)
})

it('an experiment’s own data are shared, and nothing else of it changes', () => {
  mayShare(true)
  const { source, names } = pictures()
  const experiment = lecture({ dataset: { kind: 'idx', ...names, source, seed: 1, trainFraction: 1 } })
  const shared = experimentInSharedMemory(experiment)
  expect(shared).toEqual(experiment)
  const { dataset } = shared
  expect(dataset.kind === 'idx' && dataset.source.training.images.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(experimentInSharedMemory(lecture())).toEqual(lecture())
})

function firstBytes(files: ImportedFiles): Uint8Array {
  if (files.kind === 'idx') return files.source.training.images
  const values = files.table.columns[0]?.values
  if (!values) throw new Error('The table has no column')
  return new Uint8Array(values.buffer)
}
