/** What the screen gets when it asks. */
import { describe, expect, it } from 'vitest'
import type { Experiment } from '../../src/shared/experiment'
import { prepareDataset } from '../../src/worker/engine/datasets'
import { createModel } from '../../src/worker/engine/model'
import { epochOrder } from '../../src/shared/rng'
import { transferablesOf } from '../../src/worker/frames'
import { isRecordedEpoch } from '../../src/worker/telemetry'
import { kernels } from './engine/engine'
import { lecture, startTrainer, stepToEpoch, withTraining } from './node-trainer'

const OUTPUT = { layer: 4, unit: 0 }

/** A model of the experiment with these weights. */
function modelWith(experiment: Experiment, theta: Float32Array) {
  const prepared = prepareDataset(experiment.dataset, experiment.network)
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems))
  const model = createModel(kernels, experiment, prepared.value)
  model.theta().set(theta)
  return { model, data: prepared.value }
}

describe('a frame', () => {
  it('at first has everything', () => {
    const lab = startTrainer(lecture())
    const frame = lab.frame({ map: OUTPUT })
    for (const part of ['model', 'evaluation', 'map', 'history'] as const) expect(frame[part]).not.toBeNull()
    expect(frame).toMatchObject({ generation: 1, running: false, divergence: null })
  })

  it('then only what has changed', () => {
    const lab = startTrainer(lecture())
    lab.frame({ map: OUTPUT })
    const nothing = { model: null, evaluation: null, map: null, history: null }
    expect(lab.frame({ map: OUTPUT })).toMatchObject(nothing)
    expect(lab.frame({ map: { layer: 2, unit: 1 } })).toMatchObject({
      ...nothing,
      map: { unit: { layer: 2, unit: 1 } },
    })
    expect(lab.frame({ example: 3, map: { layer: 2, unit: 1 } })).toMatchObject({
      ...nothing,
      model: { trace: { example: 3 } },
    })
    lab.trainer.stepExample()
    const stepped = lab.frame({ map: OUTPUT })
    for (const part of ['model', 'evaluation', 'map'] as const) expect(stepped[part]).not.toBeNull()
    expect(stepped.history).toBeNull() // the epoch has not ended
  })

  it('is of one moment: trace and map belong to its θ', () => {
    const lab = startTrainer(lecture())
    lab.trainer.play('full')
    for (let look = 0; look < 20; look++) {
      lab.clock.run(17)
      const { model, map } = lab.frame({ map: OUTPUT })
      if (!model) continue
      const own = modelWith(lecture(), model.theta)
      expect(model.trace).toEqual(own.model.trace(model.trace.example))
      const middle = own.model.activationsOf(Float32Array.of(-6 + 12.5 * (12 / 64), 6 - 40.5 * (12 / 64)), 4, 0)
      if (map) expect(map.values[40 * 64 + 12]).toBeCloseTo(middle[0] ?? NaN, 6)
    }
  })

  it('owns its memory: it may be transferred, and training goes on', () => {
    const lab = startTrainer(lecture())
    const frame = lab.frame({ map: OUTPUT })
    const buffers = transferablesOf(frame)
    expect(new Set(buffers).size).toBe(18)
    structuredClone(frame, { transfer: buffers as ArrayBuffer[] })
    stepToEpoch(lab, 2)
    const next = lab.frame({ map: OUTPUT })
    expect(next.history?.epochs).toEqual(Float64Array.of(0, 1, 2))
    expect(next.evaluation?.confusion).toHaveLength(4)
  })

  it('falls back to the latest example where the view’s is gone', () => {
    expect(startTrainer(lecture()).frame({ example: 70 }).model?.trace.example).toBe(0)
  })

  it('has no map of a unit that is not there, nor of data that is no plane', () => {
    const lab = startTrainer(lecture())
    expect(lab.frame({ map: { layer: 5, unit: 0 } }).map).toBeNull()
    expect(lab.frame({ map: { layer: 4, unit: 1 } }).map).toBeNull()
    const dataset = { kind: 'inline', inputs: [[1], [0]], targets: [[1], [0]], trainFraction: 1 } as const
    lab.load(lecture({ dataset, network: { ...lecture().network, inputs: 1 } }))
    expect(lab.frame({ map: OUTPUT })).toMatchObject({ map: null, model: { trace: { example: 0 } } })
  })

  it('carries the rate of training, and 0 at rest', () => {
    const lab = startTrainer(lecture())
    lab.trainer.play({ unit: 'epoch', perSecond: 20 })
    for (let second = 0; second < 30; second++) lab.clock.run(100)
    const rate = lab.frame().progress.examplesPerSecond
    expect(rate).toBeGreaterThan(900)
    expect(rate).toBeLessThan(1100)
    lab.trainer.pause()
    expect(lab.frame().progress.examplesPerSecond).toBe(0)
  })
})

describe('the gradient shown', () => {
  it('before the first update is of the first batch, in training order', () => {
    const experiment = withTraining(lecture(), { l2: 0.1 })
    const { model: shown } = startTrainer(experiment).frame()
    const { model } = modelWith(experiment, shown?.theta ?? new Float32Array())
    const first = epochOrder(1, 0, 50, true).subarray(0, 8)
    // The mean over the batch of each example’s own, and the penalty’s on the weights that are not biases.
    const mean = new Float64Array(model.parameterCount)
    for (const example of first) model.trace(example).gradient.forEach((d, i) => (mean[i] = (mean[i] ?? 0) + d / 8))
    const isBias = (index: number): boolean => index % 3 === 0
    const theta = model.theta()
    shown?.gradient.forEach((d, i) => {
      expect(d).toBeCloseTo((mean[i] ?? NaN) + (isBias(i) ? 0 : 0.1 * (theta[i] ?? NaN)), 6)
    })
  })

  it('then is what the last update used', () => {
    const lab = startTrainer(lecture())
    const before = lab.theta()
    lab.trainer.stepBatch()
    const { theta, gradient } = lab.frame().model ?? {}
    theta?.forEach((weight, i) => expect(weight).toBeCloseTo((before[i] ?? NaN) - 0.3 * (gradient?.[i] ?? NaN), 6))
  })
})

describe('evaluation', () => {
  it('counts right answers and confusions as the outputs say', () => {
    const lab = startTrainer(lecture())
    stepToEpoch(lab, 2)
    const { evaluation, model: shown } = lab.frame()
    const { model, data } = modelWith(lecture(), shown?.theta ?? new Float32Array())
    const answers = [...model.outputs(0, 70)].map((h) => (h >= 0.5 ? 1 : 0))
    const isRight = answers.map((answer, i) => answer === data.targets[i])
    const share = (part: boolean[]): number => part.filter(Boolean).length / part.length
    expect(evaluation?.trainAccuracy).toBe(share(isRight.slice(0, 50)))
    expect(evaluation?.testAccuracy).toBe(share(isRight.slice(50)))
    const confusion = [0, 0, 0, 0]
    for (let i = 50; i < 70; i++) {
      const cell = 2 * (data.targets[i] ?? NaN) + (answers[i] ?? NaN)
      confusion[cell] = (confusion[cell] ?? NaN) + 1
    }
    expect([...(evaluation?.confusion ?? [])]).toEqual(confusion)
    expect(evaluation?.epoch).toBe(2)
  })

  it('of real values knows no right and wrong, but how far off answers are; without a test part there is no test cost', () => {
    const dataset = { ...lecture().dataset, name: 'plane', trainFraction: 1 } as Experiment['dataset']
    const lab = startTrainer(lecture({ dataset, cost: 'squared-error' }))
    expect(lab.frame()).toMatchObject({
      evaluation: {
        testCost: null,
        trainAccuracy: null,
        testAccuracy: null,
        trainError: expect.any(Number) as number,
        testError: null,
        confusion: null,
      },
      history: { testCost: Float32Array.of(NaN), trainAccuracy: Float32Array.of(NaN) },
    })
  })

  it.each([
    ['±1 for tanh', [[-1], [1], [1], [1]], 'tanh', 1, 0.75, [0, 1, 0, 3]],
    [
      'several labels',
      [
        [1, 1],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
      'sigmoid',
      2,
      0.5,
      null,
    ],
    [
      'one of two, one-hot',
      [
        [1, 0],
        [0, 1],
        [1, 0],
        [1, 0],
      ],
      'sigmoid',
      2,
      0.75,
      [3, 0, 1, 0],
    ],
  ] as const)('with %s', (_, targets, activation, outputs, accuracy, confusion) => {
    // All weights zero but the bias of each output: h is the same everywhere, positive, the first a little larger.
    const layers = [{ units: outputs, activation }]
    const theta = [Array.from({ length: outputs }, (_, k) => [2 - k, 0, 0])]
    const inputs = [[0, 0], [0, 1], [1, 0], [1, 1]] // prettier-ignore
    const lab = startTrainer(
      lecture({
        network: { inputs: 2, layers },
        dataset: { kind: 'inline', inputs, targets, trainFraction: 1 },
        cost: 'squared-error',
        theta,
      }),
    )
    const { evaluation } = lab.frame()
    expect(evaluation?.trainAccuracy).toBe(accuracy)
    expect(evaluation?.confusion && [...evaluation.confusion]).toEqual(confusion)
  })

  it('that is long is done in slices, while calls are answered', () => {
    // Each look at the clock takes longer than a slice: a slice holds one piece of the evaluation, of several.
    const dataset = { ...lecture().dataset, samples: 100_000 } as Experiment['dataset']
    const lab = startTrainer(lecture({ dataset }), 10)
    expect(lab.frame()).toMatchObject({ evaluating: true, evaluation: null, history: { epochs: new Float64Array() } })
    lab.trainer.stepBatch() // waits for the costs before training
    lab.clock.run(500)
    const { evaluation, history, progress, evaluating } = lab.frame()
    expect(evaluating).toBe(false)
    expect(evaluation).not.toBeNull()
    expect(history?.epochs).toEqual(Float64Array.of(0))
    expect(progress.steps).toBe(1)
  })
})

describe('the history', () => {
  it('has a record before training and after each recorded epoch, complete at pause', () => {
    const lab = startTrainer(lecture())
    lab.trainTo(600)
    const { history, progress } = lab.frame()
    const expected = Array.from({ length: progress.epoch + 1 }, (_, epoch) => epoch).filter(isRecordedEpoch)
    expect([...(history?.epochs ?? [])]).toEqual(expected)
  })

  it('tells each epoch’s mean |δ|, lowest and highest batch cost', () => {
    const experiment = lecture()
    const lab = startTrainer(experiment)
    const start = lab.theta()
    stepToEpoch(lab, 1)
    const { history } = lab.frame()
    // The same epoch, batch by batch, each example traced before its update.
    const { model } = modelWith(experiment, start)
    const order = epochOrder(1, 0, 50, true)
    const sums = new Float64Array(5)
    const costs: number[] = []
    for (let from = 0; from < 50; from += 8) {
      const batch = order.subarray(from, from + 8)
      const traces = [...batch].map((example) => model.trace(example))
      costs.push(traces.reduce((sum, { cost }) => sum + cost, 0) / batch.length)
      for (const { delta } of traces) delta.forEach((d, unit) => (sums[unit] = (sums[unit] ?? 0) + Math.abs(d)))
      model.train(order, from, batch.length)
    }
    expect(history?.lowestBatchCost[1]).toBeCloseTo(Math.min(...costs), 5)
    expect(history?.highestBatchCost[1]).toBeCloseTo(Math.max(...costs), 5)
    sums.forEach((sum, unit) => expect(history?.meanAbsDelta[5 + unit]).toBeCloseTo(sum / 50, 5))
    expect(history?.trainCost[1]).toBeCloseTo(model.evaluate(0, 50).cost, 6)
    expect(history?.testCost[1]).toBeCloseTo(model.evaluate(50, 20).cost, 6)
  })
})

describe('while training', () => {
  it('costs and accuracy come about 15 times a second, each of the θ it comes with', () => {
    const lab = startTrainer(lecture())
    lab.trainer.play('full')
    lab.frame()
    const start = lab.clock.now()
    let evaluations = 0
    for (let look = 0; look < 60; look++) {
      lab.clock.run(16.7)
      const { evaluation, model } = lab.frame()
      if (!evaluation || !model) continue
      evaluations++
      const own = modelWith(lecture(), model.theta).model
      expect(evaluation.trainCost).toBeCloseTo(own.evaluate(0, 50).cost, 6)
    }
    const perSecond = (1000 * evaluations) / (lab.clock.now() - start)
    expect(perSecond).toBeGreaterThan(12)
    expect(perSecond).toBeLessThan(21)
  })

  it('numbers come as maps and history do, about 15 times a second; a unit just chosen at once', () => {
    const lab = startTrainer(lecture())
    lab.trainer.play('full')
    lab.frame({ map: OUTPUT })
    let models = 0
    let maps = 0
    let histories = 0
    const start = lab.clock.now()
    for (let look = 0; look < 60; look++) {
      lab.clock.run(16.7)
      const frame = lab.frame({ map: OUTPUT })
      expect(frame.running).toBe(true)
      models += frame.model ? 1 : 0
      maps += frame.map ? 1 : 0
      histories += frame.history ? 1 : 0
    }
    const seconds = (lab.clock.now() - start) / 1000
    expect(models / seconds).toBeGreaterThan(12)
    expect(models / seconds).toBeLessThan(30)
    for (const count of [maps, histories]) {
      expect(count / seconds).toBeGreaterThan(10)
      expect(count / seconds).toBeLessThan(16)
    }
    expect(lab.frame({ map: { layer: 2, unit: 0 } }).map).not.toBeNull()
  })

  it('a large model is shown about ten times a second', () => {
    const layers = [
      { units: 400, activation: 'relu' },
      { units: 300, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ] as const
    const lab = startTrainer(lecture({ network: { inputs: 2, layers } }), 1)
    lab.trainer.play({ unit: 'example', perSecond: 100 })
    lab.frame()
    let models = 0
    const start = lab.clock.now()
    for (let look = 0; look < 60; look++) {
      lab.clock.run(16.7)
      models += lab.frame().model ? 1 : 0
    }
    const perSecond = (1000 * models) / (lab.clock.now() - start)
    expect(perSecond).toBeGreaterThan(5)
    expect(perSecond).toBeLessThan(11)
    lab.trainer.pause()
    expect(lab.frame().revision).toBeGreaterThan(0)
  })
})
