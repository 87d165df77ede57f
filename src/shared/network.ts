/**
 * The shape of a network, and what follows from it.
 *
 * Layers are numbered as in the lecture: 1 (inputs) to L (outputs). Θ⁽ˡ⁾ maps layer l to l+1 and has shape
 * [units of layer l+1, 1 + units of layer l]; column 0 is the weight of the bias unit.
 * In code, index 0 of `layers` is layer 2, the first that computes anything; index 0 of a list of Θ is Θ⁽¹⁾.
 */

export const ACTIVATIONS = ['sigmoid', 'tanh', 'relu', 'leaky-relu', 'linear', 'softmax'] as const
export type Activation = (typeof ACTIVATIONS)[number]

/** What a hidden layer may use: softmax belongs to the output layer only. */
export const HIDDEN_ACTIVATIONS = ACTIVATIONS.filter((activation) => activation !== 'softmax')

export const COSTS = ['cross-entropy', 'squared-error'] as const
export type Cost = (typeof COSTS)[number]

export interface LayerSpec {
  readonly units: number
  readonly activation: Activation
}

export interface NetworkSpec {
  /** Units of layer 1. */
  readonly inputs: number
  /** Layers 2 to L; the last is the output layer. */
  readonly layers: readonly LayerSpec[]
}

/** All Θ as a file writes them: [Θ⁽¹⁾, …], each [units, 1 + inputs of that layer]. */
export type NestedTheta = readonly (readonly (readonly number[])[])[]

/** Where Θ⁽ˡ⁾ stands in the one flat array that holds every parameter, row after row. */
export interface ThetaBlock {
  readonly offset: number
  readonly rows: number
  readonly columns: number
}

/** Largest network that is accepted, so that a slip of the finger can't ask for more memory than there is. */
export const NETWORK_LIMITS = { layers: 64, unitsPerLayer: 65_536, parameters: 32_000_000 } as const

/** Units of every layer, inputs first: [2, 2, 2, 1] for the lecture's network. */
export function unitCounts(network: NetworkSpec): number[] {
  return [network.inputs, ...network.layers.map((layer) => layer.units)]
}

/** One block for each Θ⁽ˡ⁾, in order. */
export function thetaBlocks(network: NetworkSpec): ThetaBlock[] {
  let offset = 0
  let inputs = network.inputs
  return network.layers.map((layer) => {
    const block = { offset, rows: layer.units, columns: inputs + 1 }
    offset += block.rows * block.columns
    inputs = layer.units
    return block
  })
}

/** Number of weights, the biases' included. */
export function parameterCount(network: NetworkSpec): number {
  return thetaBlocks(network).reduce((total, block) => total + block.rows * block.columns, 0)
}

/** Number of units that compute something: all of layers 2 to L. */
export function computedUnitCount(network: NetworkSpec): number {
  return network.layers.reduce((total, layer) => total + layer.units, 0)
}

/** Where the units of each layer, 2 to L, begin in a flat array of computed units. */
export function unitOffsets(network: NetworkSpec): number[] {
  let offset = 0
  return network.layers.map(({ units }) => {
    const begin = offset
    offset += units
    return begin
  })
}

/** Where the units of one layer, 2 to L, begin in that order. */
export function firstUnitOf(network: NetworkSpec, layer: number): number {
  return unitOffsets(network)[layer - 2] ?? 0
}

/** Θ as a file writes it → one flat array, in the order of `thetaBlocks`. The shape must be checked before. */
export function flattenTheta(theta: NestedTheta): Float32Array {
  return Float32Array.from(theta.flat(2))
}

/** One flat array → Θ as a file writes it. */
export function nestTheta(network: NetworkSpec, flat: Float32Array): number[][][] {
  return thetaBlocks(network).map(({ offset, rows, columns }) =>
    Array.from({ length: rows }, (_, row) =>
      Array.from(flat.subarray(offset + row * columns, offset + (row + 1) * columns)),
    ),
  )
}
