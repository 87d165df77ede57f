/** Θ as PyTorch keeps it: `fc1.weight` [units, inputs] and `fc1.bias` [units] for Θ⁽¹⁾, whose column 0 is the bias. */
import { thetaBlocks, type NetworkSpec } from '../../shared/network'
import type { Tensor } from '../../shared/safetensors'

interface LayerTensors {
  readonly weight: Tensor
  readonly bias: Tensor
}

/** One pair for each Θ, in order. theta: [parameters], as in `thetaBlocks`. */
export function layerTensors(network: NetworkSpec, theta: Float32Array): LayerTensors[] {
  return thetaBlocks(network).map(({ offset, rows, columns }, index) => {
    const inputs = columns - 1
    const weight = new Float32Array(rows * inputs)
    const bias = new Float32Array(rows)
    for (let row = 0; row < rows; row++) {
      const begin = offset + row * columns
      bias[row] = theta[begin] ?? NaN
      weight.set(theta.subarray(begin + 1, begin + columns), row * inputs)
    }
    const name = `fc${index + 1}`
    return {
      weight: { name: `${name}.weight`, shape: [rows, inputs], data: weight },
      bias: { name: `${name}.bias`, shape: [rows], data: bias },
    }
  })
}

/** The same in one list. */
export function namedTensors(network: NetworkSpec, theta: Float32Array): Tensor[] {
  return layerTensors(network, theta).flatMap(({ weight, bias }) => [weight, bias])
}
