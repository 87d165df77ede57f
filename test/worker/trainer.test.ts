import { describe, expect, it } from 'vitest'
import type { History } from '../../src/shared/trainer'
import { initialTheta } from '../../src/worker/engine/initialization'
import { epochOrder } from '../../src/shared/rng'
import { trainDirectly } from './train-directly'
import { lecture, OPTIMIZERS, startTrainer, stepToEpoch, withTraining } from './node-trainer'

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
  it('that is an initial one is where Reset returns to', () => {
    const lab = startTrainer(lecture())
    lab.trainer.setWeight(4, 2.5, true)
    const start = lab.theta()
    expect(start[4]).toBe(2.5)
    const { history, evaluation } = lab.frame()
    expect(history?.epochs).toEqual(Float64Array.of(0))
    expect(history?.trainCost[0]).toBe(Math.fround(evaluation?.trainCost ?? NaN))
    lab.trainTo(2)
    lab.trainer.reset()
    expect(lab.theta()).toEqual(start)
  })

  it('that is none changes only the weight: Reset forgets it', () => {
    const lab = startTrainer(lecture())
    const start = lab.theta()
    lab.trainer.stepBatch()
    const { revision } = lab.frame()
    lab.trainer.setWeight(0, -1, false)
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
    expect(() => lab.trainer.setWeight(index, value, true)).toThrow(RangeError)
    expect(lab.theta()).toEqual(before)
  })
})
