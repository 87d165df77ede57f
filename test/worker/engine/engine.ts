/** The real kernels, and small data to run them on. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Experiment, TrainingSpec } from '../../../src/shared/experiment'
import type { LayerSpec } from '../../../src/shared/network'
import { compileKernels } from '../../../src/worker/engine/kernels-module'
import type { PreparedData } from '../../../src/worker/engine/prepared-data'

export const kernels = await compileKernels(
  readFileSync(join(import.meta.dirname, '../../../src/worker/engine/kernels.wasm')),
)

export type Rows = readonly (readonly number[])[]

export function inlineData(inputs: Rows, targets: Rows): PreparedData {
  return {
    inputs: Float32Array.from(inputs.flat()),
    targets: Float32Array.from(targets.flat()),
    summary: {
      task: 'regression',
      inputNames: [],
      classNames: [],
      trainCount: inputs.length,
      testCount: 0,
      points: null,
      domain: null,
      labels: new Float32Array(inputs.length),
      inputScale: null,
      targetScale: null,
    },
    features: null,
  }
}

export const sgd: TrainingSpec = {
  optimizer: { kind: 'sgd', learningRate: 0.1 },
  batchSize: 10,
  shuffle: false,
  l1: 0,
  l2: 0,
  seed: 1,
}

/** A network of these layers with the cost that fits its output. */
export function settings(
  inputs: number,
  layers: readonly LayerSpec[],
  training: Partial<TrainingSpec> = {},
): Pick<Experiment, 'network' | 'cost' | 'training'> {
  const output = layers.at(-1)?.activation
  const cost = output === 'sigmoid' || output === 'softmax' ? 'cross-entropy' : 'squared-error'
  return { network: { inputs, layers }, cost, training: { ...sgd, ...training } }
}

export function inOrder(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => index)
}

/** ‖ours − theirs‖ / max(‖theirs‖, 1e-3) */
export function relativeError(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return NaN
  let difference = 0
  let norm = 0
  for (let index = 0; index < theirs.length; index++) {
    difference += (Number(ours[index]) - Number(theirs[index])) ** 2
    norm += Number(theirs[index]) ** 2
  }
  return Math.sqrt(difference) / Math.max(Math.sqrt(norm), 1e-3)
}
