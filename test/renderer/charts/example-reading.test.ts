import { describe, expect, it } from 'vitest'
import { readExample } from '../../../src/renderer/charts/example-reading'
import type { DatasetSpec, Experiment } from '../../../src/shared/experiment'
import type { Activation } from '../../../src/shared/network'
import type { DataSummary, ExampleTrace } from '../../../src/shared/trainer'
import { experimentWith } from '../data/experiment-with'

function experimentOf(units: number, activation: Activation, dataset?: DatasetSpec): Experiment {
  const network = { inputs: 2, layers: [{ units, activation }] }
  return experimentWith(dataset ? { network, dataset } : { network })
}

function traceOf(answers: readonly number[], target: readonly number[], example = 0): ExampleTrace {
  const empty = new Float32Array()
  return {
    example,
    a: Float32Array.from([0.1, 0.2, ...answers]),
    z: empty,
    slope: empty,
    delta: empty,
    gradient: empty,
    target: Float32Array.from(target),
    cost: 0,
  }
}

function dataOf(
  classNames: readonly string[],
  labels: readonly number[],
  task: DataSummary['task'] = 'classification',
) {
  return {
    task,
    inputNames: ['x₁', 'x₂'],
    classNames,
    trainCount: labels.length,
    testCount: 0,
    points: null,
    domain: null,
    labels: Float32Array.from(labels),
    inputScale: null,
    targetScale: null,
  } satisfies DataSummary
}

const species = dataOf(['setosa', 'versicolor', 'virginica'], [1, 2])
const softmax = experimentOf(3, 'softmax', { kind: 'builtin', name: 'iris', seed: 1, trainFraction: 0.8 })

describe('one of several classes', () => {
  it.each([
    [[0.2, 0.5, 0.3], 0, ['versicolor', 'versicolor', true]],
    [[0.2, 0.3, 0.5], 0, ['versicolor', 'virginica', false]],
    [[0.2, 0.3, 0.5], 1, ['virginica', 'virginica', true]],
    // The first of two that are equally large, as the accuracy counts.
    [[0.5, 0.5, 0], 0, ['versicolor', 'setosa', false]],
  ] as const)('outputs %j on example %d', (answers, example, [truth, answer, isRight]) => {
    const target = example === 0 ? [0, 1, 0] : [0, 0, 1]
    expect(readExample(traceOf(answers, target, example), species, softmax)).toMatchObject({ truth, answer, isRight })
  })

  it('has a bar for each output, and the true one is marked', () => {
    const { outputs } = readExample(traceOf([0.25, 0.5, 0.25], [0, 1, 0]), species, softmax)
    expect(outputs).toEqual([
      { name: 'setosa', value: 0.25, share: 0.25, isTrue: false },
      { name: 'versicolor', value: 0.5, share: 0.5, isTrue: true },
      { name: 'virginica', value: 0.25, share: 0.25, isTrue: false },
    ])
  })
})

describe('two classes on one output', () => {
  const classes = dataOf(['no', 'yes'], [0, 1])
  it.each<[Activation, number, number, string, boolean]>([
    ['sigmoid', 0.4, 0, 'no', true],
    ['sigmoid', 0.5, 0, 'yes', false],
    ['sigmoid', 0.6, 1, 'yes', true],
    // A tanh output says −1 and 1.
    ['tanh', -0.1, 0, 'no', true],
    ['tanh', 0.1, 0, 'yes', false],
    ['linear', 0.4, 1, 'no', false],
  ])('a %s of %d on example %d answers %s', (activation, a, example, answer, isRight) => {
    const target = activation === 'tanh' ? 2 * example - 1 : example
    const reading = readExample(traceOf([a], [target], example), classes, experimentOf(1, activation))
    expect(reading).toMatchObject({ truth: example === 0 ? 'no' : 'yes', answer, isRight })
  })

  it('is named after the class that it stands for', () => {
    const { outputs } = readExample(traceOf([0.75], [1], 1), classes, experimentOf(1, 'sigmoid'))
    expect(outputs).toEqual([{ name: 'yes', value: 0.75, share: 0.75, isTrue: true }])
  })

  it('has its bar between −1 and 1 for tanh', () => {
    const shares = [-1, 0, 1].map((a) => {
      return readExample(traceOf([a], [1], 1), classes, experimentOf(1, 'tanh')).outputs[0]?.share
    })
    expect(shares).toEqual([0, 0.5, 1])
  })
})

describe('any number of labels', () => {
  const targets = [
    [1, 1],
    [1, 0],
    [0, 0],
  ]
  const labelled = experimentOf(2, 'sigmoid', { kind: 'inline', inputs: targets, targets, trainFraction: 1 })
  it.each([0, 1, 2])('example %d has no one class, whether it happens to have one label or not', (example) => {
    const target = targets[example] ?? []
    const reading = readExample(traceOf([0.9, 0.2], target, example), dataOf(['y₁', 'y₂'], [1, 1, 0]), labelled)
    expect(reading).toMatchObject({ truth: null, answer: null, isRight: null })
    expect(reading.outputs.map(({ isTrue }) => isTrue)).toEqual(target.map((value) => value === 1))
  })

  it('one label each is a class', () => {
    const oneHot = [
      [1, 0],
      [0, 1],
    ]
    const experiment = experimentOf(2, 'sigmoid', { kind: 'inline', inputs: oneHot, targets: oneHot, trainFraction: 1 })
    const reading = readExample(traceOf([0.9, 0.2], [1, 0]), dataOf(['y₁', 'y₂'], [0, 1]), experiment)
    expect(reading).toMatchObject({ truth: 'y₁', answer: 'y₁', isRight: true })
  })
})

it('a value has no right or wrong; its bars are as long as the largest output', () => {
  const reading = readExample(
    traceOf([-3, 6], [1, 1]),
    dataOf(['u', 'v'], [1], 'regression'),
    experimentOf(2, 'linear'),
  )
  expect(reading).toEqual({
    outputs: [
      { name: 'u', value: -3, share: 0, isTrue: false },
      { name: 'v', value: 6, share: 1, isTrue: false },
    ],
    truth: null,
    answer: null,
    isRight: null,
  })
})
