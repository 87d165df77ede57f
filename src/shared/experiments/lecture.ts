/** The lecture's own networks. */
import type { Experiment, InlineDataset } from '../experiment'

type Content = Omit<Experiment, 'format' | 'version' | 'name'>

const XNOR_TABLE: InlineDataset = {
  kind: 'inline',
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [[1], [0], [0], [1]],
  trainFraction: 1,
}

/** The 2-2-2-1 network of "Backpropagation intuition". */
export const lecture: Content = {
  network: {
    inputs: 2,
    layers: [
      { units: 2, activation: 'sigmoid' },
      { units: 2, activation: 'sigmoid' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
  cost: 'cross-entropy',
  initialization: { kind: 'xavier-uniform' },
  training: {
    optimizer: { kind: 'sgd', learningRate: 0.3 },
    batchSize: 10,
    shuffle: true,
    l1: 0,
    l2: 0,
    seed: 1,
  },
  dataset: {
    kind: 'generated',
    name: 'xor',
    samples: 500,
    noise: 0.1,
    seed: 1,
    features: ['x1', 'x2'],
    trainFraction: 0.5,
  },
}

/** x₁ XNOR x₂ from AND and NOR, with the weights that the course gives ("Examples and intuitions"). */
export const xnorByHand: Content = {
  network: {
    inputs: 2,
    layers: [
      { units: 2, activation: 'sigmoid' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
  cost: 'cross-entropy',
  initialization: { kind: 'given' },
  training: {
    optimizer: { kind: 'sgd', learningRate: 0.3 },
    batchSize: 4,
    shuffle: false,
    l1: 0,
    l2: 0,
    seed: 1,
  },
  dataset: XNOR_TABLE,
  theta: [
    [
      [-30, 20, 20],
      [10, -20, -20],
    ],
    [[-10, 20, 20]],
  ],
}
