import { describe, expect, it } from 'vitest'
import type { Experiment } from '../../src/shared/experiment'
import type { Divergence } from '../../src/shared/trainer'
import { lecture, startTrainer, withTraining, type NodeTrainer } from './node-trainer'

/** Nothing bounds these outputs: a learning rate that is too large makes them grow without end. */
function unbounded(learningRate: number, changes: Partial<Experiment['training']> = {}): Experiment {
  const experiment = lecture({
    network: {
      inputs: 2,
      layers: [
        { units: 3, activation: 'relu' },
        { units: 1, activation: 'linear' },
      ],
    },
    cost: 'squared-error',
  })
  return withTraining(experiment, { optimizer: { kind: 'sgd', learningRate }, ...changes })
}

function trainUntilBroken(lab: NodeTrainer): Divergence {
  lab.trainer.play('full')
  for (let look = 0; look < 500; look++) {
    lab.clock.run(20)
    const { divergence, running } = lab.frame()
    if (divergence) {
      expect(running).toBe(false)
      return divergence
    }
  }
  throw new Error('It never diverged')
}

const isFinite = (values: Float32Array): boolean => values.every(Number.isFinite)

describe('a run that diverges', () => {
  it.each([1, 10, 1000, 1e6])('stops with finite weights and names the place (α = %d)', (learningRate) => {
    const lab = startTrainer(unbounded(learningRate))
    const divergence = trainUntilBroken(lab)
    expect(['z', 'a', 'delta', 'gradient', 'theta', 'cost']).toContain(divergence.tensor)
    if (divergence.tensor !== 'cost') {
      expect(divergence.layer).toBeGreaterThanOrEqual(2)
      expect(divergence.layer).toBeLessThanOrEqual(3)
      expect(divergence.unit).toBeLessThan(divergence.layer === 2 ? 3 : 1)
    }
    expect(isFinite(lab.theta())).toBe(true)
    expect(lab.frame().progress.steps).toBe(divergence.step - 1)
  })

  it('names the very step: one at a time comes to the same', () => {
    for (const learningRate of [1, 10, 1e6]) {
      const inSlices = startTrainer(unbounded(learningRate))
      const divergence = trainUntilBroken(inSlices)
      const byHand = startTrainer(unbounded(learningRate))
      let weights = byHand.theta()
      for (let step = 1; step < divergence.step; step++) {
        byHand.trainer.stepBatch()
        expect(byHand.frame().divergence).toBeNull()
        weights = byHand.theta()
      }
      byHand.trainer.stepBatch()
      expect(byHand.frame().divergence).toEqual(divergence)
      expect(byHand.theta()).toEqual(weights)
      expect(inSlices.theta()).toEqual(weights)
      expect(inSlices.trainer.checkpoint()).toEqual(byHand.trainer.checkpoint())
    }
  })

  it('by the update itself is undone: θ is as before it', () => {
    // Cost and gradient (≈ 1e36) are finite, α times the gradient is not.
    const dataset = { kind: 'inline', inputs: [[1e18, 0]], targets: [[0]], trainFraction: 1 } as const
    const network = { inputs: 2, layers: [{ units: 1, activation: 'linear' }] } as const
    const lab = startTrainer({ ...unbounded(1e6), network, dataset, theta: [[[0, 1, 0.5]]] })
    lab.trainer.stepEpoch()
    expect(lab.frame()).toMatchObject({
      divergence: { epoch: 0, step: 1, tensor: 'theta', layer: 2, unit: 0 },
      progress: { epoch: 0, position: 0, steps: 0 },
    })
    expect([...lab.theta()]).toEqual([0, 1, 0.5])
  })

  it('is found in a large model too, which is checked less often', () => {
    const layers = [
      { units: 400, activation: 'relu' },
      { units: 300, activation: 'relu' },
      { units: 1, activation: 'linear' },
    ] as const
    const experiment = { ...unbounded(100, { batchSize: 4 }), network: { inputs: 2, layers } }
    const lab = startTrainer(experiment, 1)
    const divergence = trainUntilBroken(lab)
    expect(isFinite(lab.theta())).toBe(true)
    expect(lab.frame().progress.steps).toBe(divergence.step - 1)
  })

  it('keeps a history of finite numbers', () => {
    const network = { inputs: 2, layers: [{ units: 1, activation: 'linear' }] } as const
    const lab = startTrainer({ ...unbounded(0.5, { batchSize: 50 }), network })
    trainUntilBroken(lab)
    const { history, progress } = lab.trainer.checkpoint()
    expect(history.epochs.at(-1)).toBe(progress.epoch)
    expect(progress.epoch).toBeGreaterThan(10)
    expect(isFinite(history.meanAbsDelta.subarray(1))).toBe(true)
    expect(isFinite(history.highestBatchCost.subarray(1))).toBe(true)
  })

  it('can go on with a smaller learning rate', () => {
    const lab = startTrainer(unbounded(10))
    trainUntilBroken(lab)
    lab.trainer.reset()
    expect(lab.frame().divergence).toBeNull()
    lab.trainer.setTraining(unbounded(0.001).training)
    lab.trainTo(20)
    expect(lab.frame().divergence).toBeNull()
  })

  it('is forgotten after an edit of a weight', () => {
    const lab = startTrainer(unbounded(10))
    trainUntilBroken(lab)
    lab.trainer.setWeight(0, 0.5, false)
    expect(lab.frame().divergence).toBeNull()
  })

  it('that was saved broken opens, says so, and can’t be trained before it is mended', () => {
    const lab = startTrainer(unbounded(0.01))
    const checkpoint = lab.trainer.checkpoint()
    checkpoint.theta[4] = NaN // layer 2: three weights for each unit
    lab.load(unbounded(0.01), checkpoint)
    expect(lab.frame()).toMatchObject({ divergence: { tensor: 'theta', layer: 2, unit: 1 } })
    lab.trainer.play('full')
    lab.clock.run(50)
    expect(lab.frame()).toMatchObject({ running: false, progress: { steps: 0 }, divergence: { tensor: 'theta' } })
    lab.trainer.reset()
    expect(lab.frame()).toMatchObject({ divergence: null, evaluation: { epoch: 0 } })
  })
})
