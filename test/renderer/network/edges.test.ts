import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EdgeQuantity } from '../../../src/renderer/lab/lab'
import { edgeAt, edgeValue, labelledEdges, placeEdges, pointOn, type Edge } from '../../../src/renderer/network/edges'
import { layoutNetwork } from '../../../src/renderer/network/layout'
import { unitOffsets, type NetworkSpec } from '../../../src/shared/network'
import { at, gradientOver, pass } from '../../independent/lecture'
import { drawProblem } from '../../independent/random-problem'
import { lectureProblem, snapshotOf } from './model-snapshot'
import { networkOf } from './network-of'

const screen = { width: 900, height: 600 }
const edgesOf = (network: NetworkSpec): Edge[] => placeEdges(network, layoutNetwork(network, screen))

/** Θ whose every entry is its own place in the flat order: [l][j][i]. */
function numbered(network: NetworkSpec): number[][][] {
  let next = 0
  return network.layers.map(({ units }, l) => {
    const before = l === 0 ? network.inputs : (network.layers[l - 1]?.units ?? 0)
    return Array.from({ length: units }, () => Array.from({ length: before + 1 }, () => next++))
  })
}

const counts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 })

describe('the edges of a network', () => {
  it('are its weights, each once, from the unit of its column to the unit of its row', () => {
    fc.assert(
      fc.property(counts, (shape) => {
        const network = networkOf(...shape)
        const theta = numbered(network)
        const edges = edgesOf(network)
        expect(edges.map(({ weight }) => weight).toSorted((one, other) => one - other)).toEqual(theta.flat(2))
        for (const { weight, layer, unit, source } of edges) {
          expect(theta[layer - 2]?.[unit]?.[source + 1]).toBe(weight)
        }
      }),
    )
  })

  it('touch the ellipses that they join', () => {
    const network = networkOf(2, 3, 1)
    const { layers, ellipse } = layoutNetwork(network, screen)
    for (const { layer, unit, source, start, end } of edgesOf(network)) {
      const to = layers[layer - 1]?.shown[unit]
      const from = source < 0 ? layers[layer - 2]?.bias : layers[layer - 2]?.shown[source]
      expect(end).toEqual({ x: (to?.x ?? NaN) - ellipse.width / 2, y: to?.y })
      expect(start.y).toBe(from?.y)
      expect(start.x).toBeGreaterThan(from?.x ?? NaN)
      expect(start.x).toBeLessThanOrEqual((from?.x ?? NaN) + ellipse.width / 2)
    }
  })

  it('of a folded network are those between units that are drawn', () => {
    const network = networkOf(64, 25, 10)
    const theta = numbered(network)
    const { layers } = layoutNetwork(network, screen)
    const drawn = layers.map(({ shown }) => shown.length)
    const edges = edgesOf(network)
    expect(edges).toHaveLength((1 + at(drawn, 0)) * at(drawn, 1) + (1 + at(drawn, 1)) * at(drawn, 2))
    // The last input, below the strip, to the last hidden unit.
    const last = edges.find(({ layer, unit, source }) => layer === 2 && unit === 24 && source === 63)
    expect(last?.weight).toBe(theta[0]?.[24]?.[64])
  })
})

describe('what an edge means', () => {
  const problems = [
    ['the lecture’s network', lectureProblem()],
    [
      'tanh and three outputs, with λ',
      drawProblem(
        {
          network: {
            inputs: 3,
            layers: [
              { units: 4, activation: 'tanh' },
              { units: 3, activation: 'softmax' },
            ],
          },
          cost: 'cross-entropy',
          l1: 0,
          l2: 0.1,
        },
        5,
        9,
      ),
    ],
  ] as const

  const expected: Record<EdgeQuantity, (problem: (typeof problems)[number][1], edge: Edge) => number> = {
    theta: ({ theta }, { layer, unit, source }) => at(at(at(theta, layer - 2), unit), source + 1),
    // Inputs and bias units have no δ: nothing flows back to them.
    flow: (problem, { layer, unit, source }) => {
      if (layer === 2 || source < 0) return NaN
      const { delta } = pass(problem, problem.theta, at(problem.examples, 0))
      return at(at(at(problem.theta, layer - 2), unit), source + 1) * at(at(delta, layer - 2), unit)
    },
    gradient: (problem, { weight }) => at(gradientOver(problem, problem.theta, problem.examples), weight),
  }

  for (const [name, problem] of problems) {
    it.each(['theta', 'flow', 'gradient'] as const)(`${name}: %s of every edge is the lecture’s`, (quantity) => {
      const model = snapshotOf(problem)
      const offsets = unitOffsets(problem.network)
      for (const edge of edgesOf(problem.network)) {
        const value = edgeValue(edge, quantity, model, offsets)
        const exact = expected[quantity](problem, edge)
        if (Number.isNaN(exact)) expect(value).toBeNaN()
        else expect(value).toBeCloseTo(exact, 5)
      }
    })
  }

  it('has no number where the model has none', () => {
    const model = snapshotOf(lectureProblem())
    const edge = { ...at(edgesOf(networkOf(2, 2, 2, 1)), 0), weight: 999, layer: 9 }
    for (const quantity of ['theta', 'flow', 'gradient'] as const) {
      expect(edgeValue(edge, quantity, model, [0, 2, 4])).toBeNaN()
    }
  })
})

describe('the numbers written on edges', () => {
  const edges = edgesOf(networkOf(2, 2, 2, 1))
  it.each([
    ['an input', { layer: 1, unit: 1 }, 'forward', ['2.0←1', '2.1←1']],
    ['an input', { layer: 1, unit: 1 }, 'backward', ['2.0←1', '2.1←1']],
    ['a hidden unit', { layer: 3, unit: 0 }, 'forward', ['3.0←-1', '3.0←0', '3.0←1']],
    ['a hidden unit', { layer: 2, unit: 1 }, 'backward', ['3.0←1', '3.1←1']],
    ['the output', { layer: 4, unit: 0 }, 'forward', ['4.0←-1', '4.0←0', '4.0←1']],
    ['the output', { layer: 4, unit: 0 }, 'backward', ['4.0←-1', '4.0←0', '4.0←1']],
  ] as const)('%s %j, %s', (_, unit, direction, expected) => {
    const labelled = labelledEdges(edges, unit, 4, direction)
    expect(labelled.map(({ edge }) => `${edge.layer}.${edge.unit}←${edge.source}`)).toEqual(expected)
  })
})

describe('the numbers on the edges of a unit', () => {
  const width = 50
  const height = 24

  it.each([
    ['forward', { layer: 3, unit: 0 }],
    ['backward', { layer: 2, unit: 1 }],
  ] as const)('%s leave the units in narrow gaps readable', (direction, unit) => {
    const layout = layoutNetwork(networkOf(2, 2, 2, 1), { width: 650, height: 440 })
    const edges = placeEdges(networkOf(2, 2, 2, 1), layout)
    for (const { edge, along } of labelledEdges(edges, unit, 4, direction)) {
      if (edge.source < 0) continue
      const { x } = pointOn(edge, along)
      expect(x - width / 2).toBeGreaterThanOrEqual(edge.start.x)
      expect(x + width / 2).toBeLessThanOrEqual(edge.end.x)
    }
  })

  it.each([6, 8, 12])('don’t cover one another, from %d units', (units) => {
    const network = networkOf(2, units, 1)
    const layout = layoutNetwork(network, { width: 650, height: 900 })
    const ys = labelledEdges(placeEdges(network, layout), { layer: 3, unit: 0 }, 3, 'forward')
      .filter(({ edge }) => edge.source >= 0)
      .map(({ edge, along }) => pointOn(edge, along).y)
    expect(ys.length).toBeGreaterThan(2)
    for (const [index, y] of ys.slice(1).entries()) expect(y - (ys[index] ?? NaN)).toBeGreaterThan(height)
  })
})

describe('the edge under the pointer', () => {
  const network = networkOf(2, 3, 2)
  const edges = edgesOf(network)

  it('is the one that the pointer is on, all along it', () => {
    // Where edges cross or start together the nearest may be another one; at a quarter they have parted.
    for (const edge of edges) expect(edgeAt(edges, pointOn(edge, 0.25))?.weight).toBe(edge.weight)
  })

  it('is found a few pixels beside it, and not farther away', () => {
    const level: Edge = { weight: 0, layer: 2, unit: 0, source: 0, start: { x: 0, y: 50 }, end: { x: 200, y: 50 } }
    expect(edgeAt([level], { x: 100, y: 55 })).toBe(level)
    expect(edgeAt([level], { x: 100, y: 59 })).toBeNull()
    expect(edgeAt([level], { x: 220, y: 50 })).toBeNull()
    expect(edgeAt([], { x: 0, y: 0 })).toBeNull()
  })

  it('is found anywhere along a steep edge', () => {
    const steep: Edge = { weight: 0, layer: 2, unit: 0, source: 0, start: { x: 0, y: 0 }, end: { x: 156, y: 500 } }
    for (let t = 0; t <= 1; t += 0.01) expect(edgeAt([steep], pointOn(steep, t))).toBe(steep)
  })
})

it('an edge is level where it begins and ends, and straight where its ends are level', () => {
  const { start, end } = { start: { x: 10, y: 20 }, end: { x: 110, y: 220 } }
  expect(pointOn({ start, end }, 0)).toEqual(start)
  expect(pointOn({ start, end }, 1)).toEqual(end)
  expect(pointOn({ start, end }, 0.5)).toEqual({ x: 60, y: 120 })
  expect(pointOn({ start, end }, 0.01).y - 20).toBeLessThan(0.1)
})
