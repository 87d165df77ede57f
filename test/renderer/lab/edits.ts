/** Changes of an experiment, as the page makes them. */
import type { Experiment, OptimizerSpec } from '../../../src/shared/experiment'

type Edit = (experiment: Experiment) => Experiment

export function setRate(learningRate: number): Edit {
  return (experiment) => ({
    ...experiment,
    training: { ...experiment.training, optimizer: { ...experiment.training.optimizer, learningRate } },
  })
}

export function setOptimizer(optimizer: OptimizerSpec): Edit {
  return (experiment) => ({ ...experiment, training: { ...experiment.training, optimizer } })
}

export function setSeed(seed: number): Edit {
  return (experiment) => ({ ...experiment, training: { ...experiment.training, seed } })
}

/** Of the first hidden layer. */
export function setHidden(units: number): Edit {
  return ({ theta: _, ...experiment }) => ({
    ...experiment,
    initialization: { kind: 'xavier-uniform' },
    network: {
      ...experiment.network,
      layers: experiment.network.layers.map((layer, index) => (index === 0 ? { ...layer, units } : layer)),
    },
  })
}

export function rename(name: string): Edit {
  return (experiment) => ({ ...experiment, name })
}
