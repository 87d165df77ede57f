/** Initial weights against PyTorch's definitions. */
import { describe, expect, it } from 'vitest'
import type { InitializationSpec } from '../../../src/shared/experiment'
import { thetaBlocks, type NetworkSpec } from '../../../src/shared/network'
import { initialTheta } from '../../../src/worker/engine/initialization'

const network: NetworkSpec = {
  inputs: 120,
  layers: [
    { units: 80, activation: 'tanh' },
    { units: 40, activation: 'relu' },
    { units: 10, activation: 'softmax' },
  ],
}

function draw(initialization: InitializationSpec, seed = 1, of = network) {
  const theta = initialTheta(of, initialization, undefined, seed)
  return thetaBlocks(of).map(({ offset, rows, columns }) => {
    const block = Array.from({ length: rows }, (_, row) =>
      Array.from(theta.subarray(offset + row * columns, offset + (row + 1) * columns)),
    )
    return {
      inputs: columns - 1,
      units: rows,
      block,
      biases: block.map(([bias]) => bias),
      weights: block.flatMap((row) => row.slice(1)),
    }
  })
}

describe.each<{
  kind: 'xavier-uniform' | 'xavier-normal' | 'he-uniform' | 'he-normal'
  deviation: (fanIn: number, fanOut: number) => number
}>([
  { kind: 'xavier-uniform', deviation: (fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut)) },
  { kind: 'xavier-normal', deviation: (fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut)) },
  { kind: 'he-uniform', deviation: (fanIn) => Math.sqrt(2 / fanIn) },
  { kind: 'he-normal', deviation: (fanIn) => Math.sqrt(2 / fanIn) },
])('$kind', ({ kind, deviation }) => {
  it('has mean 0 and PyTorch’s standard deviation; biases are 0', () => {
    for (const { inputs, units, weights, biases } of draw({ kind })) {
      const expected = deviation(inputs, units)
      const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length
      const squares = weights.reduce((sum, w) => sum + w * w, 0) / weights.length
      expect(Math.abs(mean)).toBeLessThan((4 * expected) / Math.sqrt(weights.length))
      expect(Math.abs(Math.sqrt(squares) / expected - 1)).toBeLessThan(4 / Math.sqrt(2 * weights.length))
      expect(biases.every((bias) => bias === 0)).toBe(true)
    }
  })

  it('has the range of its distribution', () => {
    for (const { inputs, units, weights } of draw({ kind })) {
      const largest = Math.max(...weights.map(Math.abs)) / deviation(inputs, units)
      if (kind.endsWith('uniform')) expect(largest).toBeLessThanOrEqual(Math.sqrt(3) + 1e-6)
      else expect(largest).toBeGreaterThan(2)
    }
  })
})

it('draws within ±range', () => {
  const weights = draw({ kind: 'uniform', range: 0.25 }).flatMap((layer) => layer.weights)
  expect(Math.max(...weights)).toBeLessThanOrEqual(0.25)
  expect(Math.max(...weights)).toBeGreaterThan(0.24)
  expect(Math.min(...weights)).toBeLessThan(-0.24)
})

it('can leave all at zero', () => {
  expect(initialTheta(network, { kind: 'zeros' }, undefined, 1).every((weight) => weight === 0)).toBe(true)
})

it('takes given weights as they are, whatever the kind', () => {
  const small: NetworkSpec = { inputs: 1, layers: [{ units: 2, activation: 'linear' }] }
  const theta = [
    [
      [1, 2],
      [3, 4],
    ],
  ]
  expect([...initialTheta(small, { kind: 'he-normal' }, theta, 1)]).toEqual([1, 2, 3, 4])
  expect([...initialTheta(small, { kind: 'given' }, theta, 1)]).toEqual([1, 2, 3, 4])
  expect(() => initialTheta(small, { kind: 'given' }, undefined, 1)).toThrow('needs theta')
})

it('draws the same from the same seed, and other weights from another', () => {
  const kind = 'xavier-uniform'
  expect(draw({ kind }, 4)).toEqual(draw({ kind }, 4))
  expect(draw({ kind }, 4)).not.toEqual(draw({ kind }, 5))
})

it('keeps the draw of every layer that an edit leaves alone', () => {
  const edited: NetworkSpec = {
    inputs: 120,
    layers: network.layers.map((layer, index) => (index === 2 ? { ...layer, units: 11 } : layer)),
  }
  const [before, after] = [draw({ kind: 'xavier-uniform' }), draw({ kind: 'xavier-uniform' }, 1, edited)]
  expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
  expect(after[2]).not.toEqual(before[2])
})
