import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { NOTATIONS, SYMBOLS, type Notation, type Symbols } from '../../../src/renderer/formula/notation'
import type { Formula } from '../../../src/renderer/formula/formula'

type Named = readonly [what: string, name: (symbols: Symbols) => Formula, names: Readonly<Record<Notation, string>>]

const TABLE: readonly Named[] = [
  ['θ', ({ theta }) => theta(1, 2, 1), { ng: 'Θ⁽¹⁾₂₁', wb: 'W[1]₂₁', pytorch: 'fc1.weight[1, 0]' }],
  ['θ of the bias unit', ({ theta }) => theta(2, 1, 0), { ng: 'Θ⁽²⁾₁₀', wb: 'b[2]₁', pytorch: 'fc2.bias[0]' }],
  [
    'θ in a wide layer',
    ({ theta }) => theta(1, 2, 64),
    { ng: 'Θ⁽¹⁾₂,₆₄', wb: 'W[1]₂,₆₄', pytorch: 'fc1.weight[1, 63]' },
  ],
  ['z', ({ z }) => z(3, 2), { ng: 'z⁽³⁾₂', wb: 'z[2]₂', pytorch: 'z2[1]' }],
  ['an input', ({ a }) => a(1, 2), { ng: 'a⁽¹⁾₂', wb: 'x₂', pytorch: 'x[1]' }],
  ['a', ({ a }) => a(4, 1), { ng: 'a⁽⁴⁾₁', wb: 'a[3]₁', pytorch: 'a3[0]' }],
  ['δ', ({ delta }) => delta(2, 2), { ng: 'δ⁽²⁾₂', wb: 'δ[1]₂', pytorch: 'z1.grad[1]' }],
  [
    'the gradient of θ',
    ({ gradient }) => gradient(1, 1, 2),
    { ng: '∂cost/∂Θ⁽¹⁾₁₂', wb: '∂cost/∂W[1]₁₂', pytorch: 'fc1.weight.grad[0, 1]' },
  ],
  [
    'the gradient of a bias',
    ({ gradient }) => gradient(3, 1, 0),
    { ng: '∂cost/∂Θ⁽³⁾₁₀', wb: '∂cost/∂b[3]₁', pytorch: 'fc3.bias.grad[0]' },
  ],
  ['a target', ({ target }) => target(1), { ng: 'y₁', wb: 'y₁', pytorch: 'y[0]' }],
  ['the cost', ({ cost }) => cost, { ng: 'cost(i)', wb: 'cost(i)', pytorch: 'loss' }],
]

describe.each(NOTATIONS)('in the notation %s', (notation) => {
  it.each(TABLE)('%s has its name, and valid LaTeX', (_, name, names) => {
    const { text, latex } = name(SYMBOLS[notation])
    expect(text).toBe(names[notation])
    expect(katex.renderToString(latex, { throwOnError: true, strict: 'error' })).toContain('katex')
  })
})
