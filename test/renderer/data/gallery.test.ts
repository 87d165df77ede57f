import { describe, expect, it } from 'vitest'
import { firstGallery, GATE_INPUTS, GATE_OUTPUTS, GATES, tileOf, withCurrent } from '../../../src/renderer/data/gallery'
import type { InlineDataset } from '../../../src/shared/experiment'

describe('the gallery', () => {
  it('recognises each of its own data', () => {
    for (const [tile, dataset] of firstGallery()) expect(tileOf(dataset)).toBe(tile)
  })

  it.each([
    ['and', (a: number, b: number) => a & b],
    ['or', (a: number, b: number) => a | b],
    ['xor', (a: number, b: number) => a ^ b],
    ['xnor', (a: number, b: number) => 1 - (a ^ b)],
  ] as const)('has the truth table of %s', (gate, answer) => {
    expect(GATE_OUTPUTS[gate]).toEqual(GATE_INPUTS.map(([a, b]) => answer(a, b)))
    expect(GATES).toContain(gate)
  })

  it('gives data of the user’s own a tile at the end', () => {
    const own: InlineDataset = { kind: 'inline', inputs: [[1]], targets: [[2]], trainFraction: 1 }
    expect(tileOf(own)).toBe('own')
    expect([...withCurrent(firstGallery(), own)].at(-1)).toEqual(['own', own])
  })

  it('remembers the settings of a tile while others are chosen, for all generators together', () => {
    const circle = firstGallery().get('generated circle')
    if (circle?.kind !== 'generated') throw new Error('The circle is generated')
    const gallery = withCurrent(firstGallery(), { ...circle, noise: 0.3, samples: 90 })
    expect(gallery.get('generated spiral')).toMatchObject({ name: 'spiral', noise: 0.3, samples: 90 })
    expect(gallery.get('builtin iris')).toEqual(firstGallery().get('builtin iris'))
    expect([...gallery.keys()]).toEqual([...firstGallery().keys()])
  })
})
