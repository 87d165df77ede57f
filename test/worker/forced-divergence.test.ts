/** Each way that numbers can run away, made to happen. */
import { describe, expect, it } from 'vitest'
import { BATCHES, force, FORCED } from './forced-divergences'
import { lecture, startTrainer } from './node-trainer'

it('30 and more are forced, in every tensor that can break', () => {
  expect(FORCED.length).toBeGreaterThanOrEqual(30)
  // Of a finite z every activation is finite: a breaks only together with z, which is named first.
  const tensors = new Set(FORCED.map(({ found }) => found.tensor))
  expect([...tensors].sort()).toEqual(['cost', 'delta', 'gradient', 'theta', 'z'])
})

describe.each(BATCHES)('in batches of $batchSize', (batch) => {
  it.each(FORCED)('$what: $found', (forced) => {
    force(forced, batch)
  })
})

describe('cross-entropy, whose δ is never large', () => {
  it.each([
    { activation: 'sigmoid', targets: [1, 1], theta: [[-3e38, 0, 0], [-3e38, 0, 0]] }, // prettier-ignore
    { activation: 'softmax', targets: [0, 1], theta: [[3e38, 0, 0], [-3e38, 0, 0]] }, // prettier-ignore
  ] as const)('of $activation outputs breaks in the cost', ({ activation, targets, theta }) => {
    const lab = startTrainer(
      lecture({
        network: { inputs: 2, layers: [{ units: 2, activation }] },
        dataset: { kind: 'inline', inputs: [[0, 0], [1, 1]], targets: [targets, targets], trainFraction: 1 }, // prettier-ignore
        theta: [theta],
      }),
    )
    lab.trainer.play('full')
    lab.clock.run(50)
    expect(lab.frame()).toMatchObject({
      running: false,
      divergence: { epoch: 0, tensor: 'cost', layer: null, unit: null },
    })
    expect(lab.theta()).toEqual(Float32Array.from(theta.flat()))
  })
})
