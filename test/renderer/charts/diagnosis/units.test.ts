import { describe, expect, it } from 'vitest'
import { nameUnits } from '../../../../src/renderer/charts/diagnosis/finding'
import { saturation } from '../../../../src/renderer/charts/diagnosis/saturation'
import { silentUnits } from '../../../../src/renderer/charts/diagnosis/silent-units'
import type { Experiment } from '../../../../src/shared/experiment'
import type { Activation, Cost } from '../../../../src/shared/network'
import type { ModelSnapshot } from '../../../../src/shared/trainer'
import { experimentWith } from '../../data/experiment-with'
import { networkOf } from '../../network/network-of'
import { historyOf } from '../history-of'

/** One example's trace; the last of `a` are the outputs. */
function traceOf(a: readonly number[], slope: readonly number[], target: readonly number[]): ModelSnapshot['trace'] {
  const units = slope.length
  return {
    example: 6,
    a: Float32Array.from(a),
    z: new Float32Array(units),
    slope: Float32Array.from(slope),
    delta: new Float32Array(units),
    gradient: new Float32Array(),
    target: Float32Array.from(target),
    cost: 0,
  }
}

describe('units without any δ', () => {
  const network: Experiment['network'] = {
    inputs: 1,
    layers: [
      { units: 2, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
  }
  const run = (...records: readonly (readonly number[])[]) =>
    historyOf(
      records.map(() => 1),
      { meanAbsDelta: records },
    )
  const modelWith = (...theta: readonly number[]): ModelSnapshot => ({
    theta: Float32Array.from(theta),
    gradient: new Float32Array(theta.length),
    trace: traceOf([0, 0, 0, 0], [1, 1, 1], [1]),
  })

  it('for three records are silent, for two not yet', () => {
    const silent = silentUnits(run([1, 1, 1], [0, 1, 1], [0, 1, 1], [0, 1, 1]), network, null)
    expect(silent.map(({ units }) => units)).toEqual([[{ layer: 2, unit: 0 }]])
    expect(silent[0]?.text).toContain('since epoch 1')
    expect(silentUnits(run([1, 1, 1], [1, 1, 1], [0, 1, 1], [0, 1, 1]), network, null)).toEqual([])
    expect(silentUnits(run([0, 1, 1], [0, 1, 1], [0, 1, 1], [1e-30, 1, 1]), network, null)).toEqual([])
  })

  const always = run([0, 1, 1], [0, 1, 1], [0, 1, 1])
  it.each([
    // Θ⁽¹⁾ of 2 × 2, then Θ⁽²⁾ = (bias, from unit 1, from unit 2).
    ['no weight leads on from it', modelWith(0, 1, 0, 1, 0, 0, 1), 'all weights that lead on from it are 0'],
    ['its relu is off', modelWith(0, 1, 0, 1, 0, 1, 1), 'z ≤ 0 for every example'],
    ['nobody knows', null, 'nothing trains its weights'],
  ])('because %s', (_, model, words) => {
    expect(silentUnits(always, network, model)[0]?.text).toContain(words)
  })

  it('a whole silent layer is named once, not the layers before it, which get none of necessity', () => {
    const deep = networkOf(1, 1, 1, 1)
    const silent = silentUnits(run([0, 0, 1], [0, 0, 1], [0, 0, 1]), deep, null)
    expect(silent.map(({ key }) => key)).toEqual(['silent 3'])
    expect(silent[0]?.text).toContain('Nothing reaches layer 2.')
  })

  it('an output that is always right is no finding', () => {
    expect(silentUnits(run([0, 0, 0], [0, 0, 0], [0, 0, 0]), network, null)).toEqual([])
  })
})

describe('saturated units', () => {
  const of = (activation: Activation, output: Activation, cost: Cost): Experiment =>
    experimentWith({
      cost,
      network: {
        inputs: 1,
        layers: [
          { units: 2, activation },
          { units: 1, activation: output },
        ],
      },
    })
  const keys = (run: Experiment, trace: ModelSnapshot['trace'], deltas: readonly number[] | null): string[] => {
    const history = deltas && historyOf([1], { meanAbsDelta: [deltas] })
    return saturation(run, history, { theta: new Float32Array(), gradient: new Float32Array(), trace }).map(
      ({ key }) => key,
    )
  }

  const closed = traceOf([1, 0.999, 0.5, 0.5], [0.001, 0.25, 0.25], [1])
  it.each([
    ['a sigmoid whose gate is closed', of('sigmoid', 'sigmoid', 'cross-entropy'), closed, null, ['saturated 2']],
    ['the same before training', of('sigmoid', 'sigmoid', 'cross-entropy'), closed, [NaN, NaN, NaN], ['saturated 2']],
    [
      'and |δ| small in all of training',
      of('tanh', 'sigmoid', 'cross-entropy'),
      closed,
      [0.001, 1, 1],
      ['saturated 2'],
    ],
    // On this example only: over all of them its δ is as large as the others'.
    ['on one example only', of('sigmoid', 'sigmoid', 'cross-entropy'), closed, [0.5, 1, 1], []],
    ['a relu that is off is no such thing', of('relu', 'sigmoid', 'cross-entropy'), closed, null, []],
    [
      'a gate that is almost closed',
      of('sigmoid', 'sigmoid', 'cross-entropy'),
      traceOf([1, 0.989, 0.5, 0.5], [0.0109, 0.25, 0.25], [1]),
      null,
      [],
    ],
  ] as const)('%s', (_, run, trace, deltas, expected) => {
    expect(keys(run, trace, deltas)).toEqual(expected)
  })

  const wrong = traceOf([1, 0.5, 0.5, 0.999], [0.25, 0.25, 0.001], [0])
  it.each([
    ['is wrong under squared error', of('sigmoid', 'sigmoid', 'squared-error'), wrong, ['saturated 3']],
    ['has no such factor under cross-entropy', of('sigmoid', 'sigmoid', 'cross-entropy'), wrong, []],
    [
      'is right',
      of('sigmoid', 'sigmoid', 'squared-error'),
      traceOf([1, 0.5, 0.5, 0.999], [0.25, 0.25, 0.001], [1]),
      [],
    ],
  ] as const)('an output that %s', (_, run, trace, expected) => {
    expect(keys(run, trace, null)).toEqual(expected)
  })
})

it.each([
  [[1], 'unit 2 of layer 3'],
  [[0, 2], 'units 1 and 3 of layer 3'],
  [[0, 1, 2, 3], 'units 1, 2, 3 and 4 of layer 3'],
  [[0, 1, 2, 3, 4], 'units 1, 2, 3 and 2 others of layer 3'],
])('units %j in words: %s', (units, words) => {
  expect(nameUnits(units.map((unit) => ({ layer: 3, unit })))).toBe(words)
})
