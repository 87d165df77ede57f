import { describe, expect, it } from 'vitest'
import type { DatasetSpec, Experiment, IdxDataset } from '../../src/shared/experiment'
import { createSourceMemory } from '../../src/worker/known-source'
import { csvDataset } from '../shared/imported/csv-dataset'
import { imagesFile, labelsFile } from '../shared/imported/idx-file'
import { lecture } from './node-trainer'

function pictures(firstPixel: number, withTest = false): IdxDataset {
  const pair = { images: imagesFile([[firstPixel, 2, 3, 4]], 2, 2), labels: labelsFile([1]) }
  return {
    kind: 'idx',
    images: 'images',
    labels: 'labels',
    seed: 1,
    trainFraction: 1,
    source: { training: pair, test: withTest ? pair : null },
  }
}

const table = (cell: number): DatasetSpec => csvDataset(`a,b\n${cell},2\n3,4\n`)

/** As it reaches the thread: a copy. */
const sent = (dataset: DatasetSpec): Experiment => structuredClone(lecture({ dataset }))

function sourceOf({ dataset }: Experiment): unknown {
  return 'source' in dataset ? dataset.source : null
}

describe('imported data that come again', () => {
  it.each([
    ['a table', table(1), table(5)],
    ['pictures', pictures(1), pictures(5)],
    ['pictures with a test part', pictures(1, true), pictures(1)],
  ])('%s: the copy of before, until they are others', (_, dataset, other) => {
    const { withKnownSource } = createSourceMemory()
    const first = sourceOf(withKnownSource(sent(dataset)))
    expect(sourceOf(withKnownSource(sent(dataset)))).toBe(first)
    const second = sourceOf(withKnownSource(sent(other)))
    expect(second).not.toBe(first)
    expect(second).toEqual(sourceOf(sent(other)))
    expect(sourceOf(withKnownSource(sent(other)))).toBe(second)
  })

  it('take nothing else along from before', () => {
    const { withKnownSource } = createSourceMemory()
    withKnownSource(sent(table(1)))
    const renamed = { ...sent(table(1)), name: 'Renamed' }
    expect(withKnownSource(renamed)).toEqual(renamed)
  })
})

it('an experiment without imported data is as it was', () => {
  const experiment = lecture()
  expect(createSourceMemory().withKnownSource(experiment)).toBe(experiment)
})
