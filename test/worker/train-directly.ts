import type { Experiment } from '../../src/shared/experiment'
import { prepareDataset } from '../../src/worker/engine/datasets'
import { initialTheta } from '../../src/worker/engine/initialization'
import { createModel, type Model } from '../../src/worker/engine/model'
import { epochOrder } from '../../src/shared/rng'
import { kernels } from './engine/engine'

/** The same run without a trainer: one call for each epoch. */
export function trainDirectly(experiment: Experiment, epochs: number): Model {
  const prepared = prepareDataset(experiment.dataset, experiment.network)
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems))
  const { network, initialization, training, theta } = experiment
  const model = createModel(kernels, experiment, prepared.value)
  model.theta().set(initialTheta(network, initialization, theta, training.seed))
  const { trainCount } = prepared.value.summary
  for (let epoch = 0; epoch < epochs; epoch++) {
    model.train(epochOrder(training.seed, epoch, trainCount, training.shuffle), 0, trainCount)
  }
  return model
}
