/** One instance of the kernels with a model's plan laid out in it, and the views that look into it. */
import type { Experiment, OptimizerKind } from '../../shared/experiment'
import {
  ACTIVATION_CODES,
  COST_CODES,
  instantiateKernels,
  type KernelExports,
  type Kernels,
  type Pointer,
} from './kernels-module'
import { LARGEST_MEMORY, plannedBytes, planMemory, TILE_CAPACITY, type MemoryPlan, type TilePlan } from './memory-plan'
import type { PreparedData } from './prepared-data'

const PAGE = 65_536

export interface EngineMemory {
  readonly kernels: KernelExports
  readonly plan: MemoryPlan
  /** A view, good until the memory grows. Ask again rather than keep it. */
  f32(at: Pointer, length: number): Float32Array
  f64(at: Pointer, length: number): Float64Array
  u32(at: Pointer, length: number): Uint32Array
  /** Grows the memory where that optimizer's state needs it. */
  makeRoomFor(optimizer: OptimizerKind): void
}

/** Throws a RangeError where the model needs more memory than there is. */
export function createEngineMemory(
  kernels: Kernels,
  { network, cost, training }: Pick<Experiment, 'network' | 'cost' | 'training'>,
  data: PreparedData,
): EngineMemory {
  const instance = instantiateKernels(kernels)
  const examples = data.summary.trainCount + data.summary.testCount
  const plan = planMemory(network, examples, {
    firstFreeByte: instance.firstFreeByte(),
    tileBytes: instance.tileBytes(),
    layerBytes: instance.layerBytes(),
  })

  const memory: EngineMemory = {
    kernels: instance,
    plan,
    f32: (at, length) => new Float32Array(instance.memory.buffer, at, length),
    f64: (at, length) => new Float64Array(instance.memory.buffer, at, length),
    u32: (at, length) => new Uint32Array(instance.memory.buffer, at, length),
    makeRoomFor(optimizer) {
      const bytes = plannedBytes(plan, optimizer)
      if (bytes > LARGEST_MEMORY) throw new RangeError(`The model needs ${bytes} bytes, more than an engine can have`)
      const missing = bytes - instance.memory.buffer.byteLength
      if (missing > 0) instance.memory.grow((missing + PAGE - 1 - ((missing + PAGE - 1) % PAGE)) / PAGE)
    },
  }

  memory.makeRoomFor(training.optimizer.kind)
  const { trainingTile, evaluationTile } = plan
  instance.placeModel(
    trainingTile.record,
    evaluationTile.record,
    TILE_CAPACITY,
    plan.parameters,
    plan.theta,
    plan.gradient,
    plan.narrow,
    plan.panel,
    plan.panelSums,
    COST_CODES[cost],
  )
  instance.placeData(plan.inputs, plan.targets, plan.order, plan.outputs)
  placeTile(instance, plan, trainingTile, network)
  placeTile(instance, plan, evaluationTile, network)
  memory.f32(plan.inputs, data.inputs.length).set(data.inputs)
  memory.f32(plan.targets, data.targets.length).set(data.targets)
  return memory
}

function placeTile(kernels: KernelExports, plan: MemoryPlan, tile: TilePlan, network: Experiment['network']): void {
  kernels.placeTile(tile.record, tile.layerRecords, tile.layers.length, tile.targets, tile.maximum, tile.logSum)
  let x = tile.x
  tile.layers.forEach(({ z, a, slope, delta }, index) => {
    const layer = plan.layers[index]
    const spec = network.layers[index]
    if (!layer || !spec) throw new Error('A tile has as many layers as its network')
    kernels.placeLayer(
      tile.record,
      index,
      layer.inputs,
      layer.units,
      ACTIVATION_CODES[spec.activation],
      layer.theta,
      layer.dtheta,
      x,
      z,
      a,
      slope,
      delta,
      layer.absDelta,
    )
    x = a
  })
}
