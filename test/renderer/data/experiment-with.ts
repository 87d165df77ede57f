import type { Experiment } from '../../../src/shared/experiment'

/** A small experiment on the circle, with some of its parts replaced. */
export function experimentWith(parts: Partial<Experiment>): Experiment {
  return {
    format: 'delta-lab-experiment',
    version: 1,
    name: 'Circle',
    network: {
      inputs: 2,
      layers: [
        { units: 4, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
    },
    cost: 'cross-entropy',
    initialization: { kind: 'xavier-uniform' },
    training: { optimizer: { kind: 'sgd', learningRate: 0.3 }, batchSize: 10, shuffle: true, l1: 0, l2: 0, seed: 1 },
    dataset: {
      kind: 'generated',
      name: 'circle',
      samples: 500,
      noise: 0.1,
      seed: 1,
      features: ['x1', 'x2'],
      trainFraction: 0.5,
    },
    ...parts,
  }
}
