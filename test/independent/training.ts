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

/** What an optimizer keeps of one weight; unused ones stay 0. Of RMSProp's s, `v` has the place. */
export interface Kept {
  readonly m: number
  readonly v: number
}

/** Update number `t`, from 1, of one weight. */
export function updateOne(
  optimizer: OptimizerSpec,
  weight: number,
  gradient: number,
  kept: Kept,
  t: number,
): { readonly weight: number; readonly kept: Kept } {
  const { learningRate } = optimizer
  switch (optimizer.kind) {
    case 'sgd':
      return { weight: weight - learningRate * gradient, kept }
    case 'momentum': {
      const v = optimizer.momentum * kept.v + gradient
      return { weight: weight - learningRate * v, kept: { m: 0, v } }
    }
    case 'rmsprop': {
      const s = optimizer.decay * kept.v + (1 - optimizer.decay) * gradient ** 2
      return {
        weight: weight - (learningRate * gradient) / (Math.sqrt(s) + optimizer.epsilon),
        kept: { m: 0, v: s },
      }
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = optimizer
      const m = beta1 * kept.m + (1 - beta1) * gradient
      const v = beta2 * kept.v + (1 - beta2) * gradient ** 2
      const corrected = m / (1 - beta1 ** t)
      const scale = Math.sqrt(v / (1 - beta2 ** t)) + epsilon
      return { weight: weight - (learningRate * corrected) / scale, kept: { m, v } }
    }
  }
}

function createUpdate(optimizer: OptimizerSpec, count: number): Update {
  let kept: readonly Kept[] = Array.from({ length: count }, () => ({ m: 0, v: 0 }))
  let t = 0
  return (weights, gradient) => {
    t++
    const updated = weights.map((weight, i) => updateOne(optimizer, weight, at(gradient, i), at(kept, i), t))
    kept = updated.map((each) => each.kept)
    return updated.map(({ weight }) => weight)
  }
}

function shapedAs(theta: Theta, weights: readonly number[]): Theta {
  let next = 0
  return theta.map((block) => block.map((row) => row.map(() => weights[next++] ?? NaN)))
}
