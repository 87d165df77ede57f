import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CsvDataset, DatasetSpec, IdxDataset } from '../../../src/shared/experiment'
import { readFiles } from '../../../src/shared/imported/read-files'
import { parameterCount, type Activation, type NetworkSpec } from '../../../src/shared/network'
import { prepareDataset } from '../../../src/worker/engine/datasets'
import type { PreparedData } from '../../../src/worker/engine/prepared-data'
import { csvDataset } from '../../shared/imported/csv-dataset'
import { imagesFile, labelsFile } from '../../shared/imported/idx-file'

function network(inputs: number, outputs: number, activation: Activation = 'sigmoid'): NetworkSpec {
  return { inputs, layers: [{ units: outputs, activation }] }
}

function prepare(dataset: DatasetSpec, spec: NetworkSpec): PreparedData {
  expect(parameterCount(spec)).toBeGreaterThan(0)
  const prepared = prepareDataset(dataset, spec)
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems))
  return prepared.value
}

const column = (table: Float32Array, columns: number, index: number): number[] =>
  Array.from(table).filter((_, at) => at % columns === index)

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The definition, by itself: population deviation in float64. */
function standardised(values: readonly number[], training: readonly number[]): number[] {
  const centre = mean(training)
  const deviation = Math.sqrt(mean(training.map((value) => (value - centre) ** 2)))
  return values.map((value) => (value - centre) / deviation)
}

describe('numbers', () => {
  const rows = fc.array(
    fc.record({ x: fc.double({ min: -1e6, max: 1e6, noNaN: true }), y: fc.integer({ min: 0, max: 1 }) }),
    { minLength: 4, maxLength: 40 },
  )
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)

  it.each(['none', 'standard', 'min-max'] as const)('scaled by %s over the training part alone', (scale) => {
    fc.assert(
      fc.property(rows, fc.constantFrom(0.5, 0.8, 1), (written, trainFraction) => {
        const content = `x,y\n${written.map(({ x, y }) => `${x},${y}`).join('\n')}\n`
        const raw = csvDataset(content, { inputs: ['x'], target: 'y', trainFraction, targetKind: 'value' })
        const { inputs, summary } = prepare({ ...raw, scale }, network(1, 1, 'linear'))
        // The order is the same, so what isn't scaled shows which values train.
        const order = Array.from(prepare(raw, network(1, 1, 'linear')).inputs)
        const exact = order.map((value) => written.find(({ x }) => Math.fround(x) === value)?.x ?? NaN)
        const training = exact.slice(0, summary.trainCount)
        fc.pre(scale === 'none' || spread(training) > 1e-3)
        const low = Math.min(...training)
        const expected =
          scale === 'none'
            ? exact
            : scale === 'standard'
              ? standardised(exact, training)
              : exact.map((value) => (value - low) / spread(training))
        inputs.forEach((value, example) => {
          const wanted = expected[example] ?? NaN
          expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(wanted)))
        })
      }),
    )
  })

  it.each(['standard', 'min-max'] as const)('a constant column becomes 0 under %s', (scale) => {
    const content = `x,y\n${'0.1,1\n0.1,0\n'.repeat(50)}`
    expect(new Set(prepare(csvDataset(content, { scale }), network(1, 1)).inputs)).toEqual(new Set([0]))
  })

  it('gaps get the mean over the training part', () => {
    const content = 'x,y\n1,0\n,1\n3,0\n8,1\n,0\n6,1\n'
    const { inputs, summary } = prepare(csvDataset(content, { missing: 'mean', trainFraction: 0.5 }), network(1, 1))
    const known = [1, 3, 8, 6]
    const training = Array.from(inputs.slice(0, summary.trainCount))
    const present = training.filter((value) => known.includes(value))
    const filled = Array.from(inputs).filter((value) => !known.includes(value))
    const wanted = present.length > 0 ? mean(present) : 0
    expect(inputs).toHaveLength(6)
    for (const value of filled) expect(value).toBeCloseTo(wanted, 5)
  })
})

describe('texts', () => {
  it('are 1 for their own input, and 0 for the others; scaling leaves them alone', () => {
    const content = 'colour,y\nred,1\nblue,0\nred,1\ngreen,0\n'
    const { inputs, summary } = prepare(csvDataset(content, { scale: 'standard' }), network(3, 1))
    expect(summary.inputNames).toEqual(['colour = blue', 'colour = green', 'colour = red'])
    const hot = (index: number): number => column(inputs, 3, index).reduce((sum, value) => sum + value, 0)
    expect([hot(0), hot(1), hot(2)]).toEqual([1, 1, 2])
    for (let example = 0; example < 4; example++) {
      expect([...inputs.subarray(3 * example, 3 * example + 3)].sort()).toEqual([0, 0, 1])
    }
  })

  it('that are missing get each text’s share of the training part', () => {
    const content = 'colour,y\nred,1\nblue,0\nred,1\n,0\n'
    const { inputs } = prepare(csvDataset(content, { missing: 'mean' }), network(2, 1))
    const gap = [0, 1, 2, 3]
      .map((example) => [...inputs.subarray(2 * example, 2 * example + 2)])
      .find(([blue]) => blue !== 0 && blue !== 1)
    expect(gap?.map((share) => share.toFixed(5))).toEqual(['0.33333', '0.66667'])
  })
})

describe('targets', () => {
  it('classes keep their share in both parts', () => {
    const content = `x,y\n${Array.from({ length: 100 }, (_, row) => `${row},${row < 20 ? 'rare' : 'usual'}`).join('\n')}\n`
    const { summary } = prepare(csvDataset(content, { trainFraction: 0.5, seed: 9 }), network(1, 1))
    const rare = Array.from(summary.labels.slice(0, 50)).filter((label) => label === 0).length
    expect([summary.trainCount, rare]).toEqual([50, 10])
  })

  it.each([
    [1, 'sigmoid', [0, 1]],
    [1, 'tanh', [-1, 1]],
  ] as const)('two classes at %i %s output are %j', (outputs, activation, values) => {
    const dataset = csvDataset('x,y\n1,no\n2,yes\n')
    expect(Array.from(prepare(dataset, network(1, outputs, activation)).targets).sort((a, b) => a - b)).toEqual(values)
  })

  it('many classes are one-hot', () => {
    const { targets, summary } = prepare(csvDataset('x,y\n1,a\n2,b\n3,c\n'), network(1, 3, 'softmax'))
    summary.labels.forEach((label, example) => {
      expect([...targets.subarray(3 * example, 3 * example + 3)]).toEqual(
        [0, 1, 2].map((index) => Number(index === label)),
      )
    })
  })

  it('values are as they are, or scaled like inputs', () => {
    const dataset = csvDataset('x,y\n1,1000.5\n2,3000.5\n')
    expect(Array.from(prepare(dataset, network(1, 1, 'linear')).targets).sort()).toEqual([1000.5, 3000.5])
    const scaled = prepare({ ...dataset, targetScale: 'standard' }, network(1, 1, 'linear'))
    expect(Array.from(scaled.targets).sort()).toEqual([-1, 1])
    expect(scaled.summary.classNames).toEqual(['y, scaled'])
    expect(scaled.summary.targetScale).toEqual({ offset: 2000.5, divisor: 1000 })
    expect(prepare(dataset, network(1, 1, 'linear')).summary.targetScale).toBeNull()
  })

  it('are shuffled by the seed, and only by it', () => {
    const content = `x,y\n${Array.from({ length: 30 }, (_, row) => `${row},${row}.5`).join('\n')}\n`
    const labels = (choices: Partial<CsvDataset>): number[] =>
      Array.from(prepare(csvDataset(content, choices), network(1, 1, 'linear')).summary.labels)
    expect(labels({ seed: 2 })).toEqual(labels({ seed: 2, trainFraction: 0.5 }))
    expect(labels({ seed: 2 })).not.toEqual(labels({ seed: 3 }))
    expect(labels({ seed: 2 }).sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, row) => row + 0.5))
  })
})

it('two numbers are a plane in their own units', () => {
  const content = 'hours,income,y\n0,1000,1\n10,3000,0\n5,2000,1\n'
  const { summary, features, inputs } = prepare(csvDataset(content, { scale: 'min-max' }), network(2, 1))
  const [hours, income] = summary.domain ?? [[], []]
  expect(hours[0]).toBeLessThan(0)
  expect(hours[1]).toBeGreaterThan(10)
  expect([hours[0], income[0]]).not.toEqual([income[0], hours[0]])
  expect(income[0]).toBeGreaterThan(500)
  const points = summary.points ?? new Float32Array(0)
  for (let example = 0; example < 3; example++) {
    const seen = features?.(points[2 * example] ?? NaN, points[2 * example + 1] ?? NaN) ?? []
    expect(Array.from(seen)).toEqual([...inputs.subarray(2 * example, 2 * example + 2)])
  }
  const texts = prepare(csvDataset('a,b,y\n1,x,1\n2,z,0\n'), network(3, 1))
  expect([texts.summary.points, texts.features]).toEqual([null, null])
})

describe('pictures', () => {
  const pixels = [
    [0, 51],
    [102, 255],
    [153, 0],
    [204, 1],
  ]
  function dataset(labels: readonly number[], testLabels: readonly number[] | null, trainFraction: number): IdxDataset {
    const files = readFiles([
      { name: 'images-idx3-ubyte', bytes: imagesFile(pixels, 1, 2) },
      { name: 'labels-idx1-ubyte', bytes: labelsFile(labels) },
      ...(testLabels
        ? [
            {
              name: 'test-images-idx3-ubyte',
              bytes: imagesFile(
                testLabels.map(() => [255, 0]),
                1,
                2,
              ),
            },
            { name: 'test-labels-idx1-ubyte', bytes: labelsFile(testLabels) },
          ]
        : []),
    ])
    if (!files.ok || files.value.kind !== 'idx') throw new Error(JSON.stringify(files))
    return { kind: 'idx', ...files.value.names, seed: 1, trainFraction, source: files.value.source }
  }

  it('are numbers from 0 to 1, each with its own label', () => {
    const { inputs, summary } = prepare(dataset([3, 5, 3, 5], null, 0.5), network(2, 1))
    expect(summary).toMatchObject({ classNames: ['3', '5'], trainCount: 2, testCount: 2 })
    const seen = Array.from(summary.labels, (label, example) => [
      ...Array.from(inputs.subarray(2 * example, 2 * example + 2), (value) => Math.round(value * 255)),
      label,
    ])
    expect(seen.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual(
      pixels.map((picture, index) => [...picture, index % 2]),
    )
    expect(Array.from(summary.labels.slice(0, 2)).sort()).toEqual([0, 1])
  })

  it('with a test part of their own keep its split and order', () => {
    const { inputs, summary } = prepare(dataset([3, 5, 3, 5], [5], 0.8), network(2, 1))
    expect(summary).toMatchObject({ trainCount: 4, testCount: 1 })
    expect(Array.from(summary.labels)).toEqual([0, 1, 0, 1, 1])
    expect([...inputs.subarray(8)]).toEqual([1, 0])
  })
})
