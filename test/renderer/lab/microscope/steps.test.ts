/** The walk of the lecture's network by hand; of any network, that its steps can be found again. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  indexOfStep,
  phaseAt,
  phasesOf,
  stepAt,
  stepCount,
  stepThatComputes,
  type Step,
} from '../../../../src/renderer/lab/microscope/steps'
import { at } from '../../../independent/lecture'
import { randomProblem } from '../../../independent/random-problem'
import { networkOf } from '../../network/network-of'

const delta = (stage: 'output' | 'sum' | 'gate', layer: number, unit: number): Step => ({
  kind: 'delta',
  stage,
  layer,
  unit,
})
/** Every unit that computes anything, as the forward pass meets them. */
const UNITS = [
  { layer: 2, unit: 0 },
  { layer: 2, unit: 1 },
  { layer: 3, unit: 0 },
  { layer: 3, unit: 1 },
  { layer: 4, unit: 0 },
]
const LECTURE: readonly Step[] = [
  { kind: 'inputs' },
  ...UNITS.map((place): Step => ({ kind: 'forward', ...place })),
  { kind: 'cost' },
  delta('output', 4, 0),
  delta('sum', 3, 0),
  delta('gate', 3, 0),
  delta('sum', 3, 1),
  delta('gate', 3, 1),
  delta('sum', 2, 0),
  delta('gate', 2, 0),
  delta('sum', 2, 1),
  delta('gate', 2, 1),
  ...UNITS.map((place): Step => ({ kind: 'gradient', ...place })),
  ...UNITS.map((place): Step => ({ kind: 'update', ...place })),
]

describe('the walk', () => {
  it('of the lecture’s network goes forward, over the cost, and back', () => {
    const network = networkOf(2, 2, 2, 1)
    expect(Array.from({ length: stepCount(network) }, (_, index) => stepAt(network, index))).toEqual(LECTURE)
    expect(phasesOf(network).map(({ name, start, length }) => [name, start, length])).toEqual([
      ['inputs', 0, 1],
      ['forward', 1, 5],
      ['cost', 6, 1],
      ['backward', 7, 9],
      ['gradient', 16, 5],
      ['update', 21, 5],
    ])
  })

  it('of any network finds each of its steps again, and no step twice', () => {
    fc.assert(
      fc.property(randomProblem, ({ network }) => {
        const steps = Array.from({ length: stepCount(network) }, (_, index) => stepAt(network, index))
        expect(new Set(steps.map((step) => JSON.stringify(step))).size).toBe(steps.length)
        steps.forEach((step, index) => expect(indexOfStep(network, step)).toBe(index))
      }),
    )
  })

  it('of any network computes nothing before what it is computed from', () => {
    fc.assert(
      fc.property(randomProblem, ({ network }) => {
        const when = (...asked: Parameters<typeof stepThatComputes> extends [unknown, ...infer Rest] ? Rest : never) =>
          indexOfStep(network, stepThatComputes(network, ...asked))
        const last = network.layers.length + 1
        network.layers.forEach(({ units }, index) => {
          const layer = index + 2
          for (let unit = 0; unit < units; unit++) {
            expect(when('a', layer - 1, 0)).toBeLessThan(when('z', layer, unit))
            expect(when('a', layer, unit)).toBeLessThan(when('delta', layer, unit))
            expect(when('delta', layer, unit)).toBeLessThan(when('gradient', layer, unit))
            expect(when('gradient', layer, unit)).toBeLessThan(when('updated', layer, unit))
            if (layer === last) continue
            expect(when('sum', layer, unit)).toBe(when('delta', layer, unit) - 1)
            const right = at(network.layers, index + 1).units
            for (let k = 0; k < right; k++) expect(when('delta', layer + 1, k)).toBeLessThan(when('sum', layer, unit))
          }
        })
      }),
    )
  })

  it('ends: there is no step before the first and none after the last', () => {
    const network = networkOf(2, 2, 2, 1)
    expect(() => stepAt(network, -1)).toThrow(RangeError)
    expect(() => stepAt(network, LECTURE.length)).toThrow(RangeError)
    expect(phaseAt(network, 6).name).toBe('cost')
  })

  it('of thousands of units is counted without being listed', () => {
    const network = networkOf(784, 65_536, 10)
    expect(stepAt(network, stepCount(network) - 1)).toEqual({ kind: 'update', layer: 3, unit: 9 })
  })
})
