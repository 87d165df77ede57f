import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addLayer, removeLayer, setActivation, setUnits } from '../../../src/renderer/network/edits'
import type { Experiment } from '../../../src/shared/experiment'
import { unitCounts, type Activation } from '../../../src/shared/network'
import { checkExperiment } from '../../../src/shared/parse-experiment'
import { at, forward } from '../../independent/lecture'
import { drawProblem, randomProblem } from '../../independent/random-problem'
import { experimentWith } from '../data/experiment-with'
import { experimentOf, lectureProblem } from './model-snapshot'
import { networkOf } from './network-of'

/** 2-4-3-1: tanh, relu, sigmoid. */
const deep = experimentWith({
  network: {
    inputs: 2,
    layers: [
      { units: 4, activation: 'tanh' },
      { units: 3, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
})
const given = experimentOf(lectureProblem())

function shapeOf({ network: { inputs, layers } }: Experiment): string {
  return [inputs, ...layers.map(({ units, activation }) => `${units} ${activation}`)].join(', ')
}

describe('another layer', () => {
  it.each([
    // Like the hidden one on its left; after the inputs, like the first.
    [1, '2, 4 tanh, 4 tanh, 3 relu, 1 sigmoid'],
    [2, '2, 4 tanh, 4 tanh, 3 relu, 1 sigmoid'],
    [3, '2, 4 tanh, 3 relu, 3 relu, 1 sigmoid'],
  ])('after layer %d', (after, shape) => {
    const changed = addLayer(deep, after)
    expect(shapeOf(changed)).toBe(shape)
    expect(checkExperiment(changed)).toEqual([])
  })

  it('is two sigmoids where there was no hidden one', () => {
    const perceptron = experimentWith({ network: { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' }] } })
    expect(shapeOf(addLayer(perceptron, 1))).toBe('2, 2 sigmoid, 1 sigmoid')
  })
})

describe('one layer less', () => {
  it.each([
    [2, '2, 3 relu, 1 sigmoid'],
    [3, '2, 4 tanh, 1 sigmoid'],
  ])('without layer %d', (layer, shape) => {
    const changed = removeLayer(deep, layer)
    expect(shapeOf(changed)).toBe(shape)
    expect(checkExperiment(changed)).toEqual([])
  })

  it('takes back what was added', () => {
    for (const after of [1, 2, 3]) expect(removeLayer(addLayer(deep, after), after + 1)).toEqual(deep)
  })
})

describe('given weights of another shape', () => {
  it.each([
    ['a layer more', addLayer(given, 2)],
    ['a layer less', removeLayer(given, 2)],
  ])('%s: they mean nothing any more, so others are drawn', (_, changed) => {
    expect(changed).not.toHaveProperty('theta')
    expect(changed.initialization).toEqual({ kind: 'xavier-uniform' })
    expect(checkExperiment(changed)).toEqual([])
  })

  it('a way of drawing that was chosen stays', () => {
    const zeros = { ...deep, initialization: { kind: 'zeros' } as const }
    expect(addLayer(zeros, 1).initialization).toEqual({ kind: 'zeros' })
  })
})

describe('another number of units', () => {
  it('changes only that layer', () => {
    const changed = setUnits(deep, 3, 7)
    expect(shapeOf(changed)).toBe('2, 4 tanh, 7 relu, 1 sigmoid')
    expect(changed.training).toBe(deep.training)
  })

  it.each([0, -1, 1.5, 1e9])('%d is refused when it is checked', (units) => {
    expect(checkExperiment(setUnits(deep, 2, units))).not.toEqual([])
  })

  it('keeps given weights', () => {
    const [one = [], two = [], three = []] = given.theta ?? []
    expect(setUnits(given, 2, 1).theta).toEqual([one.slice(0, 1), two.map((row) => row.slice(0, 2)), three])
    const more = setUnits(given, 2, 4).theta ?? []
    expect(more[0]?.slice(0, 2)).toEqual(one)
    expect(more[1]).toEqual(two.map((row) => [...row, 0, 0]))
    expect(more[2]).toEqual(three)
  })

  it('draws what leads to new units, different for each, and lets nothing lead on from them', () => {
    const wide = experimentOf(drawProblem({ network: networkOf(9, 1, 2), cost: 'cross-entropy', l1: 0, l2: 0 }, 1, 3))
    const [into = [], outOf = []] = setUnits(wide, 2, 20).theta ?? []
    const drawn = into.slice(1)
    for (const [bias, ...weights] of drawn) {
      expect(bias).toBe(0)
      for (const weight of weights) {
        expect(Math.abs(weight)).toBeLessThanOrEqual(1 / 3)
        expect(Math.fround(weight)).toBe(weight)
      }
    }
    expect(new Set(drawn.flatMap((row) => row.slice(1))).size).toBe(19 * 9)
    for (const row of outOf) expect(row.slice(2)).toEqual(drawn.map(() => 0))
    expect(setUnits(wide, 2, 20)).toEqual(setUnits(wide, 2, 20))
  })

  it('leaves the experiment it came from as it was', () => {
    const before = structuredClone(given)
    const changed = setUnits(given, 2, 5)
    expect(given).toEqual(before)
    expect(changed.theta?.[2]).not.toBe(given.theta?.[2])
  })

  it('with more units, the network of given weights still computes what it did', () => {
    const networks = randomProblem.filter((problem) => {
      return problem.network.layers.length > 1 && checkExperiment(experimentOf(problem)).length === 0
    })
    fc.assert(
      fc.property(networks, fc.nat(), fc.integer({ min: 1, max: 5 }), (problem, chosen, more) => {
        const layer = 2 + (chosen % (problem.network.layers.length - 1))
        const before = at(problem.network.layers, layer - 2).units
        const changed = setUnits(experimentOf(problem), layer, before + more)
        expect(checkExperiment(changed)).toEqual([])
        const grown = { ...problem, network: changed.network }
        for (const { x } of problem.examples.slice(0, 3)) {
          const answer = at(forward(grown, changed.theta ?? [], x).a, -1)
          expect(answer).toEqual(at(forward(problem, problem.theta, x).a, -1))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('throws for a layer that there is not', () => {
    expect(() => setUnits(deep, 9, 2)).toThrow(RangeError)
    expect(() => setActivation(deep, 1, 'tanh')).toThrow(RangeError)
  })
})

it('any edits in any order give a sound experiment with the same inputs and outputs', () => {
  const hidden = (experiment: Experiment, chosen: number): number =>
    2 + (chosen % (experiment.network.layers.length - 1))
  const isDeep = ({ network }: Experiment): boolean => network.layers.length > 1
  const edits = fc.oneof(
    fc.nat(9).map((chosen) => (experiment: Experiment) => {
      return addLayer(experiment, 1 + (chosen % experiment.network.layers.length))
    }),
    fc.nat(9).map((chosen) => (experiment: Experiment) => {
      return isDeep(experiment) ? removeLayer(experiment, hidden(experiment, chosen)) : experiment
    }),
    fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 9 })).map(([chosen, units]) => (experiment: Experiment) => {
      return isDeep(experiment) ? setUnits(experiment, hidden(experiment, chosen), units) : experiment
    }),
    fc.constantFrom<Activation>('sigmoid', 'tanh', 'relu', 'linear').map((activation) => (experiment: Experiment) => {
      return setActivation(experiment, experiment.network.layers.length + 1, activation)
    }),
  )
  fc.assert(
    fc.property(fc.constantFrom(deep, given), fc.array(edits, { maxLength: 8 }), (start, sequence) => {
      const after = sequence.reduce((experiment, edit) => edit(experiment), start)
      expect(checkExperiment(after)).toEqual([])
      expect(unitCounts(after.network).at(0)).toBe(start.network.inputs)
      expect(after.network.layers.at(-1)?.units).toBe(start.network.layers.at(-1)?.units)
    }),
  )
})
