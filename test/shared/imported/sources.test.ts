import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { decodeDlab, encodeDlab } from '../../../src/shared/dlab'
import type { DatasetSpec, Experiment } from '../../../src/shared/experiment'
import { readFiles } from '../../../src/shared/imported/read-files'
import { IMPORT_LIMITS } from '../../../src/shared/imported/limits'
import { isPlainName } from '../../../src/shared/imported/sources'
import { readTable, type ImportedTable } from '../../../src/shared/imported/table'
import { csvDataset } from './csv-dataset'
import { imagesFile, labelsFile } from './idx-file'

const GRADES = 'hours;sleep;passed\r\n1,5;8;"no"\r\n2;7;yes\r\n'

function experiment(dataset: DatasetSpec, inputs: number): Experiment {
  return {
    format: 'delta-lab-experiment',
    version: 1,
    name: 'Own data',
    network: { inputs, layers: [{ units: 1, activation: 'sigmoid' }] },
    cost: 'cross-entropy',
    initialization: { kind: 'zeros' },
    training: { optimizer: { kind: 'sgd', learningRate: 0.1 }, batchSize: 1, shuffle: true, l1: 0, l2: 0, seed: 1 },
    dataset,
  }
}

const grades = experiment(csvDataset(GRADES, { scale: 'standard', missing: 'mean', targetKind: 'class' }), 2)

function idxDataset(withTest: boolean): DatasetSpec {
  const files = readFiles([
    {
      name: 'images-idx3-ubyte',
      bytes: imagesFile(
        [
          [1, 2],
          [3, 4],
        ],
        1,
        2,
      ),
    },
    { name: 'labels-idx1-ubyte', bytes: labelsFile([0, 1]) },
    ...(withTest
      ? [
          { name: 'test-images-idx3-ubyte', bytes: imagesFile([[5, 6]], 1, 2) },
          { name: 'test-labels-idx1-ubyte', bytes: labelsFile([1]) },
        ]
      : []),
  ])
  if (!files.ok || files.value.kind !== 'idx') throw new Error(JSON.stringify(files))
  const { names, source } = files.value
  return { kind: 'idx', ...names, seed: 3, trainFraction: withTest ? 2 / 3 : 0.5, source }
}

function open(bytes: Uint8Array): Experiment {
  const decoded = decodeDlab(bytes)
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems))
  return decoded.value.experiment
}

const DESCRIPTION = {
  kind: 'csv',
  name: 'grades.csv',
  inputs: ['hours', 'sleep'],
  target: 'passed',
  scale: 'standard',
  seed: 1,
  trainFraction: 0.8,
}

/** A .dlab as another program would write it. */
function written(entries: { [entry: string]: string }, dataset: object = DESCRIPTION): Uint8Array {
  const json = JSON.stringify({ ...grades, dataset })
  return zipSync({
    'experiment.json': strToU8(json),
    ...Object.fromEntries(Object.entries(entries).map(([entry, content]) => [entry, strToU8(content)])),
  })
}

describe('a saved experiment brings its data along', () => {
  it('a table as it was imported, for any tool to read', () => {
    const entries = unzipSync(encodeDlab({ experiment: grades, checkpoint: null }))
    expect(Object.keys(entries)).toEqual(['experiment.json', 'dataset.csv'])
    expect(strFromU8(entries['dataset.csv'] ?? new Uint8Array())).toBe(GRADES)
    const json = JSON.parse(strFromU8(entries['experiment.json'] ?? new Uint8Array())) as { dataset: object }
    expect(json.dataset).toEqual({
      kind: 'csv',
      name: 'grades.csv',
      inputs: ['hours', 'sleep'],
      target: 'passed',
      scale: 'standard',
      seed: 1,
      trainFraction: 1,
      targetKind: 'class',
      missing: 'mean',
    })
  })

  it.each([
    ['a table', grades],
    ['pictures', experiment(idxDataset(false), 2)],
    ['pictures with a test part', experiment(idxDataset(true), 2)],
  ])('%s: saved, opened and saved again it is the same, byte for byte', (_, own) => {
    const bytes = encodeDlab({ experiment: own, checkpoint: null })
    const opened = open(bytes)
    expect(opened).toEqual(own)
    expect(encodeDlab({ experiment: opened, checkpoint: null })).toEqual(bytes)
    // As it comes from a worker.
    expect(encodeDlab({ experiment: structuredClone(opened), checkpoint: null })).toEqual(bytes)
  })

  it('IDX files as they are published', () => {
    const entries = unzipSync(encodeDlab({ experiment: experiment(idxDataset(true), 2), checkpoint: null }))
    expect(Object.keys(entries)).toEqual([
      'experiment.json',
      'dataset-images.idx3-ubyte',
      'dataset-labels.idx1-ubyte',
      'dataset-test-images.idx3-ubyte',
      'dataset-test-labels.idx1-ubyte',
    ])
    expect(entries['dataset-labels.idx1-ubyte']).toEqual(labelsFile([0, 1]))
  })

  it('one with no more fields than it needs is opened', () => {
    expect(open(written({ 'dataset.csv': GRADES })).dataset).toMatchObject(DESCRIPTION)
  })

  it('with what was said of its first line', () => {
    const years = written(
      { 'dataset.csv': '1999,2000,2001\n1,5,0\n2,6,1\n' },
      { ...DESCRIPTION, inputs: ['1999', '2000'], target: '2001', header: true },
    )
    expect(open(years).dataset).toMatchObject({ header: true, source: { hasHeader: true, rows: 2 } })
    const described = JSON.parse(
      strFromU8(
        unzipSync(encodeDlab({ experiment: open(years), checkpoint: null }))['experiment.json'] ?? new Uint8Array(),
      ),
    ) as { dataset: object }
    expect(described.dataset).toHaveProperty('header', true)
  })
})

describe('every table that comes in can be opened again', () => {
  const byteOrders = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] } as const
  function encoded(content: string, encoding: 'utf-8' | keyof typeof byteOrders): Uint8Array {
    if (encoding === 'utf-8') return new TextEncoder().encode(content)
    const units = Array.from({ length: content.length }, (_, at) => content.charCodeAt(at))
    return Uint8Array.from([
      ...byteOrders[encoding],
      ...units.flatMap((unit) => (encoding === 'utf-16le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
    ])
  }

  function openedAgain(source: ImportedTable, header?: boolean): ImportedTable | null {
    const [first, last] = [source.columns[0]?.name ?? '', source.columns.at(-1)?.name ?? '']
    const own = csvDataset('a,b\n1,2\n', {
      source,
      inputs: [first],
      target: last,
      ...(header !== undefined && { header }),
    })
    const decoded = decodeDlab(encodeDlab({ experiment: experiment(own, 1), checkpoint: null }))
    if (decoded.ok) {
      const { dataset } = decoded.value.experiment
      return dataset.kind === 'csv' ? dataset.source : null
    }
    // What its columns are good for is another question: here, only the file counts.
    expect(decoded.problems.map(({ path }) => path)).not.toContainEqual(expect.stringMatching(/^dataset\.csv/))
    return null
  }

  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 4 }),
    fc.constantFrom('1', '2.5', '1,5', '\ufeff', '\u001a', '\u0001', '"x"', '"\ufeffa"', '\u6f22', '%PDF-', '# ', ''),
  )
  const content = fc
    .tuple(
      fc.constantFrom('', '\ufeff', '\ufeff\ufeff', '%PDF-', 'sep=;\n', '# by hand\n'),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.array(fc.tuple(cell, cell, fc.constantFrom('0', '1')), { minLength: 2, maxLength: 4 }),
      fc.constantFrom('', '\n', '\u001a', '\n\u001a\u001a'),
    )
    .map(([start, delimiter, rows, end]) => start + rows.map((cells) => cells.join(delimiter)).join('\n') + end)

  const encodings = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be')
  const headers = fc.constantFrom(undefined, true, false)

  it('whatever its encoding, its cells and what was said of its first line', () => {
    let opened = 0
    fc.assert(
      fc.property(content, encodings, headers, (written, encoding, header) => {
        const table = readTable(encoded(written, encoding), header)
        if (!table.ok) return
        const again = openedAgain(table.value, header)
        if (again) expect(again).toEqual(table.value)
        if (again) opened++
      }),
      { numRuns: 500 },
    )
    expect(opened).toBeGreaterThan(5)
  })

  it.each([
    ['marks before a quoted name', '\ufeff\ufeff"hours",passed\n1,0\n2,1\n', 'utf-8'],
    ['an end as DOS writes it', 'hours,passed\n1,0\n2,1\n\u001a', 'utf-8'],
    ['marks in UTF-16', '\ufeff\ufeff"hours",passed\n1,0\n2,1\n', 'utf-16le'],
  ] as const)('%s', (_, written, encoding) => {
    const table = readTable(encoded(written, encoding))
    if (!table.ok) throw new Error(JSON.stringify(table.problems))
    expect(table.value.text).toMatch(/^"?hours"?,passed\n1,0\n2,1\n$/)
    expect(openedAgain(table.value)).toEqual(table.value)
  })

  it.each<readonly [what: string, written: string, message: RegExp]>([
    ['a control character in a cell', 'hours,passed\n1,a\u0001b\n2,1\n', /not a text file/],
    [
      'more bytes in UTF-8 than fit',
      `hours,passed\n1,${'\u6f22'.repeat(IMPORT_LIMITS.csvBytes / 3)}\n2,1\n`,
      /larger than 32 MB/,
    ],
  ])('so UTF-16 with %s does not come in', (_, written, message) => {
    const utf16 = new Uint8Array(2 + 2 * written.length)
    const view = new DataView(utf16.buffer)
    view.setUint16(0, 0xfeff)
    for (let at = 0; at < written.length; at++) view.setUint16(2 + 2 * at, written.charCodeAt(at))
    const table = readTable(utf16)
    expect(table.ok ? '' : table.problems[0]?.message).toMatch(message)
  })
})

it.each<readonly [what: string, bytes: Uint8Array, path: string, message: RegExp]>([
  ['without its table', written({}), 'dataset.csv', /missing/],
  ['with an empty table', written({ 'dataset.csv': '' }), 'dataset.csv', /empty/],
  [
    'with a ragged table',
    written({ 'dataset.csv': 'hours,sleep,passed\n1,2,3\n4,5\n' }),
    'dataset.csv: line 3',
    /2 cells/,
  ],
  [
    'with another table',
    written({ 'dataset.csv': 'a,b,passed\n1,2,3\n' }),
    'dataset.inputs.0',
    /“hours” in “grades\.csv”\. There are: a, b/,
  ],
  [
    'with a cell that is no number',
    written({ 'dataset.csv': 'hours,sleep,passed\n1,2,0\n1,x,1\n2,3,1\n' }),
    'grades.csv: line 3, column “sleep”',
    /“x”/,
  ],
  [
    'with a name that leads elsewhere',
    written({ 'dataset.csv': GRADES }, { ...DESCRIPTION, name: '../grades.csv' }),
    'dataset.name',
    /plain name/,
  ],
  [
    'with a scale that is none',
    written({ 'dataset.csv': GRADES }, { ...DESCRIPTION, scale: 'log' }),
    'dataset.scale',
    /none, standard, min-max/,
  ],
  [
    'with a header that is neither there nor not',
    written({ 'dataset.csv': GRADES }, { ...DESCRIPTION, header: 1 }),
    'dataset.header',
    /true or false/,
  ],
  [
    'with a source made up in JSON',
    written({}, { ...DESCRIPTION, name: '', source: { text: '', columns: [] } }),
    'dataset.name',
    /plain name/,
  ],
  [
    'without its pictures',
    written({}, { kind: 'idx', images: 'a', labels: 'b', seed: 1, trainFraction: 1 }),
    'dataset-images.idx3-ubyte',
    /missing/,
  ],
  [
    'with half a test part',
    written({}, { kind: 'idx', images: 'a', labels: 'b', testImages: 'c', seed: 1, trainFraction: 1 }),
    'dataset-images.idx3-ubyte',
    /missing/,
  ],
])('a .dlab %s is refused at its place', (_, bytes, path, message) => {
  const decoded = decodeDlab(bytes)
  expect(decoded.ok ? undefined : decoded.problems[0]?.path).toBe(path)
  expect(decoded.ok ? '' : decoded.problems[0]?.message).toMatch(message)
})

it('what is wrong is said in words of ours, field by field', () => {
  const { scale: _scale, ...unscaled } = DESCRIPTION
  const decoded = decodeDlab(written({ 'dataset.csv': GRADES }, { ...unscaled, name: '../grades.csv' }))
  expect(decoded).toEqual({
    ok: false,
    problems: [
      { path: 'dataset.name', message: expect.stringContaining('plain name') },
      { path: 'dataset.scale', message: 'This field is missing.' },
    ],
  })
})

it('a bare experiment.json that needs a file is refused with what to do, or finds it beside', () => {
  const bare = strToU8(JSON.stringify({ ...grades, dataset: DESCRIPTION }))
  const refused = decodeDlab(bare)
  expect(refused).toMatchObject({ ok: false, problems: [{ path: 'dataset' }] })
  expect(refused.ok ? '' : refused.problems[0]?.message).toContain('“grades.csv”')
  const asked: string[] = []
  const found = decodeDlab(bare, (_entry, name) => {
    asked.push(name)
    return { ok: true, value: { place: name, bytes: strToU8(GRADES) } }
  })
  expect(found.ok).toBe(true)
  expect(asked).toEqual(['grades.csv'])
})

it.each([
  ['grades.csv', true],
  ['Müller – Noten (2).csv', true],
  ['', false],
  ['.', false],
  ['..', false],
  ['a/b', false],
  ['a\\b', false],
  ['C:grades.csv', false],
  ['a\u0000b', false],
  ['a'.repeat(201), false],
])('%j as the plain name of a file: %s', (name, isPlain) => {
  expect(isPlainName(name)).toBe(isPlain)
})
