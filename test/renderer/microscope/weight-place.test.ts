import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeOfWeight } from '../../../src/renderer/microscope/weight-place'
import { parameterCount } from '../../../src/shared/network'
import { at } from '../../independent/lecture'
import { randomProblem } from '../../independent/random-problem'
import { networkOf } from '../network/network-of'

it.each([
  [0, { layer: 1, row: 1, column: 0 }],
  [5, { layer: 1, row: 2, column: 2 }],
  [6, { layer: 2, row: 1, column: 0 }],
  [14, { layer: 3, row: 1, column: 2 }],
])('weight %d of the lecture’s network stands where the file writes it', (weight, place) => {
  expect(placeOfWeight(networkOf(2, 2, 2, 1), weight)).toEqual(place)
})

it('every weight of any network is found at its place', () => {
  fc.assert(
    fc.property(randomProblem, ({ network, theta }) => {
      theta.flat(2).forEach((value, weight) => {
        const { layer, row, column } = placeOfWeight(network, weight)
        expect(at(at(at(theta, layer - 1), row - 1), column)).toBe(value)
      })
    }),
    { numRuns: 20 },
  )
})

it('a weight that isn’t there is an error', () => {
  const network = networkOf(2, 2, 2, 1)
  expect(() => placeOfWeight(network, parameterCount(network))).toThrow(RangeError)
  expect(() => placeOfWeight(network, -1)).toThrow(RangeError)
})
