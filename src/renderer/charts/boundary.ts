/** The value at which an answer changes sides. */
import type { Experiment } from '../../shared/experiment'
import type { DataSummary } from '../../shared/trainer'

/**
 * Outputs that answer with a class decide at ½, or at 0 where the targets are −1 and +1. Everything else is cut where
 * z = 0: a sigmoid at ½, the others at 0.
 */
export function boundaryOf(layer: number, { network, dataset }: Experiment, { task }: DataSummary): number {
  const activation = network.layers[layer - 2]?.activation
  const isOutput = layer === network.layers.length + 1
  if (isOutput && task === 'classification') {
    if (activation !== 'tanh') return 0.5
    if (dataset.kind === 'inline') return dataset.targets.some((row) => row.some((target) => target < 0)) ? 0 : 0.5
    return network.layers.at(-1)?.units === 1 ? 0 : 0.5
  }
  return activation === 'sigmoid' || activation === 'softmax' ? 0.5 : 0
}
