/** Networks that don't learn, each for a reason worth seeing. */
import type { Experiment, GeneratedDataset } from '../experiment'
import type { LayerSpec } from '../network'

type Content = Omit<Experiment, 'format' | 'version' | 'name'>

const POINTS: GeneratedDataset = {
  kind: 'generated',
  name: 'circle',
  samples: 500,
  noise: 0.1,
  seed: 1,
  features: ['x1', 'x2'],
  trainFraction: 0.5,
}

const hidden = (count: number, layer: LayerSpec): LayerSpec[] => Array.from({ length: count }, () => layer)

/** Each sigmoid layer lets at most a quarter of δ through: g′ is never more than 0.25. */
export const vanishingDeltas: Content = {
  network: {
    inputs: 2,
    layers: [...hidden(8, { units: 3, activation: 'sigmoid' }), { units: 1, activation: 'sigmoid' }],
  },
  cost: 'cross-entropy',
  initialization: { kind: 'xavier-uniform' },
  training: { optimizer: { kind: 'sgd', learningRate: 0.3 }, batchSize: 10, shuffle: true, l1: 0, l2: 0, seed: 1 },
  dataset: POINTS,
}

/** With all weights zero the units of a layer get the same δ, and stay the same for ever. */
export const symmetry: Content = {
  network: {
    inputs: 2,
    layers: [
      { units: 4, activation: 'sigmoid' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
  cost: 'cross-entropy',
  initialization: { kind: 'zeros' },
  training: { optimizer: { kind: 'sgd', learningRate: 1 }, batchSize: 10, shuffle: true, l1: 0, l2: 0, seed: 1 },
  dataset: POINTS,
}

/** A step that is too large pushes ReLU units where they answer 0 to everything, and their δ is 0 from then on. */
export const dyingRelu: Content = {
  network: {
    inputs: 2,
    layers: [
      { units: 6, activation: 'relu' },
      { units: 4, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
  cost: 'cross-entropy',
  initialization: { kind: 'he-uniform' },
  training: { optimizer: { kind: 'sgd', learningRate: 1 }, batchSize: 10, shuffle: true, l1: 0, l2: 0, seed: 1 },
  dataset: POINTS,
}
