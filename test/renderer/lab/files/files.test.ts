import { afterEach, describe, expect, it } from 'vitest'
import { encodeDlab } from '../../../../src/shared/dlab'
import type { Experiment } from '../../../../src/shared/experiment'
import type { Checkpoint } from '../../../../src/shared/trainer'
import { experimentWith } from '../../data/experiment-with'
import { rename, setHidden, setRate } from '../edits'
import { openLab, trainEpochs, type OpenLab } from '../open-lab'

const circle = experimentWith({})
const other = setHidden(3)(rename('Other')(circle))

let opened: OpenLab | undefined
afterEach(() => opened?.close())

async function open(): Promise<OpenLab> {
  opened = await openLab(circle)
  return opened
}

function fileOf(experiment: Experiment, checkpoint: Checkpoint | null = null, name = 'other.dlab') {
  return { token: `token of ${name}`, name, bytes: encodeDlab({ experiment, checkpoint }) }
}

async function trainedCheckpoint(experiment: Experiment, epochs: number): Promise<Checkpoint> {
  const stand = await openLab(experiment)
  await trainEpochs(stand, epochs)
  const checkpoint = await stand.checkpoint()
  stand.close()
  return checkpoint
}

describe('the mark of unsaved changes', () => {
  it('comes with an edit and goes with Undo', async () => {
    const { lab, host } = await open()
    expect(lab.files.unsaved.value).toBe(false)
    lab.document.edit(setRate(0.1))
    expect(lab.files.unsaved.value).toBe(true)
    await Promise.resolve()
    expect(host.unsaved).toBe(true)
    lab.document.undo()
    expect(lab.files.unsaved.value).toBe(false)
  })

  it('comes with training and with a weight, and goes with Save', async () => {
    const stand = await open()
    const { lab, settle } = stand
    await trainEpochs(stand, 1)
    expect(lab.files.unsaved.value).toBe(true)
    await lab.files.save()
    expect(lab.files.unsaved.value).toBe(false)
    lab.document.setWeight(0, 1)
    await settle()
    expect(lab.files.unsaved.value).toBe(true)
    await lab.files.save()
    expect(lab.files.unsaved.value).toBe(false)
  })

  it('stays for what was changed while the file was written', async () => {
    const { lab } = await open()
    lab.document.edit(setRate(0.1))
    const saving = lab.files.save()
    lab.document.edit(setRate(0.2))
    await saving
    expect(lab.files.unsaved.value).toBe(true)
    lab.document.undo()
    expect(lab.files.unsaved.value).toBe(false)
  })

  it('is not there for an experiment from the gallery', async () => {
    const { lab, settle } = await open()
    lab.document.edit(setRate(0.1))
    lab.files.startFrom(other)
    await settle()
    expect(lab.files.unsaved.value).toBe(false)
    lab.document.undo()
    await settle()
    expect(lab.files.unsaved.value).toBe(true)
  })
})

describe('unsaved work that another experiment takes the place of', () => {
  it('is named, comes back with Undo, and closing asks about it', async () => {
    const { lab, host, settle } = await open()
    lab.document.edit(setRate(0.1))
    lab.files.startFrom(other)
    await settle()
    expect(lab.files.unsaved.value).toBe(false)
    expect(host.unsaved).toBe(true)
    const [notice] = lab.notices.list.value
    expect(notice).toMatchObject({ kind: 'info', action: { label: 'Undo' } })
    expect(notice?.text).toContain('“Circle” had unsaved changes')
    notice?.action?.run()
    await settle()
    expect(lab.document.experiment.value.training.optimizer.learningRate).toBe(0.1)
    expect(lab.files.unsaved.value).toBe(true)
  })

  it('is not said to be gone where the other experiment was refused', async () => {
    const { lab, host, settle } = await open()
    lab.document.edit(setRate(0.1))
    const trained = await trainedCheckpoint(other, 1)
    host.chosen = fileOf(other, { ...trained, progress: { ...trained.progress, position: 100_000 } })
    await lab.files.open()
    await settle()
    expect(lab.notices.list.value.map(({ kind }) => kind)).toEqual(['refusal'])
    expect(lab.document.experiment.value.training.optimizer.learningRate).toBe(0.1)
    expect(host.unsaved).toBe(true)
  })

  it('is spoken of by one notice at a time, which brings back what it names', async () => {
    const { lab, settle } = await open()
    lab.document.edit(setRate(0.1))
    lab.files.startFrom(other)
    await settle()
    lab.document.edit(setRate(0.2))
    lab.files.startFrom(circle)
    await settle()
    expect(lab.notices.list.value).toHaveLength(1)
    const [notice] = lab.notices.list.value
    expect(notice?.text).toContain('“Other” had unsaved changes')
    notice?.action?.run()
    await settle()
    expect(lab.document.experiment.value.name).toBe('Other')
    expect(lab.document.experiment.value.training.optimizer.learningRate).toBe(0.2)
    expect(lab.notices.list.value).toEqual([])
  })

  it('is no longer offered once Undo means a later step', async () => {
    const { lab, settle } = await open()
    lab.document.edit(setRate(0.1))
    lab.files.startFrom(other)
    await settle()
    lab.document.edit(setRate(0.2))
    await settle()
    expect(lab.notices.list.value).toEqual([])
  })

  it('is nothing to speak of where all was saved', async () => {
    const { lab, host, settle } = await open()
    lab.document.edit(setRate(0.1))
    await lab.files.save()
    lab.files.startFrom(other)
    await settle()
    expect(lab.notices.list.value).toEqual([])
    expect(host.unsaved).toBe(false)
  })
})
