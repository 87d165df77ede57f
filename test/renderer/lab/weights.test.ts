import { afterEach, describe, expect, it } from 'vitest'
import { experimentWith } from '../data/experiment-with'
import { setSeed } from './edits'
import { openLab, trainEpochs, type OpenLab } from './open-lab'

const circle = experimentWith({})

let opened: OpenLab | undefined
afterEach(() => opened?.close())

async function open(experiment = circle): Promise<OpenLab> {
  opened = await openLab(experiment)
  return opened
}

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

  it('is none as soon as training is ordered, though nothing may be trained yet', async () => {
    const stand = await open()
    stand.lab.document.setWeight(0, 0)
    const start = stand.lab.document.experiment.value
    stand.lab.run.train()
    stand.lab.document.setWeight(0, 1)
    stand.lab.run.pause()
    await stand.settle()
    expect(stand.lab.document.experiment.value).toBe(start)
    expect((await stand.checkpoint()).initialTheta[0]).toBe(0)
  })

  it('set after Train and before the first update comes back by Undo of Reset', async () => {
    const stand = await open()
    stand.lab.run.train()
    stand.lab.document.setWeight(0, 1)
    stand.lab.run.pause()
    await stand.settle()
    stand.lab.run.reset()
    await stand.settle()
    stand.lab.document.undo()
    await stand.settle()
    expect((await stand.checkpoint()).theta[0]).toBe(1)
  })

  it('that was saved beside the initial ones is none of them when it is opened', async () => {
    const stand = await open()
    stand.lab.run.train()
    stand.lab.document.setWeight(0, 1)
    stand.lab.run.pause()
    await stand.settle()
    const saved = await stand.checkpoint()
    expect(saved.progress.steps).toBe(0)
    await stand.lab.files.save()
    const { name, bytes } = stand.host.saved[0] ?? { name: '', bytes: new Uint8Array() }
    stand.host.chosen = { token: 'it', name, bytes }
    await stand.lab.files.open()
    stand.lab.document.setWeight(1, 2)
    await stand.settle()
    const { theta, initialTheta } = await stand.checkpoint()
    expect([...theta.subarray(0, 2)]).toEqual([1, 2])
    expect(initialTheta).toEqual(saved.initialTheta)
    expect(stand.lab.document.experiment.value).toEqual(circle)
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
