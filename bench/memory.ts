/** Memory of a model: by the plan that the engine lays out, and by what its instance really has. */
import type { OptimizerSpec } from '../src/shared/experiment'
import { parameterCount } from '../src/shared/network'
import { createEngineMemory } from '../src/worker/engine/engine-memory'
import type { Kernels } from '../src/worker/engine/kernels-module'
import { OPTIMIZER_SLOTS } from '../src/worker/engine/memory-plan'
import { prepared, settingsOf } from './contenders/delta-lab'
import { dataOf, outputsOf, WORKLOADS, type Workload } from './workloads'

export interface MemoryUse {
  readonly workload: Workload
  readonly optimizer: OptimizerSpec['kind']
  readonly parameters: number
  /** θ, ∇ and the optimizer's state. */
  readonly bytesPerParameter: number
  /** Of the whole instance, without the data. */
  readonly bytes: number
}

const OPTIMIZERS: readonly OptimizerSpec[] = [
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
]

export function measureMemory(kernels: Kernels): MemoryUse[] {
  return WORKLOADS.flatMap((workload) =>
    OPTIMIZERS.map((optimizer) => {
      const settings = settingsOf(workload)
      const experiment = { ...settings, training: { ...settings.training, optimizer } }
      const memory = createEngineMemory(kernels, experiment, prepared(dataOf(workload), workload.examples))
      const { network, examples } = workload
      const dataBytes = 4 * examples * (network.inputs + 2 * outputsOf(network) + 1)
      return {
        workload,
        optimizer: optimizer.kind,
        parameters: parameterCount(network),
        bytesPerParameter: 4 * (2 + OPTIMIZER_SLOTS[optimizer.kind]),
        bytes: memory.kernels.memory.buffer.byteLength - dataBytes,
      }
    }),
  )
}
