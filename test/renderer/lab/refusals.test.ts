/** What the worker refuses, though it looked sound: too little memory, or a checkpoint that doesn't fit. */
import { afterEach, describe, expect, it } from 'vitest'
import type { TrainerConnection } from '../../../src/renderer/lab/session/worker-connection'
import type { Experiment } from '../../../src/shared/experiment'
import { experimentWith } from '../data/experiment-with'
import { setHidden, setRate, setSeed } from './edits'
import { openLab, trainEpochs, type OpenLab } from './open-lab'

const circle = experimentWith({})
const hidden = ({ network }: Experiment): number | undefined => network.layers[0]?.units

const setAdam = (experiment: Experiment): Experiment => ({
  ...experiment,
  training: {
    ...experiment.training,
    optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  },
})

/** Has no memory for more than eight hidden units. */
function withLittleMemory(trainer: TrainerConnection): TrainerConnection {
  return {
    ...trainer,
    load: async (request) => {
      if ((hidden(request.experiment) ?? 0) <= 8) return trainer.load(request)
      await trainer.load({ ...request, experiment: setHidden(0)(request.experiment) })
      return { ok: false, problems: [{ path: 'network', message: 'There is too little memory.' }] }
    },
  }
}

let opened: OpenLab | undefined
afterEach(() => opened?.close())

async function open(): Promise<OpenLab> {
  opened = await openLab(circle, withLittleMemory)
  return opened
}

describe('an edit that the worker refuses', () => {
  it('is taken back, with the reason; model, numbers and the way back are as they were', async () => {
    const stand = await open()
    const { lab, settle, checkpoint } = stand
    await trainEpochs(stand, 2)
    const trained = await checkpoint()
    lab.document.edit(setRate(0.1))
    lab.document.edit(setRate(0.2))
    lab.document.undo()
    await settle()
    const experiment = lab.document.experiment.value

    lab.document.edit(setHidden(99))
    await settle()
    expect(lab.document.experiment.value).toBe(experiment)
    expect(lab.notices.list.value[0]?.details).toEqual(['There is too little memory.'])
    expect((await checkpoint()).theta).toEqual(trained.theta)
    expect(lab.readings.model.value?.theta).toEqual(trained.theta)
    expect(lab.readings.progress.value.epoch).toBe(2)
    expect(lab.readings.evaluation.value).not.toBeNull()
    expect(lab.document.canRedo.value).toBe(true)
    lab.document.undo()
    expect(lab.document.experiment.value.training).toEqual(circle.training)
    expect(lab.document.canUndo.value).toBe(false)
  })

  it('of the settings of the run is taken back too: document and run agree', async () => {
    opened = await openLab(circle, (trainer) => ({
      ...trainer,
      setTraining: async (training) =>
        training.optimizer.kind === 'adam'
          ? { ok: false, problems: [{ path: 'training.optimizer.kind', message: 'There is too little memory.' }] }
          : trainer.setTraining(training),
    }))
    const { lab, settle } = opened
    lab.document.edit(setRate(0.1))
    await settle()
    const experiment = lab.document.experiment.value
    lab.document.edit(setAdam)
    await settle()
    expect(lab.notices.list.value[0]?.details).toEqual(['There is too little memory.'])
    expect(lab.document.experiment.value).toBe(experiment)
    // Another edit that came before the answer stays.
    lab.document.edit(setAdam)
    lab.document.edit((now) => ({ ...now, name: 'Named meanwhile' }))
    await settle()
    expect(lab.document.experiment.value).toMatchObject({ name: 'Named meanwhile', training: experiment.training })
    lab.document.undo()
    lab.document.undo()
    await settle()
    expect(lab.document.experiment.value.training).toEqual(experiment.training)
  })

  it('in the middle of a gesture leaves what the gesture did before, as one step', async () => {
    const { lab, settle, checkpoint } = await open()
    lab.document.edit(setHidden(6), { gesture: 'drag' })
    await settle()
    lab.document.edit(setHidden(99), { gesture: 'drag' })
    await settle()
    expect(hidden(lab.document.experiment.value)).toBe(6)
    expect((await checkpoint()).theta).toHaveLength(6 * 3 + 7)
    lab.document.undo()
    await settle()
    expect(lab.document.experiment.value).toBe(circle)
    expect((await checkpoint()).theta).toHaveLength(17)
  })

  it('right after edits that were never loaded goes back past them', async () => {
    const { lab, settle, checkpoint } = await open()
    // Of several loads that wait in a row only the last is made.
    for (const units of [5, 6, 7, 99]) lab.document.edit(setHidden(units), { gesture: 'drag' })
    await settle()
    const { theta } = await checkpoint()
    expect(theta).toHaveLength((hidden(lab.document.experiment.value) ?? NaN) * 4 + 1)
  })

  it('takes with it what was set on top of it', async () => {
    const { lab, settle, checkpoint } = await open()
    lab.document.edit(setHidden(99))
    lab.document.edit(setRate(0.05))
    await settle()
    expect(lab.document.experiment.value).toBe(circle)
    expect((await checkpoint()).theta).toHaveLength(17)
  })

  it('is over once a sound one has followed', async () => {
    const { lab, settle, checkpoint } = await open()
    lab.document.edit(setHidden(99))
    lab.document.edit(setHidden(3))
    await settle()
    expect(hidden(lab.document.experiment.value)).toBe(3)
    expect((await checkpoint()).theta).toHaveLength(13)
    lab.document.edit(setSeed(5))
    await settle()
    expect(lab.document.experiment.value.training.seed).toBe(5)
  })
})

it('another experiment that is refused leaves the old one, saved as it was', async () => {
  const { lab, settle, host } = await open()
  lab.files.startFrom(setHidden(99)(circle))
  await settle()
  expect(lab.document.experiment.value).toBe(circle)
  expect(lab.files.unsaved.value).toBe(false)
  expect(host.unsaved).toBe(false)
  expect(lab.document.canUndo.value).toBe(false)
})
