import { afterEach, describe, expect, it } from 'vitest'
import type { Experiment } from '../../../src/shared/experiment'
import { experimentWith } from '../data/experiment-with'
import { rename, setHidden, setRate, setSeed } from './edits'
import { openLab, trainEpochs, type OpenLab } from './open-lab'

const circle = experimentWith({})
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
      { kind: 'refusal', text: 'That doesn’t work, so nothing was changed.', details: [expect.stringMatching(/\d/)] },
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
