import { describe, expect, it } from 'vitest'
import { epochOrder } from '../../src/shared/rng'
import { lecture, OPTIMIZERS, startTrainer, stepToEpoch, withTraining } from './node-trainer'
import { trainDirectly } from './train-directly'

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
