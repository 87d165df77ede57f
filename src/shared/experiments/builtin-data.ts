/** Real data. */
import type { Experiment } from '../experiment'

type Content = Omit<Experiment, 'format' | 'version' | 'name'>

export const iris: Content = {
  network: {
    inputs: 4,
    layers: [
      { units: 5, activation: 'tanh' },
      { units: 3, activation: 'softmax' },
    ],
  },
  cost: 'cross-entropy',
  initialization: { kind: 'xavier-uniform' },
  training: {
    optimizer: { kind: 'momentum', learningRate: 0.05, momentum: 0.9 },
    batchSize: 10,
    shuffle: true,
    l1: 0,
    l2: 0.001,
    seed: 1,
  },
  dataset: { kind: 'builtin', name: 'iris', seed: 1, trainFraction: 0.8 },
}

/** Handwritten digits: 8×8 pixels, ten classes. */
export const digits: Content = {
  network: {
    inputs: 64,
    layers: [
      { units: 25, activation: 'sigmoid' },
      { units: 10, activation: 'softmax' },
    ],
  },
  cost: 'cross-entropy',
  initialization: { kind: 'xavier-uniform' },
  training: {
    optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    batchSize: 32,
    shuffle: true,
    l1: 0,
    l2: 0.0001,
    seed: 1,
  },
  dataset: { kind: 'builtin', name: 'digits', seed: 1, trainFraction: 0.8 },
}
