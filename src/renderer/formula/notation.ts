/**
 * The same quantities by three names: the course's (Θ, a, δ; units from 1, bias 0), W and b, and PyTorch's. Layers and
 * units are given as on screen: layer 1 is the inputs, units count from 1; `layer` of a weight is the one it leads from.
 */
import { messages } from '../../shared/messages'
import { words, type Formula } from './formula'

export const NOTATIONS = ['ng', 'wb', 'pytorch'] as const
export type Notation = (typeof NOTATIONS)[number]

export interface Symbols {
  /** Column 0 is the weight of the bias unit. */
  theta(layer: number, row: number, column: number): Formula
  z(layer: number, unit: number): Formula
  a(layer: number, unit: number): Formula
  delta(layer: number, unit: number): Formula
  /** What one may compute for the bias unit. */
  biasDelta(layer: number): Formula
  /** ∂cost(i)/∂θ */
  gradient(layer: number, row: number, column: number): Formula
  target(unit: number): Formula
  readonly cost: Formula
  /** Between two names that are multiplied. */
  readonly times: Formula
  /** What the weight of a bias unit is multiplied by, where that is written at all. */
  readonly biasFactor: Formula | null
}

/** Letters that stand beside one another are multiplied. */
const BESIDE: Formula = { latex: ' ', text: ' ' }

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉'
const raised = (value: number): string =>
  String(value).replaceAll(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit)
const lowered = (value: string): string => value.replaceAll(/\d/g, (digit) => SUBSCRIPTS[Number(digit)] ?? digit)

/** 21 while each index has one digit; 2,64 from there on. */
function indices(...each: readonly number[]): string {
  return each.join(each.some((index) => index > 9) ? ',' : '')
}

function courseSymbol(letter: string, latexLetter: string, layer: number, index: string): Formula {
  return {
    latex: `${latexLetter}^{(${layer})}_{${index}}`,
    text: `${letter}⁽${raised(layer)}⁾${lowered(index)}`,
  }
}

const ng: Symbols = {
  theta: (layer, row, column) => courseSymbol('Θ', '\\Theta', layer, indices(row, column)),
  z: (layer, unit) => courseSymbol('z', 'z', layer, indices(unit)),
  a: (layer, unit) => courseSymbol('a', 'a', layer, indices(unit)),
  delta: (layer, unit) => courseSymbol('δ', '\\delta', layer, indices(unit)),
  biasDelta: (layer) => courseSymbol('δ', '\\delta', layer, '0'),
  gradient(layer, row, column) {
    const { latex, text } = ng.theta(layer, row, column)
    return { latex: `\\partial\\mathrm{cost}/\\partial ${latex}`, text: `∂cost/∂${text}` }
  },
  target: (unit) => ({ latex: `y_{${unit}}`, text: `y${lowered(String(unit))}` }),
  cost: { latex: '\\mathrm{cost}(i)', text: 'cost(i)' },
  times: BESIDE,
  biasFactor: { latex: '\\cdot 1', text: '·1' },
}

/** Layers count from the first one that computes; the inputs are a[0] = x. */
function bracketSymbol(letter: string, latexLetter: string, layer: number, index: string): Formula {
  return { latex: `${latexLetter}^{[${layer}]}_{${index}}`, text: `${letter}[${layer}]${lowered(index)}` }
}

const wb: Symbols = {
  theta: (layer, row, column) =>
    column === 0 ? bracketSymbol('b', 'b', layer, indices(row)) : bracketSymbol('W', 'W', layer, indices(row, column)),
  z: (layer, unit) => bracketSymbol('z', 'z', layer - 1, indices(unit)),
  a: (layer, unit) =>
    layer === 1
      ? { latex: `x_{${unit}}`, text: `x${lowered(String(unit))}` }
      : bracketSymbol('a', 'a', layer - 1, indices(unit)),
  delta: (layer, unit) => bracketSymbol('δ', '\\delta', layer - 1, indices(unit)),
  biasDelta: unnamedBiasDelta,
  gradient(layer, row, column) {
    const { latex, text } = wb.theta(layer, row, column)
    return { latex: `\\partial\\mathrm{cost}/\\partial ${latex}`, text: `∂cost/∂${text}` }
  },
  target: ng.target,
  cost: ng.cost,
  times: BESIDE,
  biasFactor: null,
}

/** Where a bias is no unit, it has no index. */
function unnamedBiasDelta(): Formula {
  const { text } = words(messages.microscope.biasUnit)
  return { latex: `\\delta_{\\text{${text}}}`, text: `δ ${text}` }
}

function code(text: string): Formula {
  return { latex: `\\texttt{${text}}`, text }
}

/** As a script would write it: z1 = fc1(x), a1 = g(z1), z2 = fc2(a1), …; everything counts from 0 but the layers. */
const pytorch: Symbols = {
  theta: (layer, row, column) =>
    code(column === 0 ? `fc${layer}.bias[${row - 1}]` : `fc${layer}.weight[${row - 1}, ${column - 1}]`),
  z: (layer, unit) => code(`z${layer - 1}[${unit - 1}]`),
  a: (layer, unit) => code(layer === 1 ? `x[${unit - 1}]` : `a${layer - 1}[${unit - 1}]`),
  delta: (layer, unit) => code(`z${layer - 1}.grad[${unit - 1}]`),
  biasDelta: unnamedBiasDelta,
  gradient: (layer, row, column) =>
    code(column === 0 ? `fc${layer}.bias.grad[${row - 1}]` : `fc${layer}.weight.grad[${row - 1}, ${column - 1}]`),
  target: (unit) => code(`y[${unit - 1}]`),
  cost: code('loss'),
  times: { latex: ' \\cdot ', text: ' * ' },
  biasFactor: null,
}

export const SYMBOLS: Readonly<Record<Notation, Symbols>> = { ng, wb, pytorch }
