/** Every number that any step shows, on random networks, against the lecture's formulas in float64. */
import fc from 'fast-check'
import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { SCREEN_MACROS, latexToCopy } from '../../../src/renderer/formula/formula'
import { NOTATIONS } from '../../../src/renderer/formula/notation'
import type { Explanation, QuotedQuantity } from '../../../src/renderer/microscope/explanation'
import { at, gradientOver, lectureRules, pass } from '../../independent/lecture'
import { drawProblem, nearKink, randomProblem, type RandomProblem } from '../../independent/random-problem'
import { networkOf } from '../network/network-of'
import { explainAll, isLoadable, lookAt } from './look-at'

const problems = randomProblem.filter((problem) => isLoadable(problem) && !nearKink(problem, 1e-3))
const LEARNING_RATE = 0.1

/** The answer of float64, and how large the numbers are that it is computed from: what float32 rounds. */
function expected(
  problem: RandomProblem,
  example: number,
): (quantity: QuotedQuantity) => { value: number; scale: number } {
  const { network, theta } = problem
  const own = at(problem.examples, example)
  const { a, z, delta, gradient, cost } = pass(problem, theta, own)
  const penalised = gradientOver(problem, theta, [own])
  const weights = theta.flat(2)
  const largest = (values: readonly number[]): number => Math.max(1e-3, ...values.map(Math.abs))
  const [forward, backward] = [largest([...z.flat(), ...a.flat(), 1]), largest(delta.flat())]
  const slopeOf = (layer: number, unit: number): number => {
    const { activation } = at(network.layers, layer - 2)
    return lectureRules.slope(activation, at(at(z, layer - 2), unit), at(at(a, layer - 1), unit))
  }
  const sumOf = (layer: number, j: number): number =>
    lectureRules.sumOfDeltas(at(theta, layer - 1), at(delta, layer - 1), j)
  const heavy = largest(weights) * weights.length ** 0.5
  return (quantity) => {
    switch (quantity.kind) {
      case 'a':
        return { value: at(at(a, quantity.layer - 1), quantity.unit), scale: forward }
      case 'z':
        return { value: at(at(z, quantity.layer - 2), quantity.unit), scale: forward }
      case 'slope':
        return { value: slopeOf(quantity.layer, quantity.unit), scale: forward }
      case 'sum':
        return { value: sumOf(quantity.layer, quantity.unit + 1), scale: backward * heavy }
      case 'biasDelta':
        return { value: sumOf(quantity.layer, 0), scale: backward * heavy }
      case 'delta':
        return { value: at(at(delta, quantity.layer - 2), quantity.unit), scale: backward * heavy }
      case 'theta':
        return { value: at(weights, quantity.weight), scale: 0 }
      case 'gradient':
        return { value: at(gradient.flat(2), quantity.weight), scale: backward * heavy * forward }
      case 'penalised':
        return { value: at(penalised, quantity.weight), scale: backward * heavy * forward }
      case 'updated':
        return {
          value: at(weights, quantity.weight) - LEARNING_RATE * at(penalised, quantity.weight),
          scale: Math.max(Math.abs(at(weights, quantity.weight)), backward * heavy * forward),
        }
      case 'target':
        return { value: at(own.y, quantity.unit), scale: 0 }
      case 'lectureError':
        return { value: at(own.y, quantity.unit) - at(at(a, -1), quantity.unit), scale: forward }
      case 'cost':
        return { value: cost, scale: Math.max(cost, forward ** 2) }
      case 'squaredError':
        return {
          value: at(a, -1).reduce((sum, h, k) => sum + (h - at(own.y, k)) ** 2, 0),
          scale: forward ** 2,
        }
      case 'learningRate':
        return { value: LEARNING_RATE, scale: 0 }
    }
  }
}

/** Some roundings of float32, of the largest number that takes part. */
const FLOAT32 = 5e-7
const numberOf = (shown: string): number => Number(shown.replaceAll('−', '-').replace('∞', 'Infinity'))

/** One unit of the last digit that stands there. */
function lastDigit(shown: string): number {
  const [mantissa = '', power = '0'] = shown.replaceAll('−', '-').split('e')
  const decimals = mantissa.split('.')[1]?.length
  // Whole numbers are exact, but large ones are rounded to their first digits.
  if (decimals === undefined) return Math.abs(Number(mantissa)) >= 1e4 ? Math.abs(Number(mantissa)) * 1e-3 : 0
  return 10 ** (Number(power) - decimals)
}

const textOf = ({ lines }: Explanation): string =>
  lines.map((parts) => parts.map(({ text }) => text).join(' ')).join('\n')

describe('every number on show', { timeout: 60_000 }, () => {
  it('agrees with float64 to the digits shown', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(problems, fc.nat(), (problem, chosen) => {
        const example = chosen % problem.examples.length
        const expectedOf = expected(problem, example)
        for (const { quoted } of explainAll(lookAt(problem, example))) {
          for (const { quantity, shown, value } of quoted) {
            const right = expectedOf(quantity)
            const allowed = lastDigit(shown) + FLOAT32 * Math.max(right.scale, Math.abs(right.value))
            if (!(Math.abs(numberOf(shown) - right.value) <= allowed)) {
              throw new Error(`${JSON.stringify(quantity)} shows ${shown} (${value}): float64 says ${right.value}`)
            }
            seen.add(quantity.kind)
          }
        }
      }),
      { numRuns: 150, seed: 7 },
    )
    expect(seen.size).toBe(15)
  })

  it('is quoted: what stands in the formulas is what was compared, and nothing else', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        for (const explanation of explainAll(lookAt(problem, 0))) {
          const text = textOf(explanation)
          const quoted = new Set(explanation.quoted.map(({ shown }) => shown.replaceAll('−', '')))
          const missing = explanation.quoted.filter(({ shown }) => !text.includes(shown))
          // Indices have no point; every numeral that has one is a number of this moment.
          const foreign = (text.match(/\d+\.\d+(e−?\d+)?/g) ?? []).filter((each) => !quoted.has(each.replace('−', '')))
          if (missing.length + foreign.length > 0)
            throw new Error(`${foreign.join()} in ${text}: ${JSON.stringify(missing)}`)
        }
      }),
      { numRuns: 25, seed: 8 },
    )
  })

  it('agrees with the sum that it stands in: the terms as shown add up to the z as shown', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        for (const { title, lines } of explainAll(lookAt(problem, 0))) {
          const [sum, result] = lines[1] ?? []
          if (!title.startsWith('z and a') || !sum || !result || sum.text.includes('more')) continue
          const terms = sum.text
            .replace('= ', '')
            .split(' + ')
            .map((term) => term.split('·').map((factor) => numberOf(factor.replaceAll(/[()]/g, ''))))
          const total = terms.reduce(
            (total, factors) => total + factors.reduce((product, factor) => product * factor, 1),
            0,
          )
          const size = terms.reduce(
            (size, factors) => size + Math.abs(factors.reduce((product, factor) => product * factor, 1)),
            0,
          )
          const shown = result.text.replace('= ', '')
          expect(Math.abs(total - numberOf(shown))).toBeLessThanOrEqual(2e-3 * size + lastDigit(shown))
        }
      }),
      { numRuns: 25, seed: 9 },
    )
  })
})

describe.each(NOTATIONS)('formulas in the notation %s', { timeout: 60_000 }, (notation) => {
  it('are valid LaTeX, on screen and copied', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        for (const { lines } of explainAll(lookAt(problem, 0), notation)) {
          for (const part of lines.flat()) {
            katex.renderToString(part.latex, {
              macros: { ...SCREEN_MACROS },
              trust: true,
              strict: false,
              throwOnError: true,
            })
            const copied = latexToCopy(part)
            katex.renderToString(copied, { strict: false, throwOnError: true })
            // What every LaTeX knows; typographic quotes and dots are text in any of this century.
            expect(copied).toMatch(/^[\x20-\x7e’…]*$/)
            expect(copied).not.toMatch(/\\(term|deltacolor|htmlClass)/)
          }
        }
      }),
      { numRuns: 4, seed: 10 },
    )
  })
})

it('another notation changes every formula, and no number', () => {
  const subject = lookAt(drawProblem({ network: networkOf(2, 2, 2, 1), cost: 'cross-entropy', l1: 0, l2: 0 }, 3, 5), 1)
  const [ng, wb, pytorch] = NOTATIONS.map((notation) => explainAll(subject, notation))
  if (!ng || !wb || !pytorch) throw new Error('Three notations')
  ng.forEach((explanation, index) => {
    for (const other of [at(wb, index), at(pytorch, index)]) {
      expect(other.quoted).toEqual(explanation.quoted)
      expect(other.sentence).toBe(explanation.sentence)
      if (index > 0 && !explanation.title.startsWith('The cost')) expect(textOf(other)).not.toBe(textOf(explanation))
    }
  })
  expect(textOf(at(pytorch, 16))).toContain('fc1.weight.grad[0, 1] = ')
})

describe('wide layers', () => {
  it('fold: the first terms, how many are left out, the last', () => {
    const problem = drawProblem({ network: networkOf(40, 12, 11), cost: 'cross-entropy', l1: 0, l2: 0 }, 3, 5)
    const all = explainAll(lookAt(problem, 0))
    expect(textOf(at(all, 0)).match(/=/g)).toHaveLength(20)
    expect(at(all, 0).note).toBe('and 30 more inputs')
    expect(textOf(at(all, 1))).toContain('… 36 more …')
    expect(textOf(all.find(({ title }) => title.startsWith('Gradients')) ?? at(all, 0))).toContain(
      '… 36 more weights …',
    )
    expect(textOf(all.find(({ title }) => title.startsWith('The cost')) ?? at(all, 0))).toContain('… 6 more …')
  })
})
