/**
 * Training in float64 on the lecture's gradient, one batch after the other, by the optimizers as PyTorch documents them
 * (torch.optim: SGD, RMSprop, Adam). For reading rather than for speed; no code of the engine.
 */
import type { OptimizerSpec } from '../../src/shared/experiment'
import { at, gradientOver, type Example, type Problem, type Theta } from './lecture'

export interface Course {
  readonly optimizer: OptimizerSpec
  readonly batchSize: number
  /** For each epoch, the order of its examples. */
  readonly orders: readonly (readonly number[])[]
}

/** All θ after the last epoch, flat. */
export function train(problem: Problem, theta: Theta, examples: readonly Example[], course: Course): number[] {
  const { optimizer, batchSize, orders } = course
  let weights = theta.flat(2)
  const update = createUpdate(optimizer, weights.length)
  for (const order of orders) {
    for (let from = 0; from < order.length; from += batchSize) {
      const batch = order.slice(from, from + batchSize).map((example) => at(examples, example))
      weights = update(weights, gradientOver(problem, shapedAs(theta, weights), batch))
    }
  }
  return weights
}

type Update = (weights: readonly number[], gradient: readonly number[]) => number[]

function createUpdate(optimizer: OptimizerSpec, count: number): Update {
  const zeros = (): number[] => Array.from({ length: count }, () => 0)
  const { learningRate } = optimizer
  switch (optimizer.kind) {
    case 'sgd':
      return (weights, gradient) => weights.map((weight, i) => weight - learningRate * (gradient[i] ?? NaN))
    case 'momentum': {
      let v = zeros()
      return (weights, gradient) => {
        v = v.map((before, i) => optimizer.momentum * before + (gradient[i] ?? NaN))
        return weights.map((weight, i) => weight - learningRate * (v[i] ?? NaN))
      }
    }
    case 'rmsprop': {
      let s = zeros()
      return (weights, gradient) => {
        s = s.map((before, i) => optimizer.decay * before + (1 - optimizer.decay) * (gradient[i] ?? NaN) ** 2)
        return weights.map(
          (weight, i) => weight - (learningRate * (gradient[i] ?? NaN)) / (Math.sqrt(s[i] ?? NaN) + optimizer.epsilon),
        )
      }
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = optimizer
      let m = zeros()
      let v = zeros()
      let t = 0
      return (weights, gradient) => {
        t++
        m = m.map((before, i) => beta1 * before + (1 - beta1) * (gradient[i] ?? NaN))
        v = v.map((before, i) => beta2 * before + (1 - beta2) * (gradient[i] ?? NaN) ** 2)
        return weights.map((weight, i) => {
          const corrected = (m[i] ?? NaN) / (1 - beta1 ** t)
          const scale = Math.sqrt((v[i] ?? NaN) / (1 - beta2 ** t)) + epsilon
          return weight - (learningRate * corrected) / scale
        })
      }
    }
  }
}

function shapedAs(theta: Theta, weights: readonly number[]): Theta {
  let next = 0
  return theta.map((block) => block.map((row) => row.map(() => weights[next++] ?? NaN)))
}
