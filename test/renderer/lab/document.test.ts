import { afterEach, describe, expect, it } from 'vitest'
import type { Experiment } from '../../../src/shared/experiment'
import { experimentWith } from '../data/experiment-with'
import { rename, setHidden, setOptimizer, setRate, setSeed } from './edits'
import { openLab, trainEpochs, type OpenLab } from './open-lab'

const circle = experimentWith({})
const adam = setOptimizer({ kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 })
const hidden = ({ network }: Experiment): number | undefined => network.layers[0]?.units
const rate = ({ training }: Experiment): number => training.optimizer.learningRate

let opened: OpenLab | undefined
afterEach(() => opened?.close())

async function open(experiment = circle): Promise<OpenLab> {
  opened = await openLab(experiment)
  return opened
}

describe('an edit', () => {
  it('of the run’s settings goes on with the training', async () => {
    const stand = await open()
    await trainEpochs(stand, 1)
    const before = await stand.checkpoint()
    expect(stand.lab.document.edit(setRate(0.1))).toEqual([])
    await stand.settle()
    expect(rate(stand.lab.document.experiment.value)).toBe(0.1)
    expect((await stand.checkpoint()).theta).toEqual(before.theta)
    expect(stand.lab.readings.progress.value.epoch).toBe(1)
  })

  it('of the network starts another model', async () => {
    const stand = await open()
    await trainEpochs(stand, 1)
    stand.lab.document.edit(setHidden(6))
    await stand.settle()
    expect((await stand.checkpoint()).theta).toHaveLength(6 * 3 + 7)
    expect(stand.lab.readings.progress.value.epoch).toBe(0)
  })

  it('that changes nothing is none', async () => {
    const { lab } = await open()
    lab.document.edit((experiment) => experiment)
    expect(lab.document.canUndo.value).toBe(false)
  })

  it('of the name alone can be undone', async () => {
    const { lab } = await open()
    lab.document.edit(rename('Mine'))
    lab.document.undo()
    expect(lab.document.experiment.value.name).toBe('Circle')
  })
})

describe('an edit that would not be sound', () => {
  it('is refused by name, and everything stays as it was, the way back and forth included', async () => {
    const stand = await open()
    const { lab, settle, checkpoint } = stand
    lab.document.edit(setRate(0.1))
    lab.document.edit(setRate(0.2))
    lab.document.undo()
    await settle()
    const experiment = lab.document.experiment.value
    const before = await checkpoint()

    const problems = lab.document.edit(setHidden(0))
    expect(problems.map(({ path }) => path)).toEqual(['network.layers.0.units'])
    await settle()
    expect(lab.document.experiment.value).toBe(experiment)
    expect(await checkpoint()).toEqual(before)
    expect(lab.notices.list.value).toMatchObject([
      { kind: 'error', text: 'That doesn’t work, so nothing was changed.', details: [expect.stringMatching(/\d/)] },
    ])
    expect(lab.document.canRedo.value).toBe(true)
    lab.document.redo()
    expect(rate(lab.document.experiment.value)).toBe(0.2)
  })

  it.each([
    ['no units', setHidden(0)],
    ['α of NaN', setRate(NaN)],
    ['α of −1', setRate(-1)],
    ['α of 0', setRate(0)],
    ['a billion weights', setHidden(60_000_000)],
    ['a seed of 1.5', setSeed(1.5)],
  ])('(%s) says why', async (_, edit) => {
    const { lab } = await open()
    expect(lab.document.edit(edit)).not.toEqual([])
    expect(lab.document.experiment.value).toBe(circle)
    expect(lab.notices.list.value[0]?.details[0]).toBeTruthy()
  })
})

describe('a gesture', () => {
  it('is one undo step, whatever it passes over', async () => {
    const { lab, settle } = await open()
    for (const alpha of [0.1, 0.2, 0.25]) lab.document.edit(setRate(alpha), { gesture: 'drag 1' })
    for (const units of [5, 6, 7]) lab.document.edit(setHidden(units), { gesture: 'drag 2' })
    lab.document.edit(setRate(1))
    await settle()
    const seen: [number | undefined, number][] = []
    while (lab.document.canUndo.value) {
      lab.document.undo()
      seen.push([hidden(lab.document.experiment.value), rate(lab.document.experiment.value)])
    }
    expect(seen).toEqual([
      [7, 0.25],
      [4, 0.25],
      [4, 0.3],
    ])
  })

  it('ends with the next one, and with Undo', async () => {
    const { lab } = await open()
    lab.document.edit(setRate(0.1), { gesture: 'one' })
    lab.document.undo()
    lab.document.edit(setRate(0.2), { gesture: 'one' })
    lab.document.edit(setRate(0.3), { gesture: 'two' })
    lab.document.edit(setRate(0.4), { gesture: 'one' })
    lab.document.undo()
    expect(rate(lab.document.experiment.value)).toBe(0.3)
    lab.document.undo()
    expect(rate(lab.document.experiment.value)).toBe(0.2)
  })

  it('that first tunes and then starts another model still brings back the trained one', async () => {
    const stand = await open()
    await trainEpochs(stand, 2)
    const trained = await stand.checkpoint()
    stand.lab.document.edit(setRate(0.1), { gesture: 'both' })
    stand.lab.document.edit(setHidden(3), { gesture: 'both' })
    await stand.settle()
    stand.lab.document.undo()
    await stand.settle()
    expect((await stand.checkpoint()).theta).toEqual(trained.theta)
  })

  it.each([0, 1, 2])('of weights is one step too (after %d epochs)', async (epochs) => {
    const stand = await open()
    await trainEpochs(stand, epochs)
    const { theta } = await stand.checkpoint()
    for (const value of [1, 2, 3]) {
      stand.lab.document.setWeight(0, value, { gesture: 'scrub' })
      await stand.settle()
    }
    expect((await stand.checkpoint()).theta[0]).toBe(3)
    stand.lab.document.undo()
    await stand.settle()
    expect((await stand.checkpoint()).theta).toEqual(theta)
    expect(stand.lab.document.canUndo.value).toBe(false)
  })
})

describe('undo of an edit that started another model', () => {
  it('brings back trained weights, optimizer and curves bit for bit', async () => {
    const stand = await open(adam(circle))
    await trainEpochs(stand, 3)
    stand.lab.run.stepBatch()
    await stand.settle()
    const trained = await stand.checkpoint()
    stand.lab.document.edit(setHidden(7))
    await trainEpochs(stand, 1)
    stand.lab.document.undo()
    await stand.settle()
    expect(await stand.checkpoint()).toEqual(trained)
    expect(stand.lab.readings.progress.value).toMatchObject({ epoch: 3, position: 10 })
    expect(stand.lab.readings.history.value?.epochs).toEqual(Float64Array.of(0, 1, 2, 3))
  })

  it('lets the training go on as if nothing had been', async () => {
    const uninterrupted = await openLab(adam(circle))
    await trainEpochs(uninterrupted, 4)
    const wanted = await uninterrupted.checkpoint()
    uninterrupted.close()

    const stand = await open(adam(circle))
    await trainEpochs(stand, 2)
    stand.lab.document.edit(setHidden(7))
    await stand.settle()
    stand.lab.document.undo()
    await stand.settle()
    await trainEpochs(stand, 2)
    expect(await stand.checkpoint()).toEqual(wanted)
  })

  it('and redo bring back the other one’s, again and again', async () => {
    const stand = await open()
    const { lab, settle, checkpoint } = stand
    await trainEpochs(stand, 1)
    const first = await checkpoint()
    lab.document.edit(setHidden(6))
    await trainEpochs(stand, 2)
    const second = await checkpoint()
    for (let times = 0; times < 2; times++) {
      lab.document.undo()
      await settle()
      expect(await checkpoint()).toEqual(first)
      lab.document.redo()
      await settle()
      expect(await checkpoint()).toEqual(second)
    }
  })

  it('works at once, without waiting for the worker', async () => {
    const stand = await open()
    const { lab, settle, checkpoint } = stand
    await trainEpochs(stand, 2)
    const trained = await checkpoint()
    for (const units of [5, 6, 7]) lab.document.edit(setHidden(units))
    for (let times = 0; times < 3; times++) lab.document.undo()
    lab.document.redo()
    lab.document.undo()
    await settle()
    expect(hidden(lab.document.experiment.value)).toBe(4)
    expect(await checkpoint()).toEqual(trained)
  })

  it('of another kind of optimizer brings back the state of the one before', async () => {
    const stand = await open(setOptimizer({ kind: 'momentum', learningRate: 0.1, momentum: 0.9 })(circle))
    await trainEpochs(stand, 2)
    const trained = await stand.checkpoint()
    stand.lab.document.edit(adam)
    await trainEpochs(stand, 1)
    stand.lab.document.undo()
    await stand.settle()
    expect(await stand.checkpoint()).toEqual(trained)
  })

  it('is possible a hundred times', async () => {
    const { lab } = await open()
    for (let step = 1; step <= 120; step++) lab.document.edit(rename(`Name ${step}`))
    let steps = 0
    for (; lab.document.canUndo.value; steps++) lab.document.undo()
    expect(steps).toBe(100)
    expect(lab.document.experiment.value.name).toBe('Name 20')
  })

  it('is over with another edit: there is nothing to redo', async () => {
    const { lab } = await open()
    lab.document.edit(setRate(0.1))
    lab.document.undo()
    lab.document.edit(setRate(0.2))
    expect(lab.document.canRedo.value).toBe(false)
    lab.document.redo()
    expect(rate(lab.document.experiment.value)).toBe(0.2)
  })
})

describe('a weight', () => {
  it('before training is where the run starts: part of the experiment', async () => {
    const stand = await open()
    const { theta } = await stand.checkpoint()
    stand.lab.document.setWeight(4, 0.75)
    await stand.settle()
    const wanted = [...theta].with(4, 0.75)
    expect(stand.lab.document.experiment.value.theta?.flat(2)).toEqual(wanted)
    expect(stand.lab.document.experiment.value.initialization).toEqual({ kind: 'given' })
    await trainEpochs(stand, 1)
    stand.lab.run.reset()
    await stand.settle()
    expect([...(await stand.checkpoint()).theta]).toEqual(wanted)
  })

  it('after it is none, and Reset forgets it', async () => {
    const stand = await open()
    const initial = (await stand.checkpoint()).theta
    await trainEpochs(stand, 1)
    stand.lab.document.setWeight(4, 0.75)
    await stand.settle()
    expect(stand.lab.document.experiment.value).toBe(circle)
    expect((await stand.checkpoint()).theta[4]).toBe(0.75)
    stand.lab.run.reset()
    await stand.settle()
    expect((await stand.checkpoint()).theta).toEqual(initial)
  })

  it('several at once are all kept', async () => {
    const stand = await open()
    stand.lab.document.setWeight(0, 1)
    stand.lab.document.setWeight(1, 2)
    stand.lab.document.setWeight(2, 3)
    await stand.settle()
    const { theta, initialTheta } = await stand.checkpoint()
    expect([...theta.subarray(0, 3)]).toEqual([1, 2, 3])
    expect(initialTheta).toEqual(theta)
    expect(stand.lab.document.experiment.value.theta?.flat(2)).toEqual([...theta])
  })

  it('of a model that is still to come is not mixed with those of the one before', async () => {
    const stand = await open()
    stand.lab.document.edit(setSeed(2))
    stand.lab.document.setWeight(0, 1)
    await stand.settle()
    const { theta } = stand.lab.document.experiment.value
    const { initialTheta } = await stand.checkpoint()
    expect(initialTheta[0]).toBe(1)
    if (theta) expect(theta.flat(2)).toEqual([...initialTheta])
  })

  it.each([-1, 17, 0.5, NaN])('%d doesn’t exist', async (index) => {
    const { lab } = await open()
    expect(() => lab.document.setWeight(index, 1)).toThrow(RangeError)
    expect(lab.document.canUndo.value).toBe(false)
  })
})

describe('a run that diverges', () => {
  it('is said so wherever one looks, and Reset is at hand', async () => {
    const plane: Experiment = {
      ...setRate(1000)(circle),
      cost: 'squared-error',
      network: { inputs: 2, layers: [4, 1].map((units) => ({ units, activation: 'linear' })) },
    }
    const stand = await open(plane)
    const initial = (await stand.checkpoint()).theta
    await trainEpochs(stand, 3)
    expect(stand.lab.readings.divergence.value).not.toBeNull()
    expect(stand.lab.run.running.value).toBe(false)
    const notice = stand.lab.notices.list.value.find(({ action }) => action?.label === 'Reset')
    expect(notice?.kind).toBe('error')
    notice?.action?.run()
    await stand.settle()
    expect(stand.lab.readings.divergence.value).toBeNull()
    expect((await stand.checkpoint()).theta).toEqual(initial)
  })
})

describe('Reset', () => {
  it('can be undone, trained weights and all', async () => {
    const stand = await open()
    await trainEpochs(stand, 2)
    const trained = await stand.checkpoint()
    stand.lab.run.reset()
    await stand.settle()
    expect(stand.lab.readings.progress.value.steps).toBe(0)
    stand.lab.document.undo()
    await stand.settle()
    expect(await stand.checkpoint()).toEqual(trained)
  })

  it('before training is no step', async () => {
    const { lab } = await open()
    lab.run.reset()
    expect(lab.document.canUndo.value).toBe(false)
  })
})
