import { afterEach, describe, expect, it } from 'vitest'
import type { Experiment } from '../../../src/shared/experiment'
import { experimentWith } from '../data/experiment-with'
import { rename, setHidden, setOptimizer, setRate } from './edits'
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
    expect(stand.lab.notices.list.value).toEqual([])
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
