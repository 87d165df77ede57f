/** Forward and backward for one example alone, without regularisation. */
export interface ExampleTrace {
  /** Index of the example in the data, training part first. */
  readonly example: number
  readonly a: Float32Array // [inputs + computed units]: layer 1 first
  readonly z: Float32Array // [computed units]: layer 2 first
  readonly slope: Float32Array // [computed units]: g′(z); 1 for softmax, which has none of a single z
  readonly delta: Float32Array // [computed units]: ∂cost(i)/∂z
  readonly gradient: Float32Array // [parameters]: ∂cost(i)/∂Θ
  readonly target: Float32Array // [outputs]
  readonly cost: number
}
