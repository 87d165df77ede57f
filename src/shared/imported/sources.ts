/**
 * Between imported data in memory and in files: a dataset holds its source, `experiment.json` only describes it, and
 * the files themselves stand beside that, as a tool that knows nothing of this lab would read them.
 */
import type { CsvDataset, DatasetSpec, Experiment, IdxDataset, Outcome } from '../experiment'
import { messages } from '../messages'
import type { ZipEntry } from '../zip-write'
import { unpackIdx, type IdxPair, type IdxSource } from './idx'
import { refuse, refusedIn } from './refuse'
import { readTable, type ImportedTable } from './table'

/** Entries of a `.dlab`. */
export const SOURCE_ENTRIES = {
  csv: 'dataset.csv',
  images: 'dataset-images.idx3-ubyte',
  labels: 'dataset-labels.idx1-ubyte',
  testImages: 'dataset-test-images.idx3-ubyte',
  testLabels: 'dataset-test-labels.idx1-ubyte',
} as const

/** The bytes of a file: by its entry in a `.dlab`, or by its own name where the experiment stands alone. */
export type ReadSource = (entry: string, name: string) => Outcome<SourceFile>

export interface SourceFile {
  /** By which name a message speaks of it. */
  readonly place: string
  readonly bytes: Uint8Array
}

/** For an experiment that stands alone where no file may be read. */
export const nothingBeside: ReadSource = (_entry, name) => refuse('dataset', messages.imported.notInside(name))

const MAX_NAME = 200

/** One that names a file and no way to it, on any system. */
export function isPlainName(name: string): boolean {
  const isShort = name.length > 0 && name.length <= MAX_NAME
  return isShort && !/[/\\:\p{Cc}]/u.test(name) && name !== '.' && name !== '..'
}

/** The nearest plain name: a system may have files that another one couldn't. */
export function plainNameOf(name: string): string {
  // Its end says what kind of file it is.
  const plain = name.replace(/[/\\:\p{Cc}]/gu, '-').slice(-MAX_NAME)
  return isPlainName(plain) ? plain : 'data'
}

/** Only `readTable` makes one: its arrays can't come from JSON. */
export function isTable(value: unknown): value is ImportedTable {
  return hasField(value, 'text', (text) => typeof text === 'string') && hasField(value, 'columns', areColumns)
}

function areColumns(columns: unknown): boolean {
  return Array.isArray(columns) && columns.every((column) => hasField(column, 'values', ArrayBuffer.isView))
}

export function isIdxSource(value: unknown): value is IdxSource {
  return hasField(value, 'training', isPair) && hasField(value, 'test', (test) => test === null || isPair(test))
}

function isPair(value: unknown): value is IdxPair {
  return hasField(value, 'images', ArrayBuffer.isView) && hasField(value, 'labels', ArrayBuffer.isView)
}

function hasField(value: unknown, field: string, isRight: (content: unknown) => boolean): boolean {
  return (
    typeof value === 'object' && value !== null && Object.hasOwn(value, field) && isRight(Reflect.get(value, field))
  )
}

/** As `experiment.json` has it: without what stands beside it. Always the same order of fields. */
export function describedExperiment(experiment: Experiment): object {
  return { ...experiment, dataset: describedDataset(experiment.dataset) }
}

function describedDataset(dataset: DatasetSpec): object {
  switch (dataset.kind) {
    case 'csv':
      return describedTable(dataset)
    case 'idx':
      return describedIdx(dataset)
    case 'inline':
    case 'generated':
    case 'builtin':
      return dataset
  }
}

function describedTable({
  kind,
  name,
  inputs,
  target,
  scale,
  seed,
  trainFraction,
  source,
  ...choices
}: CsvDataset): object {
  const { categories, targetKind, targetScale, missing, header } = choices
  // What is undefined is left out of JSON.
  return {
    kind,
    name,
    inputs,
    target,
    scale,
    seed,
    trainFraction,
    categories,
    targetKind,
    targetScale,
    missing,
    header,
  }
}

function describedIdx({ kind, images, labels, testImages, testLabels, seed, trainFraction }: IdxDataset): object {
  return { kind, images, labels, testImages, testLabels, seed, trainFraction }
}

/** What a `.dlab` holds besides, entry by entry. */
export function sourceEntries(dataset: DatasetSpec): ZipEntry[] {
  if (dataset.kind === 'csv') return [[SOURCE_ENTRIES.csv, bytesOf(dataset.source), dataset.source]]
  if (dataset.kind !== 'idx') return []
  const { training, test } = dataset.source
  const entry = (name: string, bytes: Uint8Array): ZipEntry => [name, bytes, bytes]
  return [
    entry(SOURCE_ENTRIES.images, training.images),
    entry(SOURCE_ENTRIES.labels, training.labels),
    ...(test ? [entry(SOURCE_ENTRIES.testImages, test.images), entry(SOURCE_ENTRIES.testLabels, test.labels)] : []),
  ]
}

const encoded = new WeakMap<ImportedTable, Uint8Array>()

function bytesOf(table: ImportedTable): Uint8Array {
  const known = encoded.get(table) ?? new TextEncoder().encode(table.text)
  encoded.set(table, known)
  return known
}

/** What was read as JSON, with its dataset's source in place; anything that is no imported dataset as it is. */
export function withSource(data: unknown, read: ReadSource): Outcome<unknown> {
  if (!isRecord(data) || !isRecord(data['dataset'])) return { ok: true, value: data }
  const { dataset } = data
  const source =
    dataset['kind'] === 'csv' ? readCsv(dataset, read) : dataset['kind'] === 'idx' ? readIdx(dataset, read) : null
  if (!source) return { ok: true, value: data }
  if (!source.ok) return source
  return { ok: true, value: { ...data, dataset: { ...dataset, source: source.value } } }
}

function readCsv({ name, header }: Record, read: ReadSource): Outcome<ImportedTable> | null {
  if (!isFileName(name)) return null
  const file = read(SOURCE_ENTRIES.csv, name)
  if (!file.ok) return file
  // Anything else is refused by the schema.
  const table = readTable(file.value.bytes, typeof header === 'boolean' ? header : undefined)
  return table.ok ? table : refusedIn(file.value.place, table)
}

function readIdx({ images, labels, testImages, testLabels }: Record, read: ReadSource): Outcome<IdxSource> | null {
  if (!isFileName(images) || !isFileName(labels)) return null
  const training = readPair([SOURCE_ENTRIES.images, images], [SOURCE_ENTRIES.labels, labels], read)
  if (!training.ok) return training
  if (testImages === undefined && testLabels === undefined) {
    return { ok: true, value: { training: training.value, test: null } }
  }
  if (!isFileName(testImages) || !isFileName(testLabels)) return null
  const test = readPair([SOURCE_ENTRIES.testImages, testImages], [SOURCE_ENTRIES.testLabels, testLabels], read)
  return test.ok ? { ok: true, value: { training: training.value, test: test.value } } : test
}

type FilePlace = readonly [entry: string, name: string]

function readPair(images: FilePlace, labels: FilePlace, read: ReadSource): Outcome<IdxPair> {
  const imageBytes = readUnpacked(images, read)
  if (!imageBytes.ok) return imageBytes
  const labelBytes = readUnpacked(labels, read)
  if (!labelBytes.ok) return labelBytes
  return { ok: true, value: { images: imageBytes.value, labels: labelBytes.value } }
}

function readUnpacked([entry, name]: FilePlace, read: ReadSource): Outcome<Uint8Array> {
  const file = read(entry, name)
  if (!file.ok) return file
  const plain = unpackIdx(file.value.bytes)
  return plain.ok ? plain : refusedIn(file.value.place, plain)
}

type Record = Readonly<{ [field: string]: unknown }>

function isRecord(value: unknown): value is Record {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Another one is refused by the schema, before any file is looked for. */
function isFileName(value: unknown): value is string {
  return typeof value === 'string' && isPlainName(value)
}
