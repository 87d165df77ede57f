/**
 * Makes a network fit a dataset: as many inputs as the data have, an output layer and a cost that can answer what they
 * ask. Hidden layers stay, and so does everything that fits already.
 */
import { datasetFacts, inlineTargets } from '../../shared/dataset-facts'
import type { DatasetSpec, Experiment } from '../../shared/experiment'
import { unitCounts, type Activation, type Cost, type LayerSpec } from '../../shared/network'
import { checkExperiment } from '../../shared/parse-experiment'

/** What one output, or all of them together, must be able to say. */
type Answer = 'two-classes' | 'two-signed-classes' | 'one-of-many' | 'labels' | 'values' | 'values-within-one'

/** Activations that suit an answer, the usual one first. */
const SUITABLE: Readonly<Record<Answer, readonly [Activation, ...Activation[]]>> = {
  'two-classes': ['sigmoid'],
  'two-signed-classes': ['tanh'],
  'one-of-many': ['softmax', 'sigmoid'],
  labels: ['sigmoid'],
  values: ['linear'],
  'values-within-one': ['linear', 'tanh'],
}

/** The experiment with `dataset` in place of its own, and a network that fits it. */
export function withDataset(experiment: Experiment, dataset: DatasetSpec): Experiment {
  const { network } = experiment
  const before = network.layers.at(-1)
  if (!before) throw new Error('A network has an output layer')
  const output = fitOutput(before, dataset)
  const fitted = withoutStaleTheta(experiment, {
    ...experiment,
    dataset,
    network: { inputs: datasetFacts(dataset, null).inputNames.length, layers: network.layers.with(-1, output) },
  })
  // A cost that was chosen stays while it can; other outputs bring the cost that belongs to them.
  const keepsCost = output.activation === before.activation && checkExperiment(fitted).length === 0
  return keepsCost ? fitted : { ...fitted, cost: usualCost(output.activation) }
}

/** Weights of another shape mean nothing any more: the initial ones are drawn. */
function withoutStaleTheta(before: Experiment, after: Experiment): Experiment {
  if (!before.theta || unitCounts(before.network).join() === unitCounts(after.network).join()) return after
  const { theta, ...rest } = after
  return after.initialization.kind === 'given' ? { ...rest, initialization: { kind: 'xavier-uniform' } } : rest
}

function fitOutput(layer: LayerSpec, dataset: DatasetSpec): LayerSpec {
  const { outputs } = datasetFacts(dataset, null)
  const units = outputs.includes(layer.units) ? layer.units : (outputs[0] ?? layer.units)
  const suitable = suitableActivations(dataset, units)
  // A lone sigmoid says nothing about what several outputs should be; several ones do.
  const keeps = suitable.includes(layer.activation) && layer.units > 1 === units > 1
  const activation = keeps ? layer.activation : suitable[0]
  if (units === layer.units && activation === layer.activation) return layer
  return { ...layer, units, activation }
}

function suitableActivations(dataset: DatasetSpec, units: number): readonly [Activation, ...Activation[]] {
  const answer = answerOf(dataset)
  // Two classes with an output for each are one of many.
  if (units > 1 && answer === 'two-classes') return SUITABLE['one-of-many']
  // A class that isn't inline is 0 and 1, or −1 and +1, as the output unit has it.
  if (dataset.kind !== 'inline' && answer === 'two-classes') return ['sigmoid', 'tanh']
  return SUITABLE[answer]
}

function answerOf(dataset: DatasetSpec): Answer {
  if (dataset.kind !== 'inline') {
    const { task, outputs } = datasetFacts(dataset, null)
    if (task === 'regression') return dataset.kind === 'generated' ? 'values-within-one' : 'values'
    return outputs.includes(1) ? 'two-classes' : 'one-of-many'
  }
  const targets = dataset.targets.flat()
  switch (inlineTargets(dataset.targets, null).answers) {
    case 'two-classes':
      return targets.includes(-1) ? 'two-signed-classes' : 'two-classes'
    case 'one-hot':
      return 'one-of-many'
    case 'multi-label':
      return 'labels'
    case 'values':
      return targets.every((target) => Math.abs(target) <= 1) ? 'values-within-one' : 'values'
  }
}

/** Cross-entropy for outputs that are probabilities. */
function usualCost(activation: Activation): Cost {
  return activation === 'sigmoid' || activation === 'softmax' ? 'cross-entropy' : 'squared-error'
}
