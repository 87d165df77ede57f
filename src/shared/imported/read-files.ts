/** What a user picked, as data: one table, or IDX files that belong together. */
import type { Outcome } from '../experiment'
import { messages } from '../messages'
import { beginningOf } from './gunzip'
import { contentsOfIdx, idxKind, unpackIdx, type IdxFileField, type IdxKind, type IdxSource } from './idx'
import { IMPORT_LIMITS } from './limits'
import { refuse, refusedIn } from './refuse'
import { plainNameOf } from './sources'
import { readTable, type ImportedTable } from './table'

const text = messages.imported.files

export interface PickedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export type IdxNames = { readonly [Field in IdxFileField]?: string } & {
  readonly images: string
  readonly labels: string
}

export type ImportedFiles =
  | { readonly kind: 'csv'; readonly name: string; readonly table: ImportedTable }
  | { readonly kind: 'idx'; readonly names: IdxNames; readonly source: IdxSource }

const TABLE_NAME = /\.(csv|tsv|txt)(\.gz)?$/i

/** How large a file may be, by its name: asked before it is read. */
export function sizeLimit(name: string): number {
  return TABLE_NAME.test(name) ? IMPORT_LIMITS.csvBytes : IMPORT_LIMITS.idxBytes
}

/** Whether a file is a table or IDX, by its name and its first bytes, and not an experiment. */
export function isData({ name, bytes }: PickedFile): boolean {
  if (EXPERIMENT_NAME.test(name)) return false
  if (beginsAsIdx({ name, bytes }) || IDX_NAME.test(name)) return true
  return TABLE_NAME.test(name) && bytes[0] !== OPENING_BRACE
}

const EXPERIMENT_NAME = /\.(dlab|json)$/i
/** A bare experiment is JSON, whatever its name. */
const OPENING_BRACE = 123

/** Each problem's path names the file, then the place in it. */
export function readFiles(files: readonly PickedFile[]): Outcome<ImportedFiles> {
  const [first] = files
  if (!first) return refuse('', text.none)
  const experiment = files.find(({ name }) => /\.dlab$/i.test(name))
  if (experiment) return refuse(experiment.name, text.experiment)
  if (files.length === 1 && !beginsAsIdx(first)) return readOneTable(first)
  const read: IdxFile[] = []
  for (const picked of files) {
    const file = { ...picked, name: plainNameOf(picked.name) }
    if (!beginsAsIdx(file) && !IDX_NAME.test(file.name)) return refuse(file.name, text.tablesAlone)
    const plain = unpackIdx(file.bytes)
    if (!plain.ok) return refusedIn(file.name, plain)
    const kind = idxKind(plain.value)
    if (!kind) return refuse(firstBytesOf(file.name), text.otherIdx)
    read.push({ name: file.name, bytes: plain.value, kind })
  }
  return pairUp(read)
}

function readOneTable({ name, bytes }: PickedFile): Outcome<ImportedFiles> {
  const table = readTable(bytes)
  if (!table.ok) return IDX_NAME.test(name) ? refuse(firstBytesOf(name), text.otherIdx) : refusedIn(name, table)
  return { ok: true, value: { kind: 'csv', name: plainNameOf(name.replace(/\.gz$/i, '')), table: table.value } }
}

interface IdxFile extends PickedFile {
  readonly kind: IdxKind
}

/** As such files are called: one that is none was not meant as a table. */
const IDX_NAME = /idx\d-ubyte/i

function firstBytesOf(name: string): string {
  return `${name}: ${messages.imported.idx.bytes(0, 3)}`
}

/** With two zeros, where no text does. */
function beginsAsIdx({ bytes }: PickedFile): boolean {
  const beginning = beginningOf(bytes)
  return beginning[0] === 0 && beginning[1] === 0
}

/** As MNIST (t10k) and others (test) name what tests. */
const TEST = /t10k|test/i

function pairUp(files: readonly IdxFile[]): Outcome<ImportedFiles> {
  const isTest = ({ name }: IdxFile): boolean => files.length > 2 && TEST.test(name)
  const training = onePair(files.filter((file) => !isTest(file)))
  if (!training.ok) return training
  const testFiles = files.filter(isTest)
  const test = testFiles.length === 0 ? null : onePair(testFiles)
  if (test && !test.ok) return test
  const names: IdxNames = {
    images: training.value.images.name,
    labels: training.value.labels.name,
    ...(test && { testImages: test.value.images.name, testLabels: test.value.labels.name }),
  }
  const source: IdxSource = {
    training: bytesOf(training.value),
    test: test && bytesOf(test.value),
  }
  const contents = contentsOfIdx({ ...names, source })
  return contents.ok ? { ok: true, value: { kind: 'idx', names, source } } : contents
}

interface FilePair {
  readonly images: IdxFile
  readonly labels: IdxFile
}

function onePair(files: readonly IdxFile[]): Outcome<FilePair> {
  const images = files.filter(({ kind }) => kind === 'images')
  const labels = files.filter(({ kind }) => kind === 'labels')
  const [image] = images
  const [label] = labels
  if (!image) return refuse(label?.name ?? '', text.imagesMissing)
  if (!label) return refuse(image.name, text.labelsMissing)
  const more = images[1] ?? labels[1]
  if (more) return refuse(more.name, text.tooManyIdx)
  return { ok: true, value: { images: image, labels: label } }
}

function bytesOf({ images, labels }: FilePair): IdxSource['training'] {
  return { images: images.bytes, labels: labels.bytes }
}
