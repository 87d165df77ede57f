/** A small picture of the user's own data: their points, their pictures, or how many there are of each class. */
import type { CsvDataset, IdxDataset, ImportedDataset } from '../../shared/experiment'
import { contentsOfIdx } from '../../shared/imported/idx'
import { useOfTable, type TableUse } from '../../shared/imported/table-use'
import type { Range } from '../../shared/trainer'
import { drawPoints, type Ink } from './draw-thumbnail'

type Context = CanvasRenderingContext2D

const MOST_POINTS = 130
const MOST_BARS = 6

export function drawImported(context: Context, size: number, dataset: ImportedDataset, ink: Ink): void {
  if (dataset.kind === 'idx') drawPictures(context, size, dataset, ink)
  else drawTable(context, size, dataset, ink)
}

function drawTable(context: Context, size: number, dataset: CsvDataset, ink: Ink): void {
  const use = useOfTable(dataset)
  if (!use.ok) return
  const { inputs, task } = use.value
  const isPlane = inputs.length === 2 && inputs.every(({ categories }) => categories === null)
  if (isPlane) drawPoints(context, size, planeOf(use.value), ink)
  else drawBars(context, size, task === 'classification' ? classSizes(use.value) : valueSizes(use.value), ink)
}

/** Every n-th row, so that few show the whole. */
function planeOf({ inputs, rows, labels, task }: TableUse): Parameters<typeof drawPoints>[2] {
  const stride = Math.max(1, Math.ceil(rows.length / MOST_POINTS))
  const shown = Array.from({ length: Math.floor((rows.length - 1) / stride) + 1 }, (_, index) => index * stride)
  const axis = (input: 0 | 1): number[] =>
    shown.map((example) => inputs[input]?.column.values[rows[example] ?? 0] ?? NaN)
  const [x1, x2] = [axis(0), axis(1)]
  const largest = shown.reduce((most, example) => Math.max(most, Math.abs(labels[example] ?? 0)), 0) || 1
  return {
    points: Float32Array.from(shown.flatMap((_, index) => [x1[index] ?? 0, x2[index] ?? 0])),
    labels: Float32Array.from(shown, (example) => (labels[example] ?? 0) / (task === 'regression' ? largest : 1)),
    domain: [rangeOf(x1), rangeOf(x2)],
    task,
  }
}

function rangeOf(values: readonly number[]): Range {
  const present = values.filter((value) => !Number.isNaN(value))
  const low = Math.min(...present)
  const high = Math.max(...present)
  return high > low ? [low, high] : [low - 1, low + 1]
}

function classSizes({ classNames, labels }: TableUse): number[] {
  const counts = classNames.map(() => 0)
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  return counts.slice(0, MOST_BARS)
}

/** How many values there are in each part of their range. */
function valueSizes({ labels }: TableUse): number[] {
  const low = labels.reduce((least, label) => Math.min(least, label), Infinity)
  const high = labels.reduce((most, label) => Math.max(most, label), -Infinity)
  const counts = Array.from({ length: MOST_BARS }, () => 0)
  for (const label of labels) {
    const bar = Math.min(MOST_BARS - 1, Math.floor(((label - low) / (high - low || 1)) * MOST_BARS))
    counts[bar] = (counts[bar] ?? 0) + 1
  }
  return counts
}

function drawBars(context: Context, size: number, counts: readonly number[], ink: Ink): void {
  const inset = size * 0.18
  const width = (size - 2 * inset) / counts.length
  const largest = Math.max(...counts, 1)
  context.fillStyle = ink.third
  counts.forEach((count, bar) => {
    const height = Math.max(1, ((size - 2 * inset) * count) / largest)
    context.fillRect(inset + bar * width, size - inset - height, Math.max(1, width - 2), height)
  })
}

/** The first four. */
function drawPictures(context: Context, size: number, dataset: IdxDataset, ink: Ink): void {
  const contents = contentsOfIdx(dataset)
  if (!contents.ok) return
  const { rows, columns, count, pixels } = contents.value.training.images
  const inset = size * 0.08
  const gap = size * 0.06
  const pixel = (size - 2 * inset - gap) / 2 / Math.max(rows, columns)
  context.fillStyle = ink.ink
  for (let index = 0; index < Math.min(4, count); index++) {
    const left = inset + (index % 2) * (pixel * columns + gap)
    const top = inset + Math.floor(index / 2) * (pixel * rows + gap)
    for (let at = 0; at < rows * columns; at++) {
      context.globalAlpha = (pixels[index * rows * columns + at] ?? 0) / 255
      context.fillRect(left + (at % columns) * pixel, top + Math.floor(at / columns) * pixel, pixel + 0.1, pixel + 0.1)
    }
  }
  context.globalAlpha = 1
}
