import { describe, expect, it } from 'vitest'
import type { Experiment } from '../../src/shared/experiment'
import { OPTIMIZERS, lecture, startTrainer, stepToEpoch } from './node-trainer'

const digits: Experiment = lecture({
  name: 'Digits',
  network: {
    inputs: 64,
    layers: [
      { units: 25, activation: 'sigmoid' },
      { units: 10, activation: 'softmax' },
    ],
  },
  dataset: { kind: 'builtin', name: 'digits', seed: 1, trainFraction: 0.8 },
})

describe('handwritten digits, 64-25-10', () => {
  it.each([
    { optimizer: OPTIMIZERS[3] ?? digits.training.optimizer, batchSize: 32, seed: 1 },
    { optimizer: OPTIMIZERS[3] ?? digits.training.optimizer, batchSize: 32, seed: 2 },
    { optimizer: { kind: 'sgd', learningRate: 0.5 } as const, batchSize: 10, seed: 1 },
  ])('$optimizer.kind, seed $seed: 95 % of the test part within 60 epochs', (settings) => {
    const lab = startTrainer({ ...digits, training: { ...digits.training, ...settings } })
    stepToEpoch(lab, 60)
    const { evaluation, progress } = lab.frame()
    expect(progress.epoch).toBe(60)
    expect(evaluation?.testAccuracy).toBeGreaterThanOrEqual(0.95)
    const confusion = evaluation?.confusion ?? new Uint32Array()
    expect(confusion.reduce((sum, count) => sum + count, 0)).toBe(359)
  })
})
