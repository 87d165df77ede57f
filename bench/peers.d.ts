/**
 * As much of the peers as is called here. Their own types, where they have any, come only with bench/node_modules, and
 * types are checked without it too.
 */
declare module 'synaptic' {
  interface Connection {
    weight: number
  }
  interface Squash {
    readonly LOGISTIC: unknown
    readonly TANH: unknown
    readonly RELU: unknown
  }
  interface Neuron {
    bias: number
    squash: unknown
    readonly connections: { readonly inputs: Readonly<Record<string, Connection>> }
  }
  interface Layer {
    readonly list: readonly Neuron[]
  }
  interface Network {
    readonly layers: { readonly hidden: readonly Layer[]; readonly output: Layer }
    activate(input: readonly number[]): ArrayLike<number> & Iterable<number>
    propagate(rate: number, target: readonly number[]): void
  }
  export const Architect: { readonly Perceptron: new (...units: readonly number[]) => Network }
  export const Neuron: { readonly squash: Squash }
}

declare module 'convnetjs' {
  interface Vol {
    readonly w: Float64Array
  }
  interface FullyConnLayer {
    readonly filters: readonly Vol[]
    readonly biases: Vol
  }
  interface Net {
    layers: unknown[]
    forward(x: Vol): Vol
  }
  type LayerClass = new (options: object) => unknown
  const convnetjs: {
    readonly Net: new () => Net
    readonly Vol: new (values: readonly number[]) => Vol
    readonly FullyConnLayer: new (options: object) => FullyConnLayer
    readonly InputLayer: LayerClass
    readonly SigmoidLayer: LayerClass
    readonly TanhLayer: LayerClass
    readonly ReluLayer: LayerClass
    readonly SoftmaxLayer: LayerClass
    readonly RegressionLayer: LayerClass
    readonly Trainer: new (net: Net, options: object) => { train(x: Vol, y: number | readonly number[]): unknown }
  }
  export default convnetjs
}

declare module 'brain.js' {
  interface NeuralNetwork {
    sizes: readonly number[]
    readonly biases: number[][] // index 0 is layer 1, which has none
    readonly weights: number[][][]
    initialize(): void
    trainPattern(example: { input: readonly number[]; output: readonly number[] }): unknown
    runInput(input: readonly number[]): ArrayLike<number>
  }
  const brain: { readonly NeuralNetwork: new (options: object) => NeuralNetwork }
  export default brain
}

declare module '@tensorflow/tfjs-core' {
  export interface Tensor {
    dataSync(): Float32Array
  }
  export const Reduction: { readonly SUM: number }
  export const losses: {
    softmaxCrossEntropy(labels: Tensor, logits: Tensor): Tensor
    sigmoidCrossEntropy(
      labels: Tensor,
      logits: Tensor,
      weights: undefined,
      smoothing: number,
      reduction: number,
    ): Tensor
  }
  export const train: { sgd(learningRate: number): { minimize(cost: () => Tensor): unknown } }
  export function setBackend(name: string): Promise<boolean>
  export function tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor
  export function slice2d(x: Tensor, begin: readonly [number, number], size: readonly [number, number]): Tensor
  export function variable(initial: Tensor): Tensor
  export function reshape(x: Tensor, shape: readonly number[]): Tensor
  export function transpose(x: Tensor): Tensor
  export function add(a: Tensor, b: Tensor): Tensor
  export function div(a: Tensor, b: number): Tensor
  export function matMul(a: Tensor, b: Tensor): Tensor
  export function squaredDifference(a: Tensor, b: Tensor): Tensor
  export function sum(x: Tensor): Tensor
  export function sigmoid(x: Tensor): Tensor
  export function tanh(x: Tensor): Tensor
  export function relu(x: Tensor): Tensor
  export function softmax(x: Tensor): Tensor
  export function tidy<T>(work: () => T): T
}

declare module '@tensorflow/tfjs-backend-cpu' {}

declare module '@tensorflow/tfjs-backend-wasm' {
  export function setThreadsCount(count: number): void
  export function setWasmPaths(folder: string): void
}
