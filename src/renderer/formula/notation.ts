/**
 * The same quantities by three names: the course's (Θ, a, δ; units from 1, bias 0), W and b, and PyTorch's. Layers and
 * units are given as on screen: layer 1 is the inputs, units count from 1; `layer` of a weight is the one it leads from.
 */
import { messages } from '../../shared/messages'
import { literal, words, type Formula } from './formula'

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
  readonly rules: RuleSymbols
  /** The answers of the network, given its number of layers: a single one, and any of several. */
  answer(layers: number): Formula
  anyAnswer(layers: number): Formula
  readonly soleTarget: Formula
  readonly anyTarget: Formula
  readonly names: Names
}

/** What stands in headings and on switches for any of its kind. */
export interface Names {
  readonly theta: string
  readonly z: string
  readonly a: string
  readonly delta: string
  /** What flows back through an edge. */
  readonly flow: string
  /** Over a batch. */
  readonly gradient: string
  /** Over a part of the data. */
  readonly cost: string
  /** The phase of the walk in which gradients come about. */
  readonly gradients: string
  /** Of a whole layer, as on screen, and of a unit beside its layer's name. */
  deltas(layer: number): string
  unit(unit: number): string
}

/** Names in rules that hold for every weight. */
export interface RuleSymbols {
  readonly theta: Formula
  /** ∂J/∂θ, over whatever the update is made from. */
  readonly gradient: Formula
  /** ∂cost/∂θᵢ, and the aᵢ that the weight comes from. */
  readonly exampleGradient: Formula
  readonly source: Formula
  readonly rate: Formula
  readonly momentum: Formula
  readonly decay: Formula
  readonly beta1: Formula
  readonly beta2: Formula
  readonly epsilon: Formula
  /** What optimizers keep: momentum's v, RMSProp's s, Adam's m and v. */
  readonly velocity: Formula
  readonly meanSquare: Formula
  readonly firstMoment: Formula
  readonly secondMoment: Formula
  /** Adam's, corrected for having begun at 0. */
  readonly correctedFirst: Formula
  readonly correctedSecond: Formula
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

function courseRules(weight: Formula): RuleSymbols {
  return {
    theta: weight,
    gradient: { latex: `\\partial J/\\partial ${weight.latex}`, text: `∂J/∂${weight.text}` },
    exampleGradient: { latex: `\\partial\\mathrm{cost}/\\partial ${weight.latex}_i`, text: `∂cost/∂${weight.text}ᵢ` },
    source: { latex: 'a_i', text: 'aᵢ' },
    rate: literal('α'),
    momentum: literal('μ'),
    decay: { latex: '\\rho ', text: 'ρ' },
    beta1: { latex: '\\beta_1', text: 'β₁' },
    beta2: { latex: '\\beta_2', text: 'β₂' },
    epsilon: { latex: '\\varepsilon ', text: 'ε' },
    velocity: literal('v'),
    meanSquare: literal('s'),
    firstMoment: literal('m'),
    secondMoment: literal('v'),
    correctedFirst: { latex: '\\hat m', text: 'm̂' },
    correctedSecond: { latex: '\\hat v', text: 'v̂' },
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
  rules: courseRules(literal('θ')),
  answer: () => literal('h'),
  anyAnswer: () => ({ latex: 'h_k', text: 'hₖ' }),
  soleTarget: literal('y'),
  anyTarget: { latex: 'y_k', text: 'yₖ' },
  names: {
    ...{ theta: 'θ', z: 'z', a: 'a', delta: 'δ', flow: 'θ·δ', gradient: '∂J/∂θ', cost: 'J(Θ)', gradients: '∂' },
    deltas: (layer) => `δ⁽${raised(layer)}⁾`,
    unit: (unit) => lowered(String(unit)),
  },
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
  // b is a weight too, as far as these rules go.
  rules: courseRules(literal('W')),
  answer: (layers) => ({ latex: `a^{[${layers - 1}]}`, text: `a[${layers - 1}]` }),
  anyAnswer: (layers) => ({ latex: `a^{[${layers - 1}]}_k`, text: `a[${layers - 1}]ₖ` }),
  soleTarget: ng.soleTarget,
  anyTarget: ng.anyTarget,
  names: {
    ...{ theta: 'W', z: 'z', a: 'a', delta: 'δ', flow: 'W·δ', gradient: '∂J/∂W', cost: 'J(W, b)', gradients: '∂' },
    deltas: (layer) => `δ[${layer - 1}]`,
    unit: (unit) => lowered(String(unit)),
  },
}

/** Where a bias is no unit, it has no index. */
function unnamedBiasDelta(): Formula {
  const { text } = words(messages.microscope.biasUnit)
  return { latex: `\\delta_{\\text{${text}}}`, text: `δ ${text}` }
}

function code(text: string): Formula {
  return { latex: `\\texttt{${text.replaceAll('_', '\\_')}}`, text }
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
  rules: {
    theta: code('p'),
    gradient: code('p.grad'),
    exampleGradient: code('p.grad[i]'),
    source: code('a[i]'),
    rate: code('lr'),
    momentum: code('momentum'),
    // As torch.optim.RMSprop has it.
    decay: code('alpha'),
    beta1: code('beta1'),
    beta2: code('beta2'),
    epsilon: code('eps'),
    // As the optimizer's state_dict() has them.
    velocity: code('momentum_buffer'),
    meanSquare: code('square_avg'),
    firstMoment: code('exp_avg'),
    secondMoment: code('exp_avg_sq'),
    correctedFirst: code('m_hat'),
    correctedSecond: code('v_hat'),
  },
  answer: (layers) => code(`a${layers - 1}`),
  anyAnswer: (layers) => code(`a${layers - 1}[k]`),
  soleTarget: code('y'),
  anyTarget: code('y[k]'),
  names: {
    ...{ theta: 'p', z: 'z', a: 'a', delta: 'z.grad', flow: 'p·z.grad', gradient: 'p.grad' },
    ...{ cost: 'loss', gradients: 'grad' },
    deltas: (layer) => `z${layer - 1}.grad`,
    unit: (unit) => `[${unit - 1}]`,
  },
}

export const SYMBOLS: Readonly<Record<Notation, Symbols>> = { ng, wb, pytorch }
