/**
 * Forward and backward propagation written straight from the lecture's formulas: float64, one example and one unit at a
 * time, for reading rather than for speed. It shares no code with the engine, so that the two can be compared.
 *
 * The formulas in which mistakes are commonly made stand in `Rules`, each by itself, so that a test can plant a fault.
 */
import type { Activation, Cost, NetworkSpec } from '../../src/shared/network'

/** Θ⁽¹⁾ … Θ⁽ᴸ⁻¹⁾; theta[l][j][i] leads from unit i of layer l + 1 (0: the bias unit) to unit j + 1 of layer l + 2. */
export type Theta = readonly (readonly (readonly number[])[])[]

export interface Problem {
  readonly network: NetworkSpec
  readonly cost: Cost
  readonly l1: number
  readonly l2: number
}

export interface Example {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

export interface Passed {
  readonly cost: number
  readonly a: number[][] // layers 1 … L, without bias units
  readonly z: number[][] // layers 2 … L
  readonly delta: number[][] // layers 2 … L
  readonly gradient: number[][][] // as theta
}

export interface Rules {
  /** g′(z), with a = g(z) */
  slope(activation: Activation, z: number, a: number): number
  /** ∂cost(i)/∂h·g′(z), or its short form for cross-entropy */
  outputDelta(cost: Cost, h: number, y: number, slope: number): number
  /** Σₖ Θₖⱼδₖ over the units k of the next layer; j counts from 1, since 0 is the bias unit. */
  sumOfDeltas(theta: readonly (readonly number[])[], deltaAfter: readonly number[], j: number): number
  hiddenDelta(sum: number, slope: number): number
  /** ∂cost(i)/∂Θⱼᵢ, i = 0 for the bias unit */
  weightGradient(delta: number, a: number, i: number): number
  /** ∂/∂θ of the penalty */
  penaltySlope(problem: Problem, weight: number, i: number): number
  /** The sum over the examples, as it enters J */
  average(sum: number, examples: number): number
}

export const lectureRules: Rules = {
  slope(activation, z, a) {
    switch (activation) {
      case 'sigmoid':
        return a * (1 - a)
      case 'tanh':
        return 1 - a * a
      case 'relu':
        return z > 0 ? 1 : 0
      case 'leaky-relu':
        return z > 0 ? 1 : 0.01
      case 'linear':
        return 1
      case 'softmax':
        return NaN // no unit of its own: only ever together with cross-entropy
    }
  },
  outputDelta: (cost, h, y, slope) => (cost === 'cross-entropy' ? h - y : (h - y) * slope),
  sumOfDeltas: (theta, deltaAfter, j) => total(deltaAfter.map((delta, k) => delta * at(at(theta, k), j))),
  hiddenDelta: (sum, slope) => sum * slope,
  weightGradient: (delta, a) => delta * a,
  penaltySlope: ({ l1, l2 }, weight, i) => (i === 0 ? 0 : l2 * weight + l1 * Math.sign(weight)),
  average: (sum, examples) => sum / examples,
}

function activate(activation: Activation, z: readonly number[]): number[] {
  switch (activation) {
    case 'sigmoid':
      return z.map((value) => 1 / (1 + Math.exp(-value)))
    case 'tanh':
      return z.map(Math.tanh)
    case 'relu':
      return z.map((value) => Math.max(0, value))
    case 'leaky-relu':
      return z.map((value) => (value > 0 ? value : 0.01 * value))
    case 'linear':
      return [...z]
    case 'softmax': {
      const largest = Math.max(...z)
      const powers = z.map((value) => Math.exp(value - largest))
      return powers.map((power) => power / total(powers))
    }
  }
}

/** cost(i), from z where the logarithm of h would lose digits. */
function costOf({ network, cost }: Problem, z: readonly number[], h: readonly number[], y: readonly number[]): number {
  if (cost === 'squared-error') return 0.5 * total(h.map((answer, k) => (answer - at(y, k)) ** 2))
  if (at(network.layers, -1).activation === 'softmax') {
    const largest = Math.max(...z)
    const logSum = largest + Math.log(total(z.map((value) => Math.exp(value - largest))))
    return total(z.map((value, k) => at(y, k) * (logSum - value)))
  }
  // −y ln h − (1 − y) ln(1 − h) with −ln h = ln(1 + e^−z) and −ln(1 − h) = ln(1 + e^z)
  return total(z.map((value, k) => at(y, k) * softplus(-value) + (1 - at(y, k)) * softplus(value)))
}

function softplus(value: number): number {
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)))
}

export function forward({ network }: Problem, theta: Theta, x: readonly number[]): { a: number[][]; z: number[][] } {
  const a = [[...x]]
  const z: number[][] = []
  network.layers.forEach(({ activation }, l) => {
    const before = [1, ...at(a, l)]
    const zOfLayer = at(theta, l).map((row) => total(row.map((weight, i) => weight * at(before, i))))
    z.push(zOfLayer)
    a.push(activate(activation, zOfLayer))
  })
  return { a, z }
}

export function pass(problem: Problem, theta: Theta, example: Example, rules: Rules = lectureRules): Passed {
  const { layers } = problem.network
  const { a, z } = forward(problem, theta, example.x)
  const slopes = layers.map(({ activation }, l) =>
    at(z, l).map((value, j) => rules.slope(activation, value, at(at(a, l + 1), j))),
  )

  const delta: number[][] = layers.map(() => [])
  const last = layers.length - 1
  delta[last] = at(a, -1).map((h, k) => rules.outputDelta(problem.cost, h, at(example.y, k), at(at(slopes, last), k)))
  for (let l = last - 1; l >= 0; l--) {
    delta[l] = at(slopes, l).map((slope, index) =>
      rules.hiddenDelta(rules.sumOfDeltas(at(theta, l + 1), at(delta, l + 1), index + 1), slope),
    )
  }

  const gradient = theta.map((block, l) =>
    block.map((row, j) => row.map((_, i) => rules.weightGradient(at(at(delta, l), j), at([1, ...at(a, l)], i), i))),
  )
  return { cost: costOf(problem, at(z, -1), at(a, -1), example.y), a, z, delta, gradient }
}

/** J(Θ) alone. */
export function costOver(problem: Problem, theta: Theta, examples: readonly Example[]): number {
  const costs = examples.map(({ x, y }) => {
    const { a, z } = forward(problem, theta, x)
    return costOf(problem, at(z, -1), at(a, -1), y)
  })
  const weights = theta.flat().flatMap((row) => row.slice(1))
  const squares = total(weights.map((weight) => weight * weight))
  const magnitudes = total(weights.map(Math.abs))
  return total(costs) / examples.length + (problem.l2 / 2) * squares + problem.l1 * magnitudes
}

/** ∂J/∂Θ, flat, row after row. */
export function gradientOver(
  problem: Problem,
  theta: Theta,
  examples: readonly Example[],
  rules: Rules = lectureRules,
): number[] {
  const gradients = examples.map((example) => pass(problem, theta, example, rules).gradient)
  return theta.flatMap((block, l) =>
    block.flatMap((row, j) =>
      row.map((weight, i) => {
        const sum = total(gradients.map((gradient) => at(at(at(gradient, l), j), i)))
        return rules.average(sum, examples.length) + rules.penaltySlope(problem, weight, i)
      }),
    ),
  )
}

/** ∂J/∂Θ without backpropagation: (J(θ + h) − J(θ − h)) / 2h for each weight. Flat, row after row. */
export function centralDifferences(problem: Problem, theta: Theta, examples: readonly Example[], h = 1e-5): number[] {
  const costWith = (l: number, j: number, i: number, change: number): number =>
    costOver(
      problem,
      theta.map((block, m) =>
        m !== l ? block : block.map((row, k) => (k !== j ? row : row.map((w, n) => (n === i ? w + change : w)))),
      ),
      examples,
    )
  return theta.flatMap((block, l) =>
    block.flatMap((row, j) => row.map((_, i) => (costWith(l, j, i, h) - costWith(l, j, i, -h)) / (2 * h))),
  )
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

export function at<T>(list: readonly T[], index: number): T {
  const value = list.at(index)
  if (value === undefined) throw new RangeError(`Nothing at ${index}`)
  return value
}
