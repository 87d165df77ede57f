/** Pause, save, load, go on: the bits of a run that was never interrupted, wherever it was, as often as it was. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeDlab, encodeDlab } from '../../src/shared/dlab'
import type { Experiment } from '../../src/shared/experiment'
import { HIDDEN_ACTIVATIONS } from '../../src/shared/network'
import type { Checkpoint } from '../../src/shared/trainer'
import { lecture, OPTIMIZERS, startTrainer, withTraining, type NodeTrainer } from './node-trainer'

const EPOCHS = 4

const anyExperiment = fc
  .record({
    hidden: fc.array(
      fc.record({ units: fc.integer({ min: 1, max: 6 }), activation: fc.constantFrom(...HIDDEN_ACTIVATIONS) }),
      { maxLength: 2 },
    ),
    samples: fc.integer({ min: 4, max: 90 }),
    trainFraction: fc.constantFrom(0.5, 0.8, 1),
    training: fc.record({
      batchSize: fc.integer({ min: 1, max: 20 }),
      shuffle: fc.boolean(),
      l1: fc.constantFrom(0, 1e-3),
      l2: fc.constantFrom(0, 1e-2),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    }),
  })
  .map(({ hidden, samples, trainFraction, training }) => {
    const experiment = lecture({
      network: { inputs: 2, layers: [...hidden, { units: 1, activation: 'sigmoid' }] },
      dataset: {
        kind: 'generated',
        name: 'circle',
        samples,
        noise: 0.2,
        seed: 3,
        features: ['x1', 'x2'],
        trainFraction,
      },
    })
    return withTraining(experiment, training)
  })

/** What is done before each of the saves. */
const anyInterruptions = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('batches' as const), count: fc.integer({ min: 0, max: 25 }) }),
    // Milliseconds of a clock in which a slice holds a batch or two.
    fc.record({ kind: fc.constant('play' as const), count: fc.integer({ min: 1, max: 40 }) }),
  ),
  { minLength: 1, maxLength: 4 },
)
type Interruption = { readonly kind: 'batches' | 'play'; readonly count: number }

const bits = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('hex')

/** All that training changes, θ and state by their bits. */
function stateOf({ trainer }: NodeTrainer): object {
  const { theta, optimizerState, ...rest } = trainer.checkpoint()
  return { theta: bits(theta), optimizerState: bits(optimizerState), ...rest }
}

/** Or to where numbers run away. */
function trainToEnd(lab: NodeTrainer): NodeTrainer {
  for (let round = 0; round < 100; round++) {
    const { progress, divergence } = lab.frame()
    if (progress.epoch >= EPOCHS || divergence) return lab
    lab.trainer.stepEpoch()
    lab.clock.run(1000)
  }
  throw new Error(`It stays in epoch ${lab.frame().progress.epoch}`)
}

function interrupt(lab: NodeTrainer, { kind, count }: Interruption): void {
  if (kind === 'batches') for (let batch = 0; batch < count; batch++) lab.trainer.stepBatch()
  else {
    lab.trainer.play('full')
    lab.clock.run(count)
    lab.trainer.pause()
  }
}

/** Through the saved file, into a trainer that has never seen the run. */
function saveAndOpen(experiment: Experiment, checkpoint: Checkpoint): NodeTrainer {
  const saved = decodeDlab(encodeDlab({ experiment, checkpoint }))
  if (!saved.ok) throw new Error(JSON.stringify(saved.problems))
  const lab = startTrainer(undefined, 1.5)
  lab.load(saved.value.experiment, saved.value.checkpoint)
  return lab
}

describe.each(OPTIMIZERS)('with $kind', { timeout: 30_000 }, (optimizer) => {
  it('goes on from a saved file as if it had never stopped', () => {
    let withinEpoch = 0
    let finished = 0
    fc.assert(
      fc.property(anyExperiment, anyInterruptions, (settings, interruptions) => {
        const experiment = withTraining(settings, { optimizer })
        let lab = startTrainer(experiment, 1.5)
        for (const interruption of interruptions) {
          interrupt(lab, interruption)
          const { progress } = lab.frame()
          fc.pre(progress.epoch < EPOCHS)
          if (progress.position > 0) withinEpoch++
          lab = saveAndOpen(experiment, lab.trainer.checkpoint())
        }
        if (!trainToEnd(lab).frame().divergence) finished++
        expect(stateOf(lab)).toEqual(stateOf(trainToEnd(startTrainer(experiment, 1.5))))
      }),
      { numRuns: 60, seed: 7 },
    )
    expect(withinEpoch).toBeGreaterThan(30)
    expect(finished).toBeGreaterThan(30)
  })
})
