/** Every number that any step shows, on random networks, against the lecture's formulas in float64. */
import fc from 'fast-check'
import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { SCREEN_MACROS, latexToCopy } from '../../../src/renderer/formula/formula'
import { NOTATIONS } from '../../../src/renderer/formula/notation'
import type { OptimizerSpec } from '../../../src/shared/experiment'
import type { Explanation, QuotedQuantity } from '../../../src/renderer/microscope/explanation'
import { at, gradientOver, lectureRules, pass } from '../../independent/lecture'
import { drawProblem, nearKink, randomProblem, type RandomProblem } from '../../independent/random-problem'
import { updateOne, type Kept } from '../../independent/training'
import { OPTIMIZERS } from '../../worker/node-trainer'
import { experimentOf } from '../network/model-snapshot'
import { networkOf } from '../network/network-of'
import { explainAll, isLoadable, lookAt } from './look-at'

const problems = randomProblem.filter((problem) => isLoadable(problem) && !nearKink(problem, 1e-3))

/** Some roundings of float32, of the largest number that takes part. */
const FLOAT32 = 5e-7

/** Where the run's optimizer stands: what it keeps, [slots, parameters], and the number of its next update. */
interface Underway {
  readonly optimizer: OptimizerSpec
  readonly state: readonly number[]
  readonly t: number
}
const AT_START: Underway = { optimizer: { kind: 'sgd', learningRate: 0.1 }, state: [], t: 1 }

/** The answer of float64, and how large the numbers are that it is computed from: what float32 rounds. */
function expected(
  problem: RandomProblem,
  example: number,
  { optimizer, state, t }: Underway = AT_START,
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
  const isAdam = optimizer.kind === 'adam'
  /** RMSProp's and momentum's one slot is called v in `Kept`. */
  const keptBefore = (weight: number): Kept =>
    isAdam
      ? { m: at(state, weight), v: at(state, weights.length + weight) }
      : { m: 0, v: state.length > 0 ? at(state, weight) : 0 }
  /** A quotient of two small numbers may hang on the gradient’s last bits: what they can do to it is allowed. */
  const updated = (weight: number, read: (after: ReturnType<typeof updateOne>) => number) => {
    const [own, gradient] = [at(weights, weight), at(penalised, weight)]
    const rounding = FLOAT32 * backward * heavy * forward
    const [value = NaN, low = NaN, high = NaN] = [gradient, gradient - rounding, gradient + rounding].map((each) =>
      read(updateOne(optimizer, own, each, keptBefore(weight), t)),
    )
    const spread = Math.max(Math.abs(value - low), Math.abs(value - high))
    return { value, scale: Math.max(Math.abs(value), Math.abs(own) * 0.5, spread / FLOAT32) }
  }
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
        return updated(quantity.weight, ({ weight }) => weight)
      case 'state': {
        const { m, v } = keptBefore(quantity.weight)
        return { value: isAdam && quantity.slot === 0 ? m : v, scale: 0 }
      }
      case 'updatedState':
        return updated(quantity.weight, ({ kept }) => (isAdam && quantity.slot === 0 ? kept.m : kept.v))
      case 'correctedState':
        return updated(quantity.weight, ({ kept }) => {
          if (optimizer.kind !== 'adam') throw new Error('Only Adam corrects')
          return quantity.slot === 0 ? kept.m / (1 - optimizer.beta1 ** t) : kept.v / (1 - optimizer.beta2 ** t)
        })
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
      case 'setting':
        return { value: Number(Object.entries(optimizer).find(([name]) => name === quantity.name)?.[1]), scale: 0 }
    }
  }
}

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

/** Throws where a number on show isn't float64's, to its digits. Returns the kinds that were seen. */
function compare(explanations: readonly Explanation[], expectedOf: ReturnType<typeof expected>): Set<string> {
  const seen = new Set<string>()
  for (const { quoted } of explanations) {
    for (const { quantity, shown, value } of quoted) {
      const right = expectedOf(quantity)
      const allowed = lastDigit(shown) + FLOAT32 * Math.max(right.scale, Math.abs(right.value))
      if (!(Math.abs(numberOf(shown) - right.value) <= allowed)) {
        throw new Error(`${JSON.stringify(quantity)} shows ${shown} (${value}): float64 says ${right.value}`)
      }
      seen.add(quantity.kind)
    }
  }
  return seen
}

describe('every number on show', { timeout: 60_000 }, () => {
  it('agrees with float64 to the digits shown', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(problems, fc.nat(), (problem, chosen) => {
        const example = chosen % problem.examples.length
        for (const kind of compare(explainAll(lookAt(problem, example)), expected(problem, example))) seen.add(kind)
      }),
      { numRuns: 150, seed: 7 },
    )
    expect(seen.size).toBe(15)
  })

  it.each(OPTIMIZERS)('of an update by $kind in the midst of a run is its arithmetic in float64', (optimizer) => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(problems, fc.integer({ min: 0, max: 4 }), (start, batches) => {
        const training = { ...experimentOf(start).training, optimizer }
        const subject = lookAt(start, 0, { training }, batches)
        const { look } = subject
        const flat = [...look.theta]
        const problem = {
          ...start,
          theta: start.theta.map((block) => block.map((row) => row.map(() => flat.shift() ?? NaN))),
        }
        fc.pre(!nearKink(problem, 1e-3))
        const underway = { optimizer, state: [...look.optimizerState], t: batches + 1 }
        expect(look.updateNumber).toBe(batches + 1)
        const updates = explainAll(subject).filter(({ title }) => title.startsWith('Update'))
        for (const kind of compare(updates, expected(problem, 0, underway))) seen.add(kind)
      }),
      { numRuns: 60, seed: 12 },
    )
    const kept = optimizer.kind === 'sgd' ? [] : ['state', 'updatedState']
    const corrected = optimizer.kind === 'adam' ? ['correctedState'] : []
    expect([...seen].toSorted()).toEqual(['penalised', 'setting', 'theta', 'updated', ...kept, ...corrected].toSorted())
  })

  it('is quoted: what stands in the formulas is what was compared, and nothing else', () => {
    fc.assert(
      fc.property(problems, fc.constantFrom(...OPTIMIZERS), (problem, optimizer) => {
        const training = { ...experimentOf(problem).training, optimizer }
        for (const explanation of explainAll(lookAt(problem, 0, { training }, 2))) {
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
      fc.property(problems, fc.constantFrom(...OPTIMIZERS), (problem, optimizer) => {
        const training = { ...experimentOf(problem).training, optimizer }
        for (const { lines } of explainAll(lookAt(problem, 0, { training }), notation)) {
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
      { numRuns: 8, seed: 10 },
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
      if (index > 0) expect(textOf(other)).not.toBe(textOf(explanation))
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
