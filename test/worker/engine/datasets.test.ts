import { csvParse } from 'd3-dsv'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { BuiltinDataset, DatasetSpec, GeneratedDataset, InlineDataset } from '../../../src/shared/experiment'
import type { Activation, NetworkSpec } from '../../../src/shared/network'
import { prepareDataset, summarizeDataset } from '../../../src/worker/engine/datasets'
import type { PreparedData } from '../../../src/worker/engine/prepared-data'

function network(inputs: number, outputs: number, activation: Activation = 'sigmoid'): NetworkSpec {
  return {
    inputs,
    layers: [
      { units: 3, activation: 'tanh' },
      { units: outputs, activation },
    ],
  }
}

function prepare(dataset: DatasetSpec, spec: NetworkSpec): PreparedData {
  const outcome = prepareDataset(dataset, spec)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  return outcome.value
}

const CIRCLE: GeneratedDataset = {
  kind: 'generated',
  name: 'circle',
  samples: 200,
  noise: 0,
  seed: 3,
  features: ['x1', 'x2'],
  trainFraction: 0.7,
}
const DIGITS: BuiltinDataset = { kind: 'builtin', name: 'digits', seed: 1, trainFraction: 0.8 }
const IRIS: BuiltinDataset = { kind: 'builtin', name: 'iris', seed: 1, trainFraction: 0.8 }

function inline(inputs: number[][], targets: number[][], trainFraction = 1): InlineDataset {
  return { kind: 'inline', inputs, targets, trainFraction }
}
const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]

function rows(table: Float32Array, columns: number): number[][] {
  return Array.from({ length: table.length / columns }, (_, row) => [
    ...table.subarray(row * columns, (row + 1) * columns),
  ])
}

describe('generated data', () => {
  it('is split by the nearest whole number of examples', () => {
    for (const [samples, trainFraction, trainCount] of [
      [200, 0.7, 140],
      [100, 0.29, 29],
      [7, 0.5, 4],
      [5, 1, 5],
    ] as const) {
      const { summary } = prepare({ ...CIRCLE, samples, trainFraction }, network(2, 1))
      expect([summary.trainCount, summary.testCount]).toEqual([trainCount, samples - trainCount])
    }
  })

  it('mixes the classes: both parts hold both', () => {
    const { labels, trainCount } = prepare(CIRCLE, network(2, 1)).summary
    for (const part of [labels.subarray(0, trainCount), labels.subarray(trainCount)]) {
      const share = part.reduce((sum, label) => sum + label, 0) / part.length
      expect(share).toBeGreaterThan(0.3)
      expect(share).toBeLessThan(0.7)
    }
  })

  it('keeps the examples that train when the training part grows', () => {
    const small = prepare({ ...CIRCLE, trainFraction: 0.2 }, network(2, 1))
    const large = prepare({ ...CIRCLE, trainFraction: 0.9 }, network(2, 1))
    expect(large.inputs).toEqual(small.inputs)
  })

  it('shows the network the features asked for, in their order', () => {
    const features = ['sin(x2)', 'x1*x2', 'x1', 'x2', 'x1^2', 'x2^2', 'sin(x1)'] as const
    const { inputs, summary, features: featuresAt } = prepare({ ...CIRCLE, features }, network(7, 1))
    const points = rows(summary.points ?? new Float32Array(), 2)
    rows(inputs, 7).forEach((row, example) => {
      const [x1 = NaN, x2 = NaN] = points[example] ?? []
      const expected = [Math.sin(x2), x1 * x2, x1, x2, x1 * x1, x2 * x2, Math.sin(x1)]
      expected.forEach((value, column) => expect(row[column]).toBeCloseTo(value, 5))
      expect(Float32Array.from(featuresAt?.(x1, x2) ?? [])).toEqual(Float32Array.from(row))
    })
    expect(summary.inputNames).toEqual(['sin x₂', 'x₁x₂', 'x₁', 'x₂', 'x₁²', 'x₂²', 'sin x₁'])
    expect(summary.domain).toEqual([
      [-6, 6],
      [-6, 6],
    ])
  })

  it.each([
    ['sigmoid', 1, [0], [1]],
    ['tanh', 1, [-1], [1]],
    ['linear', 1, [0], [1]],
    ['softmax', 2, [1, 0], [0, 1]],
    ['tanh', 2, [1, 0], [0, 1]],
  ] as const)('encodes two classes for %s with %d output(s)', (activation, outputs, first, second) => {
    const { targets, summary } = prepare(CIRCLE, network(2, outputs, activation))
    rows(targets, outputs).forEach((row, example) => expect(row).toEqual(summary.labels[example] ? second : first))
    expect(summary.task).toBe('classification')
    expect(summary.classNames).toHaveLength(2)
  })

  it.each(['plane', 'multi-gauss'] as const)('%s: targets are real values, whatever the output', (name) => {
    const { targets, summary } = prepare({ ...CIRCLE, name }, network(2, 1, 'tanh'))
    expect(summary.task).toBe('regression')
    expect(targets).toEqual(summary.labels)
    expect(new Set(targets).size).toBeGreaterThan(50)
  })
})

describe('built-in data', () => {
  function source(name: string): { inputs: number[]; label: string }[] {
    const url = new URL(`../../../src/worker/engine/data/${name}.csv`, import.meta.url)
    return csvParse(readFileSync(url, 'utf8')).map((row) => {
      const values = Object.values(row)
      return { inputs: values.slice(0, -1).map(Number), label: values.at(-1) ?? '' }
    })
  }
  /** Rows in an order of their own, to compare as sets. */
  const sorted = (table: readonly string[]): string[] => [...table].sort()

  it('digits: all 1797 pictures, pixels from 0 to 1, one output for each digit', () => {
    const { inputs, targets, summary, features } = prepare(DIGITS, network(64, 10, 'softmax'))
    const ours = rows(inputs, 64).map((row, i) => `${row.map((x) => x * 16).join()}:${summary.labels[i]}`)
    expect(sorted(ours)).toEqual(sorted(source('digits').map(({ inputs, label }) => `${inputs.join()}:${label}`)))
    rows(targets, 10).forEach((row, i) => {
      expect(row.indexOf(1)).toBe(summary.labels[i])
      expect(row.reduce((sum, x) => sum + x)).toBe(1)
    })
    expect([summary.trainCount, summary.testCount]).toEqual([1438, 359])
    expect([summary.points, summary.domain, features]).toEqual([null, null, null])
  })

  it('iris: standardised by the training part, in which mean is 0 and deviation 1', () => {
    const { inputs, summary } = prepare(IRIS, network(4, 3, 'softmax'))
    const columns = [0, 1, 2, 3].map((column) => rows(inputs, 4).map((row) => row[column] ?? NaN))
    for (const column of columns) {
      const part = column.slice(0, summary.trainCount)
      const mean = part.reduce((sum, x) => sum + x) / part.length
      expect(mean).toBeCloseTo(0, 5)
      expect(part.reduce((sum, x) => sum + (x - mean) ** 2, 0) / part.length).toBeCloseTo(1, 5)
    }
    // Undo the scaling: the same 150 flowers.
    const petals = source('iris').map(({ inputs }) => inputs[2] ?? NaN)
    const scaled = columns[2] ?? []
    const slope = (Math.max(...petals) - Math.min(...petals)) / (Math.max(...scaled) - Math.min(...scaled))
    const ours = scaled.map((x) => (x - Math.min(...scaled)) * slope + Math.min(...petals))
    expect(ours.sort((a, b) => a - b).map((x) => x.toFixed(3))).toEqual(
      petals.sort((a, b) => a - b).map((x) => x.toFixed(3)),
    )
    expect(summary.classNames).toEqual(['setosa', 'versicolor', 'virginica'])
  })

  it.each([IRIS, DIGITS])('$name: both parts hold every class in its share', (dataset) => {
    const { labels, trainCount, classNames } = prepare(
      dataset,
      dataset === IRIS ? network(4, 3) : network(64, 10),
    ).summary
    classNames.forEach((_, index) => {
      const inTrain = labels.subarray(0, trainCount).filter((label) => label === index).length
      const inAll = labels.filter((label) => label === index).length
      expect(Math.abs(inTrain - inAll * 0.8)).toBeLessThan(1.5)
    })
  })

  it('the seed decides the split', () => {
    const labels = (seed: number) => [...prepare({ ...DIGITS, seed }, network(64, 10)).summary.labels]
    expect(labels(1)).toEqual(labels(1))
    expect(labels(1)).not.toEqual(labels(2))
  })
})

describe('inline data', () => {
  const AND = [[0], [0], [0], [1]]

  it('keeps its order: the first part trains', () => {
    const { inputs, targets, summary } = prepare(inline(CORNERS, AND, 0.75), network(2, 1))
    expect(rows(inputs, 2)).toEqual(CORNERS)
    expect(rows(targets, 1)).toEqual(AND)
    expect([summary.trainCount, summary.testCount]).toEqual([3, 1])
    expect(summary.domain).toEqual([
      [-0.25, 1.25],
      [-0.25, 1.25],
    ])
  })

  it.each([
    ['0 and 1 in one column', AND, 'sigmoid', 'classification', [0, 0, 0, 1]],
    ['−1 and +1 for tanh', [[-1], [1], [-1], [1]], 'tanh', 'classification', [0, 1, 0, 1]],
    ['−1 and +1 for another output', [[-1], [1], [-1], [1]], 'linear', 'regression', [-1, 1, -1, 1]],
    ['one-hot rows', [[1, 0], [0, 1], [1, 0], [0, 1]], 'softmax', 'classification', [0, 1, 0, 1]], // prettier-ignore
    ['several labels', [[0, 0], [0, 1], [1, 0], [1, 1]], 'sigmoid', 'classification', [0, 0, 1, 1]], // prettier-ignore
    ['values', [[0.5], [1], [2], [-1]], 'linear', 'regression', [0.5, 1, 2, -1]],
  ] as const)('%s', (_, targets, activation, task, labels) => {
    const table = targets.map((row) => [...row])
    const columns = table[0]?.length ?? 0
    const prepared = prepare(inline(CORNERS, table), network(2, columns, activation))
    expect(prepared.summary.task).toBe(task)
    expect([...prepared.summary.labels]).toEqual(labels)
    expect(rows(prepared.targets, columns)).toEqual(table)
  })

  it('has no plane where there are not two inputs', () => {
    const { summary, features } = prepare(inline([[1], [2]], [[0], [1]]), network(1, 1))
    expect([summary.points, summary.domain, features]).toEqual([null, null, null])
  })

  it('gives a single place room around it', () => {
    expect(prepare(inline([[2, 2]], [[1]]), network(2, 1)).summary.domain).toEqual([
      [1, 3],
      [1, 3],
    ])
  })
})

describe('a dataset that can not train the network is refused, naming the field and the way out', () => {
  it.each<[string, DatasetSpec, NetworkSpec, string, RegExp]>([
    ['other inputs', CIRCLE, network(3, 1), 'network.inputs', /2 inputs.*3 units/],
    ['no features', { ...CIRCLE, features: [] }, network(2, 1), 'dataset.features', /at least one/],
    ['three outputs for two classes', CIRCLE, network(2, 3), 'network.layers.1.units', /1 or 2/],
    [
      'two outputs for one value',
      { ...CIRCLE, name: 'plane' },
      network(2, 2),
      'network.layers.1.units',
      /Set the output layer to 1 unit\./,
    ],
    ['softmax over one output', CIRCLE, network(2, 1, 'softmax'), 'network.layers.1.activation', /sigmoid/],
    ['nine outputs for ten digits', DIGITS, network(64, 9), 'network.layers.1.units', /10 classes.*9 units/],
    ['nothing trains', { ...IRIS, trainFraction: 0 }, network(4, 3), 'dataset.trainFraction', /none of the 150/],
    ['too many', { ...CIRCLE, samples: 1e9 }, network(2, 1), 'dataset.samples', /1000000000/],
    ['no rows', inline([], []), network(2, 1), 'dataset.inputs', /at least one row/],
    ['empty rows', inline([[]], [[1]]), network(2, 1), 'dataset.inputs.0', /no numbers/],
    ['ragged', inline([[1, 2], [3]], [[0], [1]]), network(2, 1), 'dataset.inputs.1', /Row 2 has 1 number,/],
    ['unpaired', inline([[1, 2]], [[0], [1]]), network(2, 1), 'dataset.targets', /1 rows of inputs but 2/],
    ['infinite', inline([[1, 1e39]], [[0]]), network(2, 1), 'dataset.inputs.0.1', /Row 1, column 2: 1e\+39/],
    [
      'more targets',
      inline([[1, 2]], [[0, 1, 0]]),
      network(2, 2),
      'network.layers.1.units',
      /3 target columns.*2 units/,
    ],
  ])('%s', (_, dataset, spec, path, message) => {
    const outcome = prepareDataset(dataset, spec)
    expect(outcome).toMatchObject({
      ok: false,
      problems: [{ path, message: expect.stringMatching(message) as string }],
    })
  })
})

describe('a preview', () => {
  it('shows the same examples as training, without a network', () => {
    for (const dataset of [CIRCLE, { ...CIRCLE, name: 'plane' as const }]) {
      expect(summarizeDataset(dataset)).toEqual({ ok: true, value: prepare(dataset, network(2, 1)).summary })
    }
  })

  it('takes −1 and +1 in one column for classes', () => {
    expect(summarizeDataset(inline(CORNERS, [[-1], [1], [1], [-1]]))).toMatchObject({
      value: { task: 'classification', labels: Float32Array.of(0, 1, 1, 0) },
    })
  })

  it('refuses what no network could use', () => {
    expect(summarizeDataset(inline([[1], [1, 2]], [[0], [1]]))).toMatchObject({
      ok: false,
      problems: [{ path: 'dataset.inputs.1' }],
    })
  })
})
