import { describe, expect, it } from 'vitest'
import {
  formula,
  inDeltaColor,
  join,
  latexToCopy,
  literal,
  struckThrough,
  term,
  words,
} from '../../../src/renderer/formula/formula'
import { SYMBOLS } from '../../../src/renderer/formula/notation'
import { backwardSum, fold, forwardSum } from '../../../src/renderer/formula/unit-symbols'
import { networkOf } from '../network/network-of'

describe('a formula', () => {
  it('is written once, and reads as text and as LaTeX', () => {
    expect(formula`${SYMBOLS.ng.z(2, 1)} = ${literal('½')}·(a − y)²`).toEqual({
      text: 'z⁽²⁾₁ = ½·(a − y)²',
      latex: 'z^{(2)}_{1} = \\tfrac12 \\cdot (a - y)^2',
    })
    expect(join([literal('α'), literal('β')], ' ← ').text).toBe('α ← β')
  })

  it('has words that stand upright, with their symbols in mathematics', () => {
    expect(words('weighted sum of δ').latex).toBe('\\text{weighted sum of $\\delta$}')
  })

  it('is struck through where it is discarded', () => {
    expect(struckThrough(literal('δ = 1'))).toEqual({ text: '(δ = 1)', latex: '\\cancel{\\delta  = 1}' })
  })

  it('can be copied into a document that knows nothing of our commands', () => {
    const colored = join(
      [term(0, literal('x')), term(1, literal('y')), term(2, literal('z')), term(6, literal('w'))],
      '+',
    )
    expect(latexToCopy(colored)).toBe(
      '\\textcolor{magenta}{x}+\\textcolor{red}{y}+\\textcolor{cyan}{z}+\\textcolor{magenta}{w}',
    )
    expect(latexToCopy(inDeltaColor(literal('δ')))).toBe('\\textcolor{violet}{\\delta }')
  })
})

describe('a long sum', () => {
  it('folds: first terms, how many are left out, the last one', () => {
    expect(fold([1, 2, 3, 4, 5, 6], 5)).toEqual({ shown: [1, 2, 3, 4, 5, 6], hidden: 0 })
    expect(fold([1, 2, 3, 4, 5, 6, 7], 5)).toEqual({ shown: [1, 2, 3, 4, 7], hidden: 2 })
  })

  it('names the terms of z, the bias first', () => {
    const network = networkOf(2, 2, 2, 1)
    expect(forwardSum(network, SYMBOLS.ng, 3, 0, 5).text).toBe('Θ⁽²⁾₁₀·1 + Θ⁽²⁾₁₁ a⁽²⁾₁ + Θ⁽²⁾₁₂ a⁽²⁾₂')
    expect(forwardSum(network, SYMBOLS.wb, 3, 0, 5).text).toBe('b[2]₁ + W[2]₁₁ a[1]₁ + W[2]₁₂ a[1]₂')
    expect(forwardSum(network, SYMBOLS.pytorch, 2, 1, 5).text).toBe(
      'fc1.bias[1] + fc1.weight[1, 0] * x[0] + fc1.weight[1, 1] * x[1]',
    )
  })

  it('names the terms of a δ: the weights that leave the unit, times the deltas they lead to', () => {
    const network = networkOf(2, 2, 2, 1)
    expect(backwardSum(network, SYMBOLS.ng, 2, 1, 5).text).toBe('Θ⁽²⁾₁₂ δ⁽³⁾₁ + Θ⁽²⁾₂₂ δ⁽³⁾₂')
    expect(backwardSum(networkOf(1, 1, 12), SYMBOLS.ng, 2, 0, 5).text).toBe(
      'Θ⁽²⁾₁₁ δ⁽³⁾₁ + Θ⁽²⁾₂₁ δ⁽³⁾₂ + Θ⁽²⁾₃₁ δ⁽³⁾₃ + Θ⁽²⁾₄₁ δ⁽³⁾₄ + … 7 more … + Θ⁽²⁾₁₂,₁ δ⁽³⁾₁₂',
    )
  })
})
