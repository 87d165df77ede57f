/**
 * A model: all its numbers in the memory of one wasm instance, and what can be done with them. θ starts at zero; set it
 * with `model.theta().set(initialTheta(…))`.
 */
import type { Experiment, TrainingSpec } from '../../shared/experiment'
import { computedUnitCount, type NetworkSpec } from '../../shared/network'
import type { ExampleTrace } from '../../shared/trainer'
import { createEngineMemory, type EngineMemory } from './engine-memory'
import { OPTIMIZER_CODES, type Kernels } from './kernels-module'
import { OPTIMIZER_SLOTS, TILE_CAPACITY } from './memory-plan'
import { firstNonFinite, type NonFinite } from './non-finite'
import type { PreparedData } from './prepared-data'
import { traceExample } from './trace'

/** What training has left behind since the statistics were last taken. */
export interface TrainingStatistics {
  readonly examples: number
  /** Updates. */
  readonly batches: number
  /** Σ|δ| over those examples, of every computed unit, layer 2 first. [computed units] */
  readonly sumAbsDelta: Float64Array
  /** Of J over a batch, before its update, regularisation included; NaN where there was no batch. */
  readonly lowestBatchCost: number
  readonly highestBatchCost: number
}

export interface EvaluationResult {
  /** Mean of cost(i), without regularisation; NaN for no examples. */
  readonly cost: number
  /** [count, outputs]: a view, good until the next evaluation. */
  readonly outputs: Float32Array
}

/** Examples are counted over all the data, training part first. Views are good until the memory grows: don't keep them. */
export interface Model {
  readonly network: NetworkSpec
  readonly parameterCount: number
  /** Live view, to read and to write. [parameters] */
  theta(): Float32Array
  /** ∇J of the last batch, regularisation included. Live view. [parameters] */
  gradient(): Float32Array
  /** sgd: empty; momentum: v; rmsprop: s; adam: m then v. Live view, to read and to write. [slots, parameters] */
  optimizerState(): Float32Array
  /** Updates so far: adam's t. */
  steps: number
  /** Changes α, λ, batch size or optimizer; another kind of optimizer starts with an empty state. */
  configure(training: TrainingSpec): void
  /**
   * Trains on the examples order[from … from + count), in batches; the last one may be smaller. Stops before an update
   * whose cost or gradient is not finite, so that θ keeps its last finite values. Returns how many examples were used.
   */
  train(order: Uint32Array, from: number, count: number, batchSize?: number): number
  /** Off, training leaves no statistics: only to measure what they take. On at first. */
  setRecording(on: boolean): void
  /** Returns the statistics and starts them anew. */
  takeStatistics(): TrainingStatistics
  /**
   * J over examples [from, from + count), or order[from … from + count), regularisation included; leaves ∇J in
   * `gradient()`. No update.
   */
  gradientOf(from: number, count: number, order?: Uint32Array): number
  evaluate(from: number, count: number): EvaluationResult
  /** The network's answers, a fresh copy. [count, outputs] */
  outputs(from: number, count: number): Float32Array
  /** (l2/2)·Σθ² + l1·Σ|θ| over the weights. */
  penalty(): number
  /** Forward and backward for one example alone; disturbs nothing of the training. */
  trace(example: number): ExampleTrace
  /** Activations of one unit (layer 2 to L, unit from 0) for inputs [n, inputs] that are no examples. [n] */
  activationsOf(inputs: Float32Array, layer: number, unit: number): Float32Array
  /** What was not finite in θ or in the last batch; `null` where all is finite. */
  firstNonFinite(): NonFinite | null
  /** Lets go of the memory. The model can't be used afterwards. */
  release(): void
}

/** Throws a RangeError where the model needs more memory than there is; `memoryEstimate` tells before. */
export function createModel(
  kernels: Kernels,
  experiment: Pick<Experiment, 'network' | 'cost' | 'training'>,
  data: PreparedData,
): Model {
  const { network } = experiment
  const outputCount = network.layers.at(-1)?.units ?? 0
  let training = experiment.training
  let held: EngineMemory | null = createEngineMemory(kernels, experiment, data)
  /** Examples in the training tile. */
  let lastTileCount = 0

  function memory(): EngineMemory {
    if (!held) throw new Error('The model has been released')
    return held
  }

  function stateView(): Float32Array {
    const { f32, plan } = memory()
    return f32(plan.optimizerState, OPTIMIZER_SLOTS[training.optimizer.kind] * plan.parameters)
  }

  function applySettings(): void {
    const { kernels: engine, plan } = memory()
    const { optimizer } = training
    const [decay1, decay2, epsilon] = optimizerConstants(training)
    const state2 = plan.optimizerState + 4 * plan.parameters
    engine.setOptimizer(
      OPTIMIZER_CODES[optimizer.kind],
      optimizer.learningRate,
      decay1,
      decay2,
      epsilon,
      plan.optimizerState,
      state2,
    )
    engine.setRegularization(training.l1, training.l2)
  }

  applySettings()
  memory().kernels.clearStatistics()

  const model: Model = {
    network,
    parameterCount: memory().plan.parameters,
    steps: 0,
    theta: () => memory().f32(memory().plan.theta, memory().plan.parameters),
    gradient: () => memory().f32(memory().plan.gradient, memory().plan.parameters),
    optimizerState: stateView,

    configure(newTraining) {
      const changesOptimizer = newTraining.optimizer.kind !== training.optimizer.kind
      memory().makeRoomFor(newTraining.optimizer.kind)
      training = newTraining
      applySettings()
      if (changesOptimizer) stateView().fill(0)
    },

    train(order, from, count, batchSize = training.batchSize) {
      if (count <= 0) return 0
      const { kernels: engine, plan, u32 } = memory()
      u32(plan.order, count).set(order.subarray(from, from + count))
      const used = engine.train(count, batchSize, model.steps)
      const updates = (used + batchSize - 1 - ((used + batchSize - 1) % batchSize)) / batchSize
      model.steps += updates
      const lastBatch = used === count ? count - (updates - 1) * batchSize : smaller(batchSize, count - used)
      lastTileCount = lastBatch % TILE_CAPACITY || TILE_CAPACITY
      return used
    },

    setRecording: (on) => memory().kernels.setRecording(on),

    takeStatistics() {
      const { kernels: engine, plan, f64 } = memory()
      const batches = engine.batches.value
      const statistics = {
        examples: engine.examples.value,
        batches,
        sumAbsDelta: f64(plan.absDelta, computedUnitCount(network)).slice(),
        lowestBatchCost: batches > 0 ? engine.lowestCost.value : NaN,
        highestBatchCost: batches > 0 ? engine.highestCost.value : NaN,
      }
      engine.clearStatistics()
      return statistics
    },

    gradientOf(from, count, order) {
      const { kernels: engine, plan, u32 } = memory()
      if (!order) return engine.gradientOf(from, count, false)
      u32(plan.order, count).set(order.subarray(from, from + count))
      return engine.gradientOf(0, count, true)
    },

    evaluate(from, count) {
      const { kernels: engine, plan, f32 } = memory()
      const cost = engine.evaluate(from, count) / count
      return { cost, outputs: f32(plan.outputs, count * outputCount) }
    },

    outputs: (from, count) => model.evaluate(from, count).outputs.slice(),
    penalty: () => memory().kernels.penaltyOfTheta(),
    trace: (example) => traceExample(memory(), network, example),

    activationsOf(inputs, layer, unit) {
      const { kernels: engine, plan, f32 } = memory()
      const at = plan.evaluationTile.layers[layer - 2]?.a
      if (at === undefined) throw new RangeError(`There is no layer ${layer} that computes`)
      const count = inputs.length / network.inputs
      const activations = new Float32Array(count)
      for (let done = 0; done < count; done += TILE_CAPACITY) {
        const size = smaller(TILE_CAPACITY, count - done)
        f32(plan.points, size * network.inputs).set(
          inputs.subarray(done * network.inputs, (done + size) * network.inputs),
        )
        engine.forwardPoints(plan.points, size)
        const batch = size + ((4 - (size % 4)) % 4)
        activations.set(f32(at + 4 * (1 + unit) * batch, size), done)
      }
      return activations
    },

    firstNonFinite: () => firstNonFinite(memory(), network, lastTileCount),

    release() {
      held = null
    },
  }
  return model
}

/** [momentum's μ, rmsprop's ρ or adam's β₁; adam's β₂; ε] */
function optimizerConstants({ optimizer }: TrainingSpec): [number, number, number] {
  switch (optimizer.kind) {
    case 'sgd':
      return [0, 0, 0]
    case 'momentum':
      return [optimizer.momentum, 0, 0]
    case 'rmsprop':
      return [optimizer.decay, 0, optimizer.epsilon]
    case 'adam':
      return [optimizer.beta1, optimizer.beta2, optimizer.epsilon]
  }
}

function smaller(a: number, b: number): number {
  return a < b ? a : b
}
