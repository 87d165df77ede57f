/** How fast the engine is as networks grow wider and deeper, and batches larger. */
import type { Kernels } from '../src/worker/engine/kernels-module'
import { newModel, orderOf } from './contenders/delta-lab'
import { operationsPerExample } from './flops'
import { median } from './median'
import type { Pace } from './race'
import { layered, shapeOf, type Workload } from './workloads'

export interface ScalingPoint {
  readonly size: number
  readonly shape: string
  readonly batchSize: number
  readonly samplesPerSecond: number
  /** Floating-point operations per second, products alone. */
  readonly operationsPerSecond: number
}

export interface ScalingCurve {
  readonly title: string
  /** What grows along the curve. */
  readonly quantity: string
  readonly points: readonly ScalingPoint[]
}

type Shape = Pick<Workload, 'network' | 'batchSize'>

const CURVES: readonly { title: string; quantity: string; sizes: readonly number[]; at(size: number): Shape }[] = [
  {
    title: 'Width: 64-w-w-10 relu, batch 32',
    quantity: 'units in each hidden layer',
    sizes: [2, 4, 8, 16, 32, 64, 128, 256, 512],
    at: (width) => ({ network: layered([64, width, width, 10], 'relu', 'softmax'), batchSize: 32 }),
  },
  {
    title: 'Depth: hidden layers of 8 tanh units, batch 10',
    quantity: 'hidden layers',
    sizes: [1, 2, 4, 8, 16, 32],
    at: (depth) => {
      const units = [2, ...Array.from({ length: depth }, () => 8), 1]
      return { network: layered(units, 'tanh'), batchSize: 10 }
    },
  },
  {
    title: 'Batch: 2-8-8-1 tanh',
    quantity: 'examples in a batch',
    sizes: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    at: (batchSize) => ({ network: layered([2, 8, 8, 1], 'tanh'), batchSize }),
  },
]

export function measureScaling(kernels: Kernels, pace: Pace): ScalingCurve[] {
  return CURVES.map(({ title, quantity, sizes, at }) => {
    const points = sizes.map((size) => ({ size, ...at(size) }))
    const runs = points.map(({ network, batchSize }) => createRun(kernels, network, batchSize))
    const speeds = runs.map((): number[] => [])
    for (let turn = -1; turn < pace.rounds; turn++) {
      // The first turn warms up.
      runs.forEach((run, index) => {
        const speed = run(pace.seconds / 10)
        if (turn >= 0) speeds[index]?.push(speed)
      })
    }
    return {
      title,
      quantity,
      points: points.map(({ size, network, batchSize }, index) => {
        const samplesPerSecond = median(speeds[index] ?? [])
        const operationsPerSecond = samplesPerSecond * operationsPerExample(network)
        return { size, shape: shapeOf(network), batchSize, samplesPerSecond, operationsPerSecond }
      }),
    }
  })
}

/** Trains for so many seconds and returns samples per second. */
function createRun(kernels: Kernels, network: Workload['network'], batchSize: number): (seconds: number) => number {
  const examples = 512
  const isSoftmax = network.layers.at(-1)?.activation === 'softmax'
  const workload: Workload = {
    name: '',
    network,
    cost: isSoftmax ? 'cross-entropy' : 'squared-error',
    batchSize,
    learningRate: 0.01,
    examples,
    checkedAfter: 0,
    goal: 0,
  }
  const model = newModel(kernels, workload)
  const order = orderOf(examples)
  return (seconds) => {
    const startedAt = performance.now()
    let done = 0
    do done += model.train(order, 0, examples)
    while (performance.now() - startedAt < 1000 * seconds)
    return done / ((performance.now() - startedAt) / 1000)
  }
}
