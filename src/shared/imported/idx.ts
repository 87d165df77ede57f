/**
 * IDX files, as MNIST and its relatives are published: a magic number, the sizes, then one byte after another.
 * http://yann.lecun.com/exdb/mnist describes the format: big-endian, type 8 is the unsigned byte.
 */
import type { IdxDataset, Outcome } from '../experiment'
import { messages } from '../messages'
import { NETWORK_LIMITS } from '../network'
import { unpacked } from './gunzip'
import { IMPORT_LIMITS } from './limits'
import { refuse, refusedIn } from './refuse'

const text = messages.imported.idx

const IMAGES_MAGIC = 0x0803
const LABELS_MAGIC = 0x0801
const IMAGES_HEADER = 16
const LABELS_HEADER = 8

/** Two files that belong together, unpacked, whole. */
export interface IdxPair {
  readonly images: Uint8Array
  readonly labels: Uint8Array
}

export interface IdxSource {
  readonly training: IdxPair
  /** Where it is there, these examples test, and those of `training` train. */
  readonly test: IdxPair | null
}

export interface IdxImages {
  readonly count: number
  readonly rows: number
  readonly columns: number
  /** Image after image, row after row, 0 to 255. [count, rows, columns] */
  readonly pixels: Uint8Array
}

export type IdxKind = 'images' | 'labels'

/** What a file says it is; `null`: neither. */
export function idxKind(bytes: Uint8Array): IdxKind | null {
  if (bytes.length < 4) return null
  const magic = bigEndian(bytes, 0)
  return magic === IMAGES_MAGIC ? 'images' : magic === LABELS_MAGIC ? 'labels' : null
}

export function unpackIdx(bytes: Uint8Array): Outcome<Uint8Array> {
  const plain = unpacked(bytes, IMPORT_LIMITS.idxBytes)
  if (!plain.ok) return plain
  return plain.value.length > IMPORT_LIMITS.idxBytes ? refuse('', text.tooLarge(IMPORT_LIMITS.idxBytes)) : plain
}

export function readImages(bytes: Uint8Array): Outcome<IdxImages> {
  const header = readHeader(bytes, IMAGES_MAGIC, IMAGES_HEADER, text.notImages)
  if (!header.ok) return header
  const [count = 0, rows = 0, columns = 0] = header.value
  if (rows === 0 || columns === 0 || rows * columns > NETWORK_LIMITS.unitsPerLayer) {
    return refuse(text.bytes(8, 15), text.pictureSize(rows, columns, NETWORK_LIMITS.unitsPerLayer))
  }
  const expected = IMAGES_HEADER + count * rows * columns
  if (bytes.length !== expected) return refuse('', text.length(expected, bytes.length))
  return { ok: true, value: { count, rows, columns, pixels: bytes.subarray(IMAGES_HEADER) } }
}

/** One byte for each example. */
export function readLabels(bytes: Uint8Array): Outcome<Uint8Array> {
  const header = readHeader(bytes, LABELS_MAGIC, LABELS_HEADER, text.notLabels)
  if (!header.ok) return header
  const [count = 0] = header.value
  const expected = LABELS_HEADER + count
  if (bytes.length !== expected) return refuse('', text.length(expected, bytes.length))
  return { ok: true, value: bytes.subarray(LABELS_HEADER) }
}

/** The sizes behind the magic number. */
function readHeader(bytes: Uint8Array, magic: number, length: number, other: string): Outcome<number[]> {
  if (bytes.length < 4 || bigEndian(bytes, 0) !== magic) return refuse(text.bytes(0, 3), other)
  if (bytes.length < length) return refuse('', text.length(length, bytes.length))
  const sizes = Array.from({ length: length / 4 - 1 }, (_, index) => bigEndian(bytes, 4 + 4 * index))
  const [count = 0] = sizes
  if (count === 0) return refuse(text.bytes(4, 7), text.none)
  if (count > IMPORT_LIMITS.rows) return refuse(text.bytes(4, 7), text.tooMany(count, IMPORT_LIMITS.rows))
  return { ok: true, value: sizes }
}

function bigEndian(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at)
}

/** Both files of a pair, checked against each other. */
interface Part {
  readonly images: IdxImages
  readonly labels: Uint8Array
}

export interface IdxContents {
  readonly training: Part
  readonly test: Part | null
  /** Different labels of the training part, by size: the classes. */
  readonly classes: readonly number[]
}

const known = new WeakMap<IdxSource, Outcome<IdxContents>>()

/** Cheap to ask again. A problem's path names the file, as `names` has it. */
export function contentsOfIdx({ source, ...names }: Pick<IdxDataset, 'source' | IdxFileField>): Outcome<IdxContents> {
  const found = known.get(source) ?? contents(source, names)
  known.set(source, found)
  return found
}

export type IdxFileField = 'images' | 'labels' | 'testImages' | 'testLabels'

function contents({ training, test }: IdxSource, names: Pick<IdxDataset, IdxFileField>): Outcome<IdxContents> {
  const trainingPart = readPart(training, names.images, names.labels)
  if (!trainingPart.ok) return trainingPart
  const { images, labels } = trainingPart.value
  const classes = [...new Set(labels)].sort((a, b) => a - b)
  if (!test) return { ok: true, value: { training: trainingPart.value, test: null, classes } }
  const imagesName = names.testImages ?? ''
  const labelsName = names.testLabels ?? ''
  const testPart = readPart(test, imagesName, labelsName)
  if (!testPart.ok) return testPart
  const others = testPart.value.images
  if (others.rows !== images.rows || others.columns !== images.columns) {
    return refuse(imagesName, text.otherSize(others.rows, others.columns, images.rows, images.columns))
  }
  const stray = testPart.value.labels.findIndex((label) => !classes.includes(label))
  if (stray >= 0) {
    return refuse(`${labelsName}: ${text.example(stray + 1)}`, text.strayLabel(testPart.value.labels[stray] ?? 0))
  }
  return { ok: true, value: { training: trainingPart.value, test: testPart.value, classes } }
}

function readPart(pair: IdxPair, imagesName: string, labelsName: string): Outcome<Part> {
  const images = readImages(pair.images)
  if (!images.ok) return refusedIn(imagesName, images)
  const labels = readLabels(pair.labels)
  if (!labels.ok) return refusedIn(labelsName, labels)
  if (labels.value.length !== images.value.count) {
    return refuse(labelsName, text.unpaired(images.value.count, labels.value.length))
  }
  return { ok: true, value: { images: images.value, labels: labels.value } }
}
