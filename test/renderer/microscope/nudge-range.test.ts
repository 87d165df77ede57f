import { describe, expect, it } from 'vitest'
import { nudgeRange } from '../../../src/renderer/microscope/nudge-range'
import type { Activation } from '../../../src/shared/network'

const network = (hidden: Activation, output: Activation = 'sigmoid') => ({
  inputs: 2,
  layers: [
    { units: 2, activation: hidden },
    { units: 2, activation: output },
  ],
})
const hiddenA = { kind: 'a', layer: 2, unit: 0 } as const
const outputA = { kind: 'a', layer: 3, unit: 0 } as const

describe('a number in hand can be taken', () => {
  it('four to either side; a large one as far as to nothing and to twice itself', () => {
    const z = { kind: 'z', layer: 2, unit: 0 } as const
    expect(nudgeRange(network('sigmoid'), 'cross-entropy', z, 1)).toEqual({ from: -3, to: 5 })
    expect(nudgeRange(network('sigmoid'), 'cross-entropy', { kind: 'theta', weight: 3 }, -30)).toEqual({
      from: -60,
      to: 0,
    })
    expect(nudgeRange(network('sigmoid'), 'cross-entropy', { kind: 'a', layer: 1, unit: 1 }, 0)).toEqual({
      from: -4,
      to: 4,
    })
  })

  it.each([
    ['sigmoid', { from: 0, to: 1 }],
    ['tanh', { from: -1, to: 1 }],
    ['relu', { from: 0, to: 4.5 }],
    ['leaky-relu', { from: -3.5, to: 4.5 }],
    ['linear', { from: -3.5, to: 4.5 }],
  ] as const)('to what a %s unit can answer', (activation, range) => {
    expect(nudgeRange(network(activation), 'cross-entropy', hiddenA, 0.5)).toEqual(range)
  })

  it('never to an answer that costs infinitely much, and always to its own', () => {
    for (const value of [0.5, 1e-6, 1 - 1e-6]) {
      const { from, to } = nudgeRange(network('tanh'), 'cross-entropy', outputA, value)
      expect(from).toBeGreaterThan(0)
      expect(to).toBeLessThan(1)
      expect(value).toBeGreaterThan(from)
      expect(value).toBeLessThan(to)
    }
    expect(nudgeRange(network('tanh', 'sigmoid'), 'squared-error', outputA, 0.5)).toEqual({ from: 0, to: 1 })
  })
})
