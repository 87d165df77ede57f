import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  backwardArithmetic,
  forwardArithmetic,
  shownTerms,
  termColor,
  type Term,
} from '../../../src/renderer/formula/arithmetic'
import { fold } from '../../../src/renderer/formula/unit-symbols'
import type { UnitAddress } from '../../../src/shared/trainer'
import { at, pass } from '../../independent/lecture'
import { nearKink, randomProblem, type RandomProblem } from '../../independent/random-problem'
import { experimentOf, lectureProblem, snapshotOf } from '../network/model-snapshot'

const sum = (terms: readonly Term[]): number => terms.reduce((total, { theta, factor }) => total + theta * factor, 0)
const size = (terms: readonly Term[]): number =>
  terms.reduce((total, { theta, factor }) => total + Math.abs(theta * factor), 1)

function unitsOf({ network }: RandomProblem): UnitAddress[] {
  return network.layers.flatMap(({ units }, l) => Array.from({ length: units }, (_, unit) => ({ layer: l + 2, unit })))
}

const problems = randomProblem.filter((problem) => !nearKink(problem))

describe('in any network', () => {
  it('the terms of a unit add up to its z, the engine’s and the lecture’s', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const model = snapshotOf(problem)
        const { z, a } = pass(problem, problem.theta, at(problem.examples, 0))
        for (const unit of unitsOf(problem)) {
          const arithmetic = forwardArithmetic(experimentOf(problem), model, unit)
          if (!arithmetic) throw new Error('A unit that computes has an arithmetic')
          const exact = at(at(z, unit.layer - 2), unit.unit)
          const tolerance = 1e-5 * size(arithmetic.terms)
          expect(Math.abs(sum(arithmetic.terms) - arithmetic.z)).toBeLessThan(tolerance)
          expect(Math.abs(arithmetic.z - exact)).toBeLessThan(10 * tolerance)
          expect(Math.abs(arithmetic.a - at(at(a, unit.layer - 1), unit.unit))).toBeLessThan(10 * tolerance)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('the terms times g′ are the δ of a hidden unit; an output’s is a − y, times g′ under squared error', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const model = snapshotOf(problem)
        const { delta } = pass(problem, problem.theta, at(problem.examples, 0))
        for (const unit of unitsOf(problem)) {
          const arithmetic = backwardArithmetic(experimentOf(problem), model, unit)
          if (!arithmetic) throw new Error('A unit that computes has an arithmetic')
          const product =
            arithmetic.kind === 'hidden'
              ? sum(arithmetic.terms) * arithmetic.slope
              : (arithmetic.a - arithmetic.y) * (arithmetic.slope ?? 1)
          const tolerance = 1e-5 * (arithmetic.kind === 'hidden' ? size(arithmetic.terms) : 1 + Math.abs(product))
          expect(Math.abs(product - arithmetic.delta)).toBeLessThan(tolerance)
          const exact = at(at(delta, unit.layer - 2), unit.unit)
          expect(Math.abs(arithmetic.delta - exact)).toBeLessThan(1e-3 * (1 + Math.abs(exact)))
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the lecture’s network', () => {
  const problem = lectureProblem()
  const experiment = experimentOf(problem)
  const model = snapshotOf(problem)

  it('z⁽³⁾₁ = Θ⁽²⁾₁₀·1 + Θ⁽²⁾₁₁a⁽²⁾₁ + Θ⁽²⁾₁₂a⁽²⁾₂', () => {
    const terms = forwardArithmetic(experiment, model, { layer: 3, unit: 0 })?.terms ?? []
    const { a } = pass(problem, problem.theta, at(problem.examples, 0))
    expect(terms.map(({ row, column }) => [row, column])).toEqual([
      [1, 0],
      [1, 1],
      [1, 2],
    ])
    expect(terms.map(({ theta }) => theta)).toEqual(at(at(problem.theta, 1), 0))
    expect(at(terms, 0).factor).toBe(1)
    expect(at(terms, 1).factor).toBeCloseTo(at(at(a, 1), 0), 6)
    expect(at(terms, 2).factor).toBeCloseTo(at(at(a, 1), 1), 6)
  })

  it('δ⁽²⁾₂ = (Θ⁽²⁾₁₂δ⁽³⁾₁ + Θ⁽²⁾₂₂δ⁽³⁾₂)·g′(z⁽²⁾₂), without the bias’s column', () => {
    const arithmetic = backwardArithmetic(experiment, model, { layer: 2, unit: 1 })
    if (arithmetic?.kind !== 'hidden') throw new Error('It is a hidden unit')
    const { delta, a } = pass(problem, problem.theta, at(problem.examples, 0))
    expect(arithmetic.terms.map(({ row, column }) => [row, column])).toEqual([
      [1, 2],
      [2, 2],
    ])
    expect(arithmetic.terms.map(({ theta }) => theta)).toEqual(at(problem.theta, 1).map((row) => at(row, 2)))
    expect(at(arithmetic.terms, 1).factor).toBeCloseTo(at(at(delta, 1), 1), 6)
    const activation = at(at(a, 1), 1)
    expect(arithmetic.slope).toBeCloseTo(activation * (1 - activation), 6)
  })

  it('an input computes nothing, and there is no layer 9', () => {
    for (const layer of [1, 9]) {
      expect(forwardArithmetic(experiment, model, { layer, unit: 0 })).toBeNull()
      expect(backwardArithmetic(experiment, model, { layer, unit: 0 })).toBeNull()
    }
  })

  it('colours the terms magenta, red, cyan, in the order of the sum', () => {
    const forward = shownTerms(experiment, model, { layer: 3, unit: 0 }, 'forward')
    // Θ⁽¹⁾ has six weights before Θ⁽²⁾₁₀.
    expect([...forward]).toEqual([
      [6, 'var(--term-1)'],
      [7, 'var(--term-2)'],
      [8, 'var(--term-3)'],
    ])
    const backward = shownTerms(experiment, model, { layer: 2, unit: 1 }, 'backward')
    expect([...backward.keys()]).toEqual([8, 11])
    expect(shownTerms(experiment, model, { layer: 4, unit: 0 }, 'backward').size).toBe(0)
    expect(termColor(6)).toBe(termColor(0))
  })
})

describe('a long sum', () => {
  const terms = Array.from({ length: 65 }, (_, column): Term => {
    return { weight: column, row: 1, column, theta: 1, factor: 1 }
  })
  it.each([
    [3, [0, 1, 2], 0],
    [5, [0, 1, 2, 3, 4], 0],
    [6, [0, 1, 2, 3, 4, 5], 0],
    [7, [0, 1, 2, 3, 6], 2],
    [65, [0, 1, 2, 3, 64], 60],
  ])('of %d terms shows the first and the last', (count, columns, hidden) => {
    const folded = fold(terms.slice(0, count), 5)
    expect(folded.shown.map(({ column }) => column)).toEqual(columns)
    expect(folded.hidden).toBe(hidden)
  })
})
