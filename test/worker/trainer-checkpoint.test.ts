import { describe, expect, it } from 'vitest'
import type { Experiment } from '../../src/shared/experiment'
import type { Checkpoint } from '../../src/shared/trainer'
import { lecture, OPTIMIZERS, startTrainer, stepToEpoch, withTraining, type NodeTrainer } from './node-trainer'

describe('a checkpoint', () => {
  /** What must be equal, bit for bit. */
  const everything = (lab: NodeTrainer): Checkpoint => lab.trainer.checkpoint()

  describe.each(OPTIMIZERS)('$kind', (optimizer) => {
    it.each([true, false])(
      'continues as if never interrupted, in the middle of an epoch too (shuffle: %s)',
      (shuffle) => {
        const experiment = withTraining(lecture(), { optimizer, shuffle })
        const whole = startTrainer(experiment)
        stepToEpoch(whole, 6)

        const first = startTrainer(experiment)
        stepToEpoch(first, 2)
        first.trainer.stepBatch()
        first.trainer.stepExample()
        const second = startTrainer()
        second.load(experiment, everything(first))
        expect(second.frame().progress).toMatchObject({ epoch: 2, position: 9, steps: 16 })
        expect(second.frame().progress).toEqual(first.frame().progress)
        // Both go on alike.
        for (const lab of [first, second]) stepToEpoch(lab, 6)
        expect(everything(second)).toEqual(everything(first))

        const third = startTrainer()
        third.load(experiment, midway(experiment))
        stepToEpoch(third, 6)
        expect(everything(third)).toEqual(everything(whole))
      },
    )
  })

  /** After one batch of epoch 3, by ordinary training alone. */
  function midway(experiment: Experiment): Checkpoint {
    const lab = startTrainer(experiment)
    stepToEpoch(lab, 3)
    lab.trainer.stepBatch()
    return lab.trainer.checkpoint()
  }

  it('knows the last example and the initial weights', () => {
    for (const epochs of [0, 1]) {
      const first = startTrainer(lecture())
      stepToEpoch(first, epochs)
      if (epochs === 0) first.trainer.stepBatch()
      const second = startTrainer()
      second.load(lecture(), first.trainer.checkpoint())
      expect(second.frame().model?.trace).toEqual(first.frame().model?.trace)
      second.trainer.reset()
      expect(second.theta()).toEqual(startTrainer(lecture()).theta())
    }
  })

  it('keeps an order that was drawn before the settings changed', () => {
    const first = startTrainer(lecture())
    first.trainer.stepBatch()
    first.trainer.setTraining({ ...lecture().training, shuffle: false })
    const second = startTrainer()
    second.load(withTraining(lecture(), { shuffle: false }), first.trainer.checkpoint())
    for (const lab of [first, second]) stepToEpoch(lab, 3)
    expect(second.theta()).toEqual(first.theta())
  })

  it('keeps Adam’s count of its own updates', () => {
    const adam = { ...lecture().training, optimizer: OPTIMIZERS[3] ?? lecture().training.optimizer }
    const first = startTrainer(lecture())
    stepToEpoch(first, 2)
    first.trainer.setTraining(adam)
    first.trainer.stepBatch()
    const second = startTrainer()
    second.load({ ...lecture(), training: adam }, first.trainer.checkpoint())
    for (const lab of [first, second]) stepToEpoch(lab, 4)
    expect(second.theta()).toEqual(first.theta())
  })

  it.each<[string, (good: Checkpoint) => Partial<Checkpoint>, string]>([
    ['other weights', () => ({ theta: new Float32Array(3) }), 'checkpoint.theta'],
    ['other initial weights', () => ({ initialTheta: new Float32Array(3) }), 'checkpoint.initialTheta'],
    ['another optimizer', () => ({ optimizerState: new Float32Array(15) }), 'checkpoint.optimizerState'],
    ['half an epoch', ({ progress }) => ({ progress: { ...progress, epoch: 0.5 } }), 'checkpoint.progress'],
    [
      'a position outside',
      ({ progress }) => ({ progress: { ...progress, position: 50 } }),
      'checkpoint.progress.position',
    ],
    [
      'a short column',
      ({ history }) => ({ history: { ...history, testCost: new Float32Array(1) } }),
      'checkpoint.history',
    ],
    ['a future epoch', ({ progress }) => ({ progress: { ...progress, epoch: 1 } }), 'checkpoint.history'],
  ])('with %s is refused, and the model that was there goes on', (_, change, path) => {
    const lab = startTrainer(lecture())
    stepToEpoch(lab, 2)
    const before = lab.trainer.checkpoint()
    const checkpoint = { ...before, ...change(before) }
    expect(lab.trainer.load({ generation: 99, experiment: lecture(), checkpoint })).toMatchObject({
      ok: false,
      problems: [{ path }],
    })
    expect(lab.trainer.checkpoint()).toEqual(before)
    // The screen has let go of the old numbers: it gets all of them again.
    expect(lab.frame()).toMatchObject({ generation: 1, model: { theta: before.theta }, history: before.history })
  })
})
