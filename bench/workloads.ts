/**
 * What is trained: five networks from the lecture's own to one for digits of 28 × 28 pixels. Data are drawn, since only
 * their shape counts for speed; they can be learned, so that learning can be checked.
 */
import type { Cost, LayerSpec, NetworkSpec } from '../src/shared/network'
import { initialTheta } from '../src/worker/engine/initialization'
import { createRandom } from '../src/shared/rng'

export interface Workload {
  readonly name: string
  readonly network: NetworkSpec
  readonly cost: Cost
  readonly batchSize: number
  /** Of plain gradient descent. */
  readonly learningRate: number
  readonly examples: number
  /** Examples trained before the contenders' answers are compared. */
  readonly checkedAfter: number
  /** How many times the fastest peer the engine is meant to reach. */
  readonly goal: number
}

export interface WorkloadData {
  readonly inputs: Float32Array // [examples, inputs]
  readonly targets: Float32Array // [examples, outputs]
}

/** [2, 4, 1] with tanh: 2 inputs, 4 tanh units, 1 tanh unit. */
export function layered(
  units: readonly number[],
  activation: LayerSpec['activation'],
  output: LayerSpec['activation'] = activation,
): NetworkSpec {
  const [inputs = 0, ...computed] = units
  const last = computed.length - 1
  return {
    inputs,
    layers: computed.map((count, l) => ({ units: count, activation: l === last ? output : activation })),
  }
}

export const WORKLOADS: readonly Workload[] = [
  {
    name: 'lecture',
    network: layered([2, 2, 2, 1], 'sigmoid'),
    cost: 'cross-entropy',
    batchSize: 1,
    learningRate: 0.1,
    examples: 250,
    checkedAfter: 2500,
    goal: 3,
  },
  {
    name: 'playground',
    network: layered([2, 4, 2, 1], 'tanh'),
    cost: 'squared-error',
    batchSize: 10,
    learningRate: 0.03,
    examples: 250,
    checkedAfter: 2500,
    goal: 4,
  },
  {
    name: 'deep',
    network: layered([2, 8, 8, 8, 1], 'tanh'),
    cost: 'squared-error',
    batchSize: 10,
    learningRate: 0.03,
    examples: 250,
    checkedAfter: 2500,
    goal: 8,
  },
  {
    name: 'digits',
    network: layered([400, 25, 10], 'sigmoid'),
    cost: 'cross-entropy',
    batchSize: 32,
    learningRate: 0.1,
    examples: 1280,
    checkedAfter: 1280,
    goal: 4,
  },
  {
    name: 'mnist',
    network: layered([784, 128, 64, 10], 'relu', 'softmax'),
    cost: 'cross-entropy',
    batchSize: 64,
    learningRate: 0.05,
    examples: 1280,
    checkedAfter: 640,
    goal: 1.2,
  },
]

/** 2-4-2-1 */
export function shapeOf({ inputs, layers }: NetworkSpec): string {
  return [inputs, ...layers.map(({ units }) => units)].join('-')
}

export function outputsOf({ layers }: NetworkSpec): number {
  return layers.at(-1)?.units ?? 0
}

/** A cloud of points around one centre for each class. One output tells two classes apart, more are one a class. */
export function dataOf({ network, examples }: Pick<Workload, 'network' | 'examples'>): WorkloadData {
  const random = createRandom(1)
  const outputs = outputsOf(network)
  const classes = outputs === 1 ? 2 : outputs
  const low = network.layers.at(-1)?.activation === 'tanh' ? -1 : 0
  // Pixels lie between 0 and 1; the plane's two coordinates around 0.
  const centres = Array.from({ length: classes * network.inputs }, () =>
    network.inputs > 2 ? random.uniform() : 2 * random.uniform() - 1,
  )
  const inputs = new Float32Array(examples * network.inputs)
  const targets = new Float32Array(examples * outputs).fill(low)
  for (let example = 0; example < examples; example++) {
    const kind = random.below(classes)
    for (let i = 0; i < network.inputs; i++) {
      inputs[example * network.inputs + i] = (centres[kind * network.inputs + i] ?? 0) + 0.3 * random.normal()
    }
    if (outputs > 1 || kind === 1) targets[example * outputs + (outputs > 1 ? kind : 0)] = 1
  }
  return { inputs, targets }
}

/** Where every contender starts. In the flat order of `thetaBlocks`. */
export function thetaOf({ network }: Pick<Workload, 'network'>): Float32Array {
  return initialTheta(network, { kind: 'xavier-uniform' }, undefined, 1)
}
