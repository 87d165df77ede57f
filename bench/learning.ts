/**
 * Whether a contender really trains what it says. It starts at the same weights as the engine and sees the same
 * examples in the same order; then both must give the same answers, up to what float32 rounds away.
 */

import type { Kernels } from '../src/worker/engine/kernels-module'
import { newModel, orderOf } from './contenders/delta-lab'
import { dataOf, thetaOf, type Workload } from './workloads'
import type { Opponent } from './opponent'

export type Learning =
  | { readonly kind: 'same'; readonly largestDifference: number }
  | { readonly kind: 'learns'; readonly costBefore: number; readonly costAfter: number }
  | { readonly kind: 'broken'; readonly reason: string }

const TOLERANCE = 1e-3
/** Of the cost before, where there is nothing to compare with. */
const LEARNED = 0.9

export async function checkLearning(kernels: Kernels, workload: Workload, opponent: Opponent): Promise<Learning> {
  const answers = await opponent.train(workload.checkedAfter)
  const start = newModel(kernels, workload)
  const costBefore = squaredError(start.outputs(0, workload.examples), workload)
  const costAfter = squaredError(answers, workload)
  if (!(costAfter < LEARNED * costBefore)) {
    return { kind: 'broken', reason: `the squared error goes from ${costBefore} to ${costAfter}` }
  }
  if (!opponent.equivalent) return { kind: 'learns', costBefore, costAfter }
  const { cost, batchSize } = opponent.equivalent
  const ours = answersOf(kernels, { ...workload, cost, batchSize })
  const largestDifference = Math.max(...ours.map((h, i) => Math.abs(h - (answers[i] ?? NaN))))
  if (largestDifference <= TOLERANCE) return { kind: 'same', largestDifference }
  return { kind: 'broken', reason: `its answers differ from the engine’s by ${largestDifference}` }
}

function answersOf(kernels: Kernels, workload: Workload): Float32Array {
  const { examples, checkedAfter } = workload
  const model = newModel(kernels, workload)
  model.theta().set(thetaOf(workload))
  for (let done = 0; done < checkedAfter; done += examples) {
    model.train(orderOf(examples), 0, Math.min(examples, checkedAfter - done))
  }
  return model.outputs(0, examples)
}

/** Mean over examples and outputs: asked of all alike, whatever cost each of them minimises. */
function squaredError(answers: ArrayLike<number>, workload: Workload): number {
  const { targets } = dataOf(workload)
  return targets.reduce((sum, y, i) => sum + ((answers[i] ?? NaN) - y) ** 2, 0) / targets.length
}
