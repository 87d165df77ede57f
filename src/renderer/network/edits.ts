/** Edits of the network's shape: each takes an experiment and gives another one that is sound as far as shapes go. */
import type { Experiment } from '../../shared/experiment'
import type { Activation, LayerSpec, NestedTheta, NetworkSpec } from '../../shared/network'
import { costChoices } from '../lab/cost-choices'

const FIRST_HIDDEN: LayerSpec = { units: 2, activation: 'sigmoid' }

/** A hidden layer after layer `after` (1 to L−1), like the hidden one beside it. */
export function addLayer(experiment: Experiment, after: number): Experiment {
  const { network } = experiment
  const hidden = network.layers.slice(0, -1)
  const layer = hidden[Math.min(after - 2, hidden.length - 1)] ?? hidden[0] ?? FIRST_HIDDEN
  return reshaped(experiment, { ...network, layers: network.layers.toSpliced(after - 1, 0, { ...layer }) })
}

/** Takes hidden layer `layer` (2 to L−1) away. */
export function removeLayer(experiment: Experiment, layer: number): Experiment {
  const { network } = experiment
  return reshaped(experiment, { ...network, layers: network.layers.toSpliced(layer - 2, 1) })
}

/**
 * Another number of units in hidden layer `layer`. Weights that were given are kept. What leads to a new unit is drawn,
 * so that it differs from its neighbours; what leads on from it is 0, so that the network still computes what it did.
 */
export function setUnits(experiment: Experiment, layer: number, units: number): Experiment {
  const spec = experiment.network.layers[layer - 2]
  if (!spec) throw new RangeError(`There is no layer ${layer} to change`)
  const layers = experiment.network.layers.with(layer - 2, { ...spec, units })
  const resized = { ...experiment, network: { ...experiment.network, layers } }
  return experiment.theta
    ? { ...resized, theta: resizeTheta(experiment.theta, layer - 2, units, experiment.training.seed) }
    : resized
}

/** Output activations that the cost can't compare bring the other cost along, where that one can. */
export function setActivation(experiment: Experiment, layer: number, activation: Activation): Experiment {
  const { network } = experiment
  const spec = network.layers[layer - 2]
  if (!spec) throw new RangeError(`There is no layer ${layer} to change`)
  const layers = network.layers.with(layer - 2, { ...spec, activation })
  const changed = { ...experiment, network: { ...network, layers } }
  const possible = costChoices(changed).filter(({ obstacle }) => obstacle === null)
  const [first] = possible
  if (!first || possible.some(({ cost }) => cost === changed.cost)) return changed
  return { ...changed, cost: first.cost }
}

/** Weights of another shape mean nothing any more: the initial ones are drawn. */
function reshaped(experiment: Experiment, network: NetworkSpec): Experiment {
  const { theta, ...rest } = experiment
  const given = experiment.initialization.kind === 'given'
  return { ...rest, network, ...(given ? { initialization: { kind: 'xavier-uniform' } } : {}) }
}

function resizeTheta(theta: NestedTheta, index: number, units: number, seed: number): number[][][] {
  return theta.map((matrix, at) => {
    if (at === index) {
      const columns = matrix[0]?.length ?? 0
      return Array.from({ length: units }, (_, row) => matrix[row]?.slice() ?? drawRow(columns, seed + row))
    }
    if (at === index + 1) {
      return matrix.map((row) => Array.from({ length: units + 1 }, (_, column) => row[column] ?? 0))
    }
    return matrix.map((row) => row.slice())
  })
}

/** The bias unit's weight 0, the others uniform within ±1/√inputs, exact in 32 bits; the same for the same seed. */
function drawRow(columns: number, seed: number): number[] {
  const reach = 1 / Math.sqrt(Math.max(1, columns - 1))
  // Park and Miller's generator; its state is never 0.
  let state = (seed % 2147483646) + 1
  return Array.from({ length: columns }, (_, column) => {
    state = (state * 48271) % 2147483647
    return column === 0 ? 0 : Math.fround(reach * ((2 * state) / 2147483647 - 1))
  })
}
