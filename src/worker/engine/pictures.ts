/**
 * The user's own pictures as numbers from 0 to 1. Without a test part of their own they are split so that both parts hold
 * every class in its share. Plain loops: there may be fifty million pixels, and the trainer has to answer meanwhile.
 */
import type { IdxDataset } from '../../shared/experiment'
import { contentsOfIdx, type IdxContents } from '../../shared/imported/idx'
import { stratifiedOrder } from '../../shared/split'
import type { InputScale } from '../../shared/trainer'
import type { LabelledExamples } from './builtin'

const LARGEST_BYTE = 255

/** The files must have been found sound before. */
export function idxExamples(dataset: IdxDataset): LabelledExamples {
  const { training, test, classes } = soundContents(dataset)
  const places = new Map(classes.map((label, place) => [label, place]))
  const classOf = (label: number): number => places.get(label) ?? 0
  const { rows, columns, pixels } = training.images
  if (test) {
    const inputs = new Float32Array(pixels.length + test.images.pixels.length)
    fill(inputs, 0, pixels)
    fill(inputs, pixels.length, test.images.pixels)
    return { inputs, labels: Float32Array.from([...training.labels, ...test.labels], classOf) }
  }
  const drawn = Float32Array.from(training.labels, classOf)
  const order = stratifiedOrder(drawn, dataset.seed)
  const size = rows * columns
  const inputs = new Float32Array(pixels.length)
  order.forEach((from, to) => fill(inputs, to * size, pixels.subarray(from * size, (from + 1) * size)))
  return { inputs, labels: Float32Array.from(order, (example) => drawn[example] ?? 0) }
}

/** What the network sees of a pixel. */
export function pixelScale(dataset: IdxDataset): InputScale {
  const { rows, columns } = soundContents(dataset).training.images
  const pixels = Array.from({ length: rows * columns })
  return { offset: pixels.map(() => 0), divisor: pixels.map(() => LARGEST_BYTE) }
}

function soundContents(dataset: IdxDataset): IdxContents {
  const contents = contentsOfIdx(dataset)
  if (!contents.ok) throw new Error('IDX files must be checked before they are used')
  return contents.value
}

function fill(inputs: Float32Array, from: number, pixels: Uint8Array): void {
  for (let at = 0; at < pixels.length; at++) inputs[from + at] = (pixels[at] ?? 0) / LARGEST_BYTE
}
