/** What takes part: one training program, ready to train one workload. */
import type { Cost } from '../src/shared/network'
import type { Workload, WorkloadData } from './workloads'

/** Names of the modules in contenders/, ours first. */
export const CONTENDERS = [
  'delta-lab',
  'synaptic',
  'playground',
  'convnetjs',
  'brain',
  'tensorflow-cpu',
  'tensorflow-wasm',
  'pytorch',
] as const
export type ContenderName = (typeof CONTENDERS)[number]

export const TITLES: Readonly<Record<ContenderName, string>> = {
  'delta-lab': 'Delta Lab',
  synaptic: 'synaptic',
  playground: 'Playground’s algorithm',
  convnetjs: 'ConvNetJS',
  brain: 'brain.js',
  'tensorflow-cpu': 'TF.js cpu',
  'tensorflow-wasm': 'TF.js wasm',
  pytorch: 'PyTorch cpu',
}

/** The same training in our terms, so that the engine can do it too and both answers be compared. */
export interface Equivalent {
  readonly cost: Cost
  readonly batchSize: number
}

export interface Contestant {
  /** `null`: its gradient is of no cost that the engine has; then it only has to learn. */
  readonly equivalent: Equivalent | null
  /** Trains on the examples [first, first + count), count whole batches or up to the last example. */
  train(first: number, count: number): void
  /** Its answers to all examples. [examples, outputs] */
  outputs(): ArrayLike<number>
}

export interface Contender {
  /** A text says why it doesn't take part. Throws where the package is missing. */
  prepare(workload: Workload, data: WorkloadData, theta: Float32Array): Promise<Contestant | string>
}
