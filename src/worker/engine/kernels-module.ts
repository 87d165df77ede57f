/**
 * The compiled kernels as JavaScript sees them. Source: `kernels/` (AssemblyScript), compiled to `kernels.wasm` by
 * `scripts/kernels.ts`. Each caller brings the bytes itself: the worker fetches them, Node and tests read the file.
 */
import type { Activation, Cost } from '../../shared/network'
import type { OptimizerKind } from '../../shared/experiment'

/** Compiled once; every model makes its own instance, with a memory of its own. */
export type Kernels = WebAssembly.Module

export async function compileKernels(bytes: BufferSource): Promise<Kernels> {
  return WebAssembly.compile(bytes)
}

/** A byte's place in the memory of an instance. */
export type Pointer = number

/** The exports of `kernels/index.ts`. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory
  firstFreeByte(): Pointer
  tileBytes(): number
  layerBytes(): number
  placeModel(
    training: Pointer,
    evaluation: Pointer,
    tileCapacity: number,
    parameters: number,
    theta: Pointer,
    gradient: Pointer,
    narrow: Pointer,
    panel: Pointer,
    panelSums: Pointer,
    cost: number,
  ): void
  placeData(inputs: Pointer, targets: Pointer, order: Pointer, outputs: Pointer): void
  placeTile(
    tile: Pointer,
    layers: Pointer,
    layerCount: number,
    targets: Pointer,
    maximum: Pointer,
    logSum: Pointer,
  ): void
  placeLayer(
    tile: Pointer,
    index: number,
    inputs: number,
    units: number,
    activation: number,
    theta: Pointer,
    dtheta: Pointer,
    x: Pointer,
    z: Pointer,
    a: Pointer,
    slope: Pointer,
    delta: Pointer,
    absDelta: Pointer,
  ): void
  setOptimizer(
    kind: number,
    learningRate: number,
    decay1: number,
    decay2: number,
    epsilon: number,
    state1: Pointer,
    state2: Pointer,
  ): void
  setRegularization(l1: number, l2: number): void
  /** Examples used; fewer than `count` where a cost or gradient was not finite. */
  train(count: number, batchSize: number, steps: number): number
  gradientOf(first: number, count: number, ordered: boolean): number
  evaluate(first: number, count: number): number
  trace(example: number): number
  forwardPoints(points: Pointer, count: number): void
  penaltyOfTheta(): number
  clearStatistics(): void
  /** Whether training leaves statistics. At first it does. */
  setRecording(on: boolean): void
  readonly examples: WebAssembly.Global<'f64'>
  readonly batches: WebAssembly.Global<'f64'>
  readonly lowestCost: WebAssembly.Global<'f64'>
  readonly highestCost: WebAssembly.Global<'f64'>
  readonly latestCost: WebAssembly.Global<'f64'>
  /** Replaces x [count] by f(x), f by its index in `ELEMENTARY_FUNCTIONS`; for tests of their errors. */
  mapArray(f: number, x: Pointer, count: number): void
}

export const ELEMENTARY_FUNCTIONS = ['exp', 'log', 'log1p', 'tanh', 'tanhSlope', 'sigmoid', 'sigmoidSlope'] as const

export const ACTIVATION_CODES: Readonly<Record<Activation, number>> = {
  sigmoid: 0,
  tanh: 1,
  relu: 2,
  'leaky-relu': 3,
  linear: 4,
  softmax: 5,
}

export const COST_CODES: Readonly<Record<Cost, number>> = { 'cross-entropy': 0, 'squared-error': 1 }

export const OPTIMIZER_CODES: Readonly<Record<OptimizerKind, number>> = { sgd: 0, momentum: 1, rmsprop: 2, adam: 3 }

export function instantiateKernels(kernels: Kernels): KernelExports {
  // The only cast of the engine: wasm's exports have no types, and this interface gives them theirs.
  return new WebAssembly.Instance(kernels).exports as unknown as KernelExports
}
