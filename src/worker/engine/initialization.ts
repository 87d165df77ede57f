/**
 * Initial weights, as `torch.nn.init` defines them: `xavier_*` with gain 1, `kaiming_*` (he) with fan_in and gain √2.
 * Biases start at zero.
 */
import type { InitializationSpec } from '../../shared/experiment'
import { flattenTheta, parameterCount, thetaBlocks, type NestedTheta, type NetworkSpec } from '../../shared/network'
import { squareRoot } from '../../shared/elementary'
import { createRandom, STREAM, type Random } from '../../shared/rng'

/**
 * All Θ in the flat order of `thetaBlocks`. `theta`, where given, is taken as it is. Each Θ draws from a stream of its
 * own, so that an edit of one layer leaves the draws of the others as they were.
 */
export function initialTheta(
  network: NetworkSpec,
  initialization: InitializationSpec,
  theta: NestedTheta | undefined,
  seed: number,
): Float32Array {
  if (theta) return flattenTheta(theta)
  if (initialization.kind === 'given') throw new Error('The initialization "given" needs theta')

  const flat = new Float32Array(parameterCount(network))
  thetaBlocks(network).forEach(({ offset, rows, columns }, layer) => {
    const draw = weightDistribution(initialization, columns - 1, rows)
    const random = createRandom(seed, STREAM.weights, layer)
    for (let row = 0; row < rows; row++) {
      for (let column = 1; column < columns; column++) flat[offset + row * columns + column] = draw(random)
    }
  })
  return flat
}

/** How one weight is drawn, between a layer of `inputs` units (fan_in) and one of `units` (fan_out). */
function weightDistribution(
  initialization: InitializationSpec,
  inputs: number,
  units: number,
): (random: Random) => number {
  const uniform = (limit: number) => (random: Random) => limit * (2 * random.uniform() - 1)
  const normal = (deviation: number) => (random: Random) => deviation * random.normal()
  switch (initialization.kind) {
    case 'xavier-uniform':
      return uniform(squareRoot(6 / (inputs + units)))
    case 'xavier-normal':
      return normal(squareRoot(2 / (inputs + units)))
    case 'he-uniform':
      return uniform(squareRoot(6 / inputs))
    case 'he-normal':
      return normal(squareRoot(2 / inputs))
    case 'uniform':
      return uniform(initialization.range)
    case 'zeros':
    case 'given':
      return () => 0
  }
}
