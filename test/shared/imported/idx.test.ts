import { gzipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datasetFacts, datasetOwnProblems } from '../../../src/shared/dataset-facts'
import type { IdxDataset, Problem } from '../../../src/shared/experiment'
import { readImages, readLabels } from '../../../src/shared/imported/idx'
import { IMPORT_LIMITS } from '../../../src/shared/imported/limits'
import { readFiles, type PickedFile } from '../../../src/shared/imported/read-files'
import { imagesFile, labelsFile } from './idx-file'

const images = imagesFile(
  [
    [0, 255, 1, 2, 3, 4],
    [9, 8, 7, 6, 5, 4],
    [1, 1, 1, 1, 1, 1],
  ],
  2,
  3,
)
const labels = labelsFile([7, 2, 7])
const pair: readonly PickedFile[] = [
  { name: 'train-images-idx3-ubyte', bytes: images },
  { name: 'train-labels-idx1-ubyte', bytes: labels },
]
const testPair = (more: readonly number[]): readonly PickedFile[] => [
  {
    name: 't10k-images-idx3-ubyte',
    bytes: imagesFile(
      more.map(() => [1, 2, 3, 4, 5, 6]),
      2,
      3,
    ),
  },
  { name: 't10k-labels-idx1-ubyte', bytes: labelsFile(more) },
]

function read(files: readonly PickedFile[]) {
  const found = readFiles(files)
  if (!found.ok || found.value.kind !== 'idx') throw new Error(JSON.stringify(found))
  return found.value
}

function dataset(files: readonly PickedFile[], trainFraction: number): IdxDataset {
  const { names, source } = read(files)
  return { kind: 'idx', ...names, seed: 1, trainFraction, source }
}

function refusal(files: readonly PickedFile[]): Problem | undefined {
  const found = readFiles(files)
  return found.ok ? undefined : found.problems[0]
}

describe('a pair of files', () => {
  it('is read as it is published, in any order', () => {
    const { names, source } = read(pair.toReversed())
    expect(names).toEqual({ images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte' })
    expect([source.training.images, source.training.labels, source.test]).toEqual([images, labels, null])
  })

  it('is read packed, too', () => {
    const { source } = read(pair.map(({ name, bytes }) => ({ name: `${name}.gz`, bytes: gzipSync(bytes) })))
    expect(source.training).toEqual({ images, labels })
  })

  it('is known by its first bytes, whatever it is called, packed or not', () => {
    const [first, second] = [imagesFile([[0, 255, 1, 2, 3, 4]], 2, 3), labelsFile([7])]
    expect(
      read([
        { name: 'a.gz', bytes: gzipSync(first) },
        { name: 'b.gz', bytes: gzipSync(second) },
      ]),
    ).toMatchObject({
      names: { images: 'a.gz', labels: 'b.gz' },
      source: { training: { images: first, labels: second } },
    })
  })

  it('and a table is a table, whatever it is called', () => {
    const bytes = new TextEncoder().encode('a,b\n1,2\n')
    for (const name of ['idx2_data.csv', 'ubyte.csv', 'train-idx1-ubyte']) {
      expect(readFiles([{ name, bytes }])).toMatchObject({ ok: true, value: { kind: 'csv', name } })
    }
  })

  it.each([
    ['run 12:30.csv', 'run 12-30.csv'],
    ['a\\b/c\u0007.csv.gz', 'a-b-c-.csv'],
    ['.gz', 'data'],
    [`${'x'.repeat(300)}.csv`, `${'x'.repeat(196)}.csv`],
  ])('%s gets a name that every system has', (name, plain) => {
    const bytes = new TextEncoder().encode('a,b\n1,2\n')
    expect(readFiles([{ name, bytes }])).toMatchObject({ ok: true, value: { name: plain } })
  })

  it('says what the network meets', () => {
    const own = dataset(pair, 1)
    expect(datasetOwnProblems(own)).toEqual([])
    expect(datasetFacts(own, null)).toEqual({
      task: 'classification',
      examples: 3,
      inputNames: ['p0,0', 'p0,1', 'p0,2', 'p1,0', 'p1,1', 'p1,2'],
      classNames: ['2', '7'],
      outputs: [1, 2],
      picture: [2, 3],
    })
  })

  it('with a test pair keeps that split', () => {
    const own = dataset([...pair, ...testPair([2])], 0.75)
    expect(datasetOwnProblems(own)).toEqual([])
    expect(datasetFacts(own, null).examples).toBe(4)
    expect(datasetOwnProblems({ ...own, trainFraction: 0.5 })).toEqual([
      { path: 'dataset.trainFraction', message: expect.stringContaining('3 of 4') },
    ])
  })
})

const [imagesPicked, labelsPicked] = pair as [PickedFile, PickedFile]
const IMAGES = imagesPicked.name
const LABELS = labelsPicked.name

it.each<readonly [what: string, files: readonly PickedFile[], path: string, message: RegExp]>([
  ['no file', [], '', /No file/],
  ['images alone', [imagesPicked], IMAGES, /labels of these images are missing/],
  ['labels alone', [labelsPicked], LABELS, /images that these labels/],
  [
    'two sets of images',
    [imagesPicked, { ...imagesPicked, name: 'b-images-idx3-ubyte' }, labelsPicked],
    'b-images-idx3-ubyte',
    /too many/,
  ],
  [
    'a wrong magic number',
    [{ name: IMAGES, bytes: with4(images, [0, 0, 9, 3]) }, labelsPicked],
    `${IMAGES}: bytes 0 to 3`,
    /00 00 08 03/,
  ],
  ['a header that breaks off', [{ name: IMAGES, bytes: images.subarray(0, 10) }, labelsPicked], IMAGES, /16 bytes.*10/],
  ['images that break off', [{ name: IMAGES, bytes: images.subarray(0, 30) }, labelsPicked], IMAGES, /34 bytes.*30/],
  [
    'more than the header says',
    [imagesPicked, { name: LABELS, bytes: Uint8Array.of(...labels, 1) }],
    LABELS,
    /11 bytes.*12/,
  ],
  ['counts that differ', [imagesPicked, { name: LABELS, bytes: labelsFile([1, 2]) }], LABELS, /2 labels for 3 images/],
  [
    'no examples',
    [{ name: IMAGES, bytes: imagesFile([], 2, 3) }, labelsPicked],
    `${IMAGES}: bytes 4 to 7`,
    /no examples/,
  ],
  [
    'more than any memory holds',
    [{ name: IMAGES, bytes: with4(images, [255, 255, 255, 255], 4) }, labelsPicked],
    `${IMAGES}: bytes 4 to 7`,
    /4,294,967,295/,
  ],
  [
    'pictures of no size',
    [{ name: IMAGES, bytes: with4(images, [0, 0, 0, 0], 8) }, labelsPicked],
    `${IMAGES}: bytes 8 to 15`,
    /0 × 3/,
  ],
  [
    'pictures of 2⁴⁰ pixels',
    [{ name: IMAGES, bytes: with4(images, [255, 255, 255, 255], 12) }, labelsPicked],
    `${IMAGES}: bytes 8 to 15`,
    /65,536/,
  ],
  [
    'a test label that training never shows',
    [...pair, ...testPair([2, 9])],
    't10k-labels-idx1-ubyte: example 2',
    /label 9 never/,
  ],
  [
    'test pictures of another size',
    [
      ...pair,
      { name: 't10k-images-idx3-ubyte', bytes: imagesFile([[1]], 1, 1) },
      { name: 't10k-labels-idx1-ubyte', bytes: labelsFile([2]) },
    ],
    't10k-images-idx3-ubyte',
    /1 × 1 pixels.*2 × 3/,
  ],
  ['a test part without labels', [...pair, ...testPair([2]).slice(0, 1)], 't10k-images-idx3-ubyte', /labels/],
  [
    'a table among them',
    [...pair, { name: 'grades.csv', bytes: new TextEncoder().encode('a,b\n1,2\n') }],
    'grades.csv',
    /alone/,
  ],
  [
    'a damaged packed file',
    [{ name: `${IMAGES}.gz`, bytes: gzipSync(images).subarray(0, 30) }, labelsPicked],
    `${IMAGES}.gz`,
    /damaged/,
  ],
  [
    'a bomb',
    [{ name: `${IMAGES}.gz`, bytes: gzipSync(new Uint8Array(IMPORT_LIMITS.idxBytes + 1), { level: 1 }) }, labelsPicked],
    `${IMAGES}.gz`,
    /more than 128 MB/,
  ],
])('%s is refused at its place', (_, files, path, message) => {
  const problem = refusal(files)
  expect(problem?.path).toBe(path)
  expect(problem?.message).toMatch(message)
})

function with4(bytes: Uint8Array, four: readonly number[], at = 0): Uint8Array {
  const changed = bytes.slice()
  changed.set(four, at)
  return changed
}

it('no bytes make it throw', () => {
  const damaged = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc
      .tuple(fc.nat(images.length - 1), fc.nat(255))
      .map(([at, byte]) => images.map((old, index) => (index === at ? byte : old))),
  )
  fc.assert(
    fc.property(
      damaged,
      (bytes) => void [readImages(bytes), readLabels(bytes), readFiles([{ name: 'a-idx3-ubyte', bytes }])],
    ),
  )
})

it('an experiment of the lab is no data: its own way in is named', () => {
  const bytes = Uint8Array.of(0x50, 0x4b, 3, 4)
  expect(readFiles([{ name: 'lecture.dlab', bytes }])).toEqual({
    ok: false,
    problems: [
      { path: 'lecture.dlab', message: 'This is an experiment of Delta Lab, not data: close this and use Open.' },
    ],
  })
})
