/** A classic of the Playground's. */
import type { Experiment } from '../experiment'

type Content = Omit<Experiment, 'format' | 'version' | 'name'>

export const spiral: Content = {
  network: {
    inputs: 2,
    layers: [
      { units: 8, activation: 'tanh' },
      { units: 8, activation: 'tanh' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
  cost: 'cross-entropy',
  initialization: { kind: 'xavier-uniform' },
  training: {
    optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    batchSize: 10,
    shuffle: true,
    l1: 0,
    l2: 0,
    seed: 1,
  },
  dataset: {
    kind: 'generated',
    name: 'spiral',
    samples: 500,
    noise: 0,
    seed: 1,
    features: ['x1', 'x2'],
    trainFraction: 0.5,
  },
}
