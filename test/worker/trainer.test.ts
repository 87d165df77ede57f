import { describe, expect, it } from 'vitest'
import type { Experiment } from '../../src/shared/experiment'
import type { Checkpoint, History } from '../../src/shared/trainer'
import { prepareDataset } from '../../src/worker/engine/datasets'
import { initialTheta } from '../../src/worker/engine/initialization'
import { createModel, type Model } from '../../src/worker/engine/model'
import { epochOrder } from '../../src/worker/engine/rng'
import { kernels } from './engine/engine'
import { lecture, OPTIMIZERS, startTrainer, stepToEpoch, withTraining, type NodeTrainer } from './node-trainer'

/** The same run without a trainer: one call for each epoch. */
function trainDirectly(experiment: Experiment, epochs: number): Model {
  const prepared = prepareDataset(experiment.dataset, experiment.network)
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems))
  const { network, initialization, training, theta } = experiment
  const model = createModel(kernels, experiment, prepared.value)
  model.theta().set(initialTheta(network, initialization, theta, training.seed))
  const { trainCount } = prepared.value.summary
  for (let epoch = 0; epoch < epochs; epoch++) {
    model.train(epochOrder(training.seed, epoch, trainCount, training.shuffle), 0, trainCount)
  }
  return model
}

const lastCost = ({ trainCost }: History): number => trainCost.at(-1) ?? NaN

describe('training', () => {
  it('makes the cost of the lecture’s network fall, and gets most answers right', () => {
    const lab = startTrainer(lecture())
    lab.trainTo(200)
    const { history, evaluation } = lab.frame()
    expect(history?.trainCost[0]).toBeGreaterThan(0.6)
    expect(history && lastCost(history)).toBeLessThan(0.1)
    expect(evaluation?.trainAccuracy).toBeGreaterThan(0.95)
    expect(evaluation?.testAccuracy).toBeGreaterThan(0.9)
  })

  it.each(OPTIMIZERS)('$kind: in slices gives the same bits as epoch by epoch', (optimizer) => {
    const experiment = withTraining(lecture(), { optimizer, l1: 1e-4, l2: 1e-3 })
    // Time passes so fast that a slice holds only a few batches.
    const lab = startTrainer(experiment, 1.5)
    stepToEpoch(lab, 7)
    expect(lab.theta()).toEqual(trainDirectly(experiment, 7).theta().slice())
  })

  it.each([true, false])('an epoch in pieces equals a whole one (shuffle: %s)', (shuffle) => {
    const experiment = withTraining(lecture(), { shuffle })
    const lab = startTrainer(experiment)
    lab.trainer.stepBatch()
    expect(lab.frame().progress).toMatchObject({ epoch: 0, position: 8, steps: 1 })
    lab.trainer.stepBatch()
    lab.trainer.stepEpoch()
    expect(lab.frame().progress).toMatchObject({ epoch: 1, position: 0, steps: 7 })
    for (let batch = 0; batch < 7; batch++) lab.trainer.stepBatch()
    expect(lab.frame().progress).toMatchObject({ epoch: 2, position: 0, steps: 14 })
    expect(lab.theta()).toEqual(trainDirectly(experiment, 2).theta().slice())
  })

  it('example by example equals an epoch in batches of one', () => {
    const lab = startTrainer(lecture())
    for (let example = 0; example < 50; example++) lab.trainer.stepExample()
    expect(lab.frame().progress).toMatchObject({ epoch: 1, position: 0, steps: 50 })
    const direct = trainDirectly(withTraining(lecture(), { batchSize: 1 }), 1)
    expect(lab.theta()).toEqual(direct.theta().slice())
  })

  it('shows the example that trained last', () => {
    const lab = startTrainer(lecture())
    expect(lab.frame().model?.trace.example).toBe(0)
    const order = epochOrder(1, 0, 50, true)
    for (let example = 0; example < 3; example++) {
      lab.trainer.stepExample()
      expect(lab.frame().model?.trace.example).toBe(order[example])
    }
  })

  it('a batch larger than the data is the whole of it', () => {
    const lab = startTrainer(withTraining(lecture(), { batchSize: 1000 }))
    lab.trainer.stepBatch()
    expect(lab.frame().progress).toMatchObject({ epoch: 1, position: 0, steps: 1 })
  })

  it('may be interrupted in a long epoch and goes on from there', () => {
    const lab = startTrainer(lecture(), 2)
    lab.trainer.stepEpoch()
    expect(lab.frame().running).toBe(true)
    lab.trainer.pause()
    const { progress, running } = lab.frame()
    expect(running).toBe(false)
    expect(progress.position).toBeGreaterThan(0)
    lab.clock.run(1000)
    expect(lab.frame().progress.position).toBe(progress.position)
    stepToEpoch(lab, 1)
    expect(lab.theta()).toEqual(trainDirectly(lecture(), 1).theta().slice())
  })
})

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

describe('load', () => {
  it('refuses an experiment that is not sound, naming the place', () => {
    const lab = startTrainer(lecture())
    const wrong = { ...lecture(), network: { ...lecture().network, inputs: 5 } }
    expect(lab.trainer.load({ generation: 2, experiment: wrong, checkpoint: null })).toMatchObject({
      ok: false,
      problems: [{ path: 'network.inputs' }],
    })
    lab.trainer.stepBatch()
    expect(lab.frame()).toMatchObject({ generation: 1, progress: { steps: 1 } })
  })

  it('stops training and answers with the data; frames carry the new generation', () => {
    const lab = startTrainer(lecture())
    lab.trainer.play('full')
    lab.clock.run(50)
    const outcome = lab.trainer.load({ generation: 7, experiment: lecture(), checkpoint: null })
    expect(outcome).toMatchObject({ ok: true, value: { generation: 7, data: { trainCount: 50, testCount: 20 } } })
    lab.clock.run(50)
    expect(lab.frame()).toMatchObject({ generation: 7, running: false, progress: { epoch: 0, steps: 0 } })
  })

  it('lets the revision grow, so that no two states of θ share one', () => {
    const lab = startTrainer(lecture())
    lab.trainer.stepBatch()
    const before = lab.frame().revision
    lab.load(lecture())
    expect(lab.frame().revision).toBeGreaterThan(before)
  })

  it('draws the weights that the seed gives, and those of the file where it has them', () => {
    const { network, initialization } = lecture()
    expect(startTrainer(lecture()).theta()).toEqual(initialTheta(network, initialization, undefined, 1))
    const theta = [[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [1, 2, 3]], [[4, 5, 6]]] // prettier-ignore
    expect([...startTrainer(lecture({ theta })).theta()]).toEqual(theta.flat(2))
  })

  it('before any load there is nothing to show, and orders do nothing', () => {
    const lab = startTrainer()
    lab.trainer.play('full')
    lab.trainer.stepExample()
    lab.trainer.pause()
    lab.trainer.reset()
    expect(lab.frame()).toMatchObject({ generation: 0, running: false, model: null, history: null })
    expect(() => lab.trainer.checkpoint()).toThrow('no model')
  })
})

describe('reset', () => {
  it.each(OPTIMIZERS)('$kind: back to exactly the initial weights, with nothing left over', (optimizer) => {
    const lab = startTrainer(withTraining(lecture(), { optimizer }))
    const fresh = lab.trainer.checkpoint()
    lab.trainTo(5)
    lab.trainer.reset()
    expect(lab.frame()).toMatchObject({ running: false, progress: { epoch: 0, position: 0, steps: 0 } })
    expect(lab.trainer.checkpoint()).toEqual({ ...fresh, history: lab.trainer.checkpoint().history })
    // The same run again.
    const other = startTrainer(withTraining(lecture(), { optimizer }))
    for (const each of [lab, other]) stepToEpoch(each, 3)
    expect(lab.trainer.checkpoint()).toEqual(other.trainer.checkpoint())
  })

  it('while training stops', () => {
    const lab = startTrainer(lecture())
    lab.trainer.play('full')
    lab.clock.run(30)
    lab.trainer.reset()
    lab.clock.run(30)
    expect(lab.frame()).toMatchObject({ running: false, progress: { steps: 0 } })
  })
})

describe('setWeight', () => {
  it('before the first update is where Reset returns to', () => {
    const lab = startTrainer(lecture())
    lab.trainer.setWeight(4, 2.5)
    const start = lab.theta()
    expect(start[4]).toBe(2.5)
    const { history, evaluation } = lab.frame()
    expect(history?.epochs).toEqual(Float64Array.of(0))
    expect(history?.trainCost[0]).toBe(Math.fround(evaluation?.trainCost ?? NaN))
    lab.trainTo(2)
    lab.trainer.reset()
    expect(lab.theta()).toEqual(start)
  })

  it('later changes only the weight: Reset forgets it', () => {
    const lab = startTrainer(lecture())
    const start = lab.theta()
    lab.trainer.stepBatch()
    const { revision } = lab.frame()
    lab.trainer.setWeight(0, -1)
    const after = lab.frame()
    expect(after.model?.theta[0]).toBe(-1)
    expect(after.revision).toBe(revision + 1)
    expect(after.evaluation).not.toBeNull()
    lab.trainer.reset()
    expect(lab.theta()).toEqual(start)
  })

  it.each([
    [15, 0],
    [-1, 0],
    [0.5, 0],
    [0, NaN],
    [0, 1e39],
  ])('refuses weight %d = %d', (index, value) => {
    const lab = startTrainer(lecture())
    const before = lab.theta()
    expect(() => lab.trainer.setWeight(index, value)).toThrow(RangeError)
    expect(lab.theta()).toEqual(before)
  })
})

describe('setTraining', () => {
  it('changes the run without starting over', () => {
    const lab = startTrainer(lecture())
    stepToEpoch(lab, 3)
    const before = lab.theta()
    const outcome = lab.trainer.setTraining({ ...lecture().training, optimizer: { kind: 'sgd', learningRate: 0.01 } })
    expect(outcome).toEqual({ ok: true, value: null })
    expect(lab.theta()).toEqual(before)
    expect(lab.frame().progress.epoch).toBe(3)
  })

  it('with another optimizer goes on as if that one began here', () => {
    const [, , , adam = lecture().training.optimizer] = OPTIMIZERS
    const lab = startTrainer(lecture())
    stepToEpoch(lab, 3)
    lab.trainer.setTraining({ ...lecture().training, optimizer: adam })
    const model = trainDirectly(lecture(), 3)
    model.configure({ ...lecture().training, optimizer: adam })
    model.steps = 0
    model.train(epochOrder(1, 3, 50, true), 0, 50)
    stepToEpoch(lab, 4)
    expect(lab.theta()).toEqual(model.theta().slice())
    expect(lab.frame().progress.steps).toBe(28)
  })

  it('takes the order of the examples from the next epoch on', () => {
    const lab = startTrainer(withTraining(lecture(), { batchSize: 1 }))
    const examples = (count: number): (number | undefined)[] =>
      Array.from({ length: count }, () => {
        lab.trainer.stepExample()
        return lab.frame().model?.trace.example
      })
    const begun = examples(1)
    lab.trainer.setTraining({ ...lecture().training, seed: 9 })
    const rest = examples(49)
    expect([...begun, ...rest]).toEqual([...epochOrder(1, 0, 50, true)])
    expect(examples(50)).toEqual([...epochOrder(9, 1, 50, true)])
    lab.trainer.setTraining({ ...lecture().training, shuffle: false })
    expect(examples(50)).toEqual(Array.from({ length: 50 }, (_, i) => i))
  })

  it('shows at once what regularisation adds to J', () => {
    const lab = startTrainer(lecture())
    const before = lab.frame()
    lab.trainer.setTraining({ ...lecture().training, l2: 0.5 })
    const after = lab.frame()
    expect(after.evaluation?.trainCost).toBeGreaterThan(before.evaluation?.trainCost ?? Infinity)
    expect(after.evaluation?.testCost).toBe(before.evaluation?.testCost)
    expect(after.model?.gradient).not.toEqual(before.model?.gradient)
    expect(after.model?.theta).toEqual(before.model?.theta)
  })

  it.each([
    [{ optimizer: { kind: 'sgd', learningRate: 0 } }, 'training.optimizer.learningRate'],
    [{ optimizer: { kind: 'sgd', learningRate: NaN } }, 'training.optimizer.learningRate'],
    [{ batchSize: 0 }, 'training.batchSize'],
    [{ batchSize: 1.5 }, 'training.batchSize'],
    [{ l2: -1 }, 'training.l2'],
  ] as const)('refuses %o', (change, path) => {
    const lab = startTrainer(lecture())
    expect(lab.trainer.setTraining({ ...lecture().training, ...change })).toMatchObject({
      ok: false,
      problems: [{ path }],
    })
    stepToEpoch(lab, 1)
    expect(lab.theta()).toEqual(trainDirectly(lecture(), 1).theta().slice())
  })
})
