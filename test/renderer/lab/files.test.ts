import { afterEach, describe, expect, it } from 'vitest'
import { fileNameFor } from '../../../src/renderer/lab/files'
import { decodeDlab, encodeDlab } from '../../../src/shared/dlab'
import type { Experiment } from '../../../src/shared/experiment'
import type { Checkpoint } from '../../../src/shared/trainer'
import { experimentWith } from '../data/experiment-with'
import { rename, setHidden, setRate } from './edits'
import { openLab, trainEpochs, type OpenLab } from './open-lab'

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

describe('Save', () => {
  it('writes the experiment and its trained weights, so that they can be opened again', async () => {
    const stand = await open()
    await trainEpochs(stand, 2)
    await stand.lab.files.save()
    const [saved] = stand.host.saved
    expect(saved).toMatchObject({ token: null, name: 'Circle.dlab' })
    const decoded = decodeDlab(saved?.bytes ?? new Uint8Array())
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems))
    expect(decoded.value.experiment).toEqual(circle)
    expect(decoded.value.checkpoint).toEqual(await stand.checkpoint())
  })

  it('asks where only once', async () => {
    const { lab, host } = await open()
    await lab.files.save()
    lab.document.edit(setRate(0.1))
    await lab.files.save()
    expect(host.saved.map(({ token }) => token)).toEqual([null, 'token of Circle.dlab'])
  })

  it('as another file goes on there, also after Undo', async () => {
    const { lab, host } = await open()
    host.chosen = fileOf(other)
    await lab.files.open()
    lab.document.edit(setRate(0.1))
    lab.document.edit(rename('Copy'))
    await lab.files.saveAs()
    lab.document.undo()
    lab.document.undo()
    await lab.files.save()
    expect(host.saved.map(({ token }) => token)).toEqual([null, 'token of Copy.dlab'])
  })

  it('after Undo of Open writes to the file of before', async () => {
    const { lab, host, settle } = await open()
    await lab.files.save()
    host.chosen = fileOf(other)
    await lab.files.open()
    lab.document.undo()
    await settle()
    await lab.files.save()
    expect(host.saved.at(-1)?.token).toBe('token of Circle.dlab')
    lab.document.redo()
    await settle()
    await lab.files.save()
    expect(host.saved.at(-1)?.token).toBe('token of other.dlab')
  })

  it('of a document that was replaced meanwhile does not become the new one’s', async () => {
    const { lab, host, settle } = await open()
    const saving = lab.files.saveAs()
    lab.files.startFrom(other)
    await saving
    await settle()
    expect(lab.files.unsaved.value).toBe(false)
    await lab.files.save()
    expect(host.saved.map(({ token, name }) => [token, name])).toEqual([
      [null, 'Circle.dlab'],
      [null, 'Other.dlab'],
    ])
  })

  it('that is cancelled changes nothing', async () => {
    const { lab, host } = await open()
    lab.document.edit(setRate(0.1))
    host.cancels = true
    await lab.files.save()
    expect(lab.files.unsaved.value).toBe(true)
    expect(lab.notices.list.value).toEqual([])
  })

  it('that fails is seen, stays unsaved, and offers another place', async () => {
    const { lab, host } = await open()
    lab.document.edit(setRate(0.1))
    host.failure = 'disk-full'
    await lab.files.save()
    expect(lab.files.unsaved.value).toBe(true)
    const [notice] = lab.notices.list.value
    expect(notice).toMatchObject({ kind: 'error', details: ['The disk is full.'], action: { label: 'Save as…' } })

    host.failure = null
    notice?.action?.run()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(host.saved.at(-1)?.token).toBeNull()
    expect(lab.files.unsaved.value).toBe(false)
  })

  it('that the worker has no weights for fails in the same way', async () => {
    opened = await openLab(circle, (trainer) => ({
      ...trainer,
      checkpoint: () => Promise.reject(new Error('The worker is gone')),
    }))
    await opened.lab.files.save()
    expect(opened.lab.notices.list.value[0]).toMatchObject({ kind: 'error', details: ['The worker is gone'] })
    expect(opened.host.saved).toEqual([])
  })
})

describe('Open', () => {
  it('brings an experiment with its trained weights, as one undo step', async () => {
    const stand = await open()
    const { lab, host, settle, checkpoint } = stand
    await trainEpochs(stand, 1)
    const before = await checkpoint()
    const trained = await trainedCheckpoint(other, 2)
    host.chosen = fileOf(other, trained)
    await lab.files.open()
    await settle()
    expect(lab.document.experiment.value).toEqual(other)
    expect(await checkpoint()).toEqual(trained)
    expect(lab.files.name.value).toBe('Other')
    expect(lab.files.unsaved.value).toBe(false)

    lab.document.undo()
    await settle()
    expect(lab.document.experiment.value).toEqual(circle)
    expect(await checkpoint()).toEqual(before)
  })

  it('goes on training exactly as the saved run would have', async () => {
    const wanted = await trainedCheckpoint(circle, 4)
    const stand = await open()
    stand.host.chosen = fileOf(circle, await trainedCheckpoint(circle, 2))
    await stand.lab.files.open()
    await stand.settle()
    await trainEpochs(stand, 2)
    expect(await stand.checkpoint()).toEqual(wanted)
  })

  it('that is cancelled changes nothing', async () => {
    const { lab } = await open()
    await lab.files.open()
    expect(lab.document.canUndo.value).toBe(false)
    expect(lab.notices.list.value).toEqual([])
  })

  it('that fails says why', async () => {
    const { lab, host } = await open()
    host.failure = 'not-permitted'
    await lab.files.open()
    expect(lab.notices.list.value[0]?.details).toEqual(['You are not allowed to use this file.'])
    expect(lab.document.experiment.value).toBe(circle)
  })

  const whole = fileOf(circle).bytes
  it.each<[string, Uint8Array]>([
    ['empty', new Uint8Array()],
    ['truncated', whole.slice(0, whole.length / 2)],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['no experiment', new TextEncoder().encode('{"hello": 1}')],
    ['of a newer version', new TextEncoder().encode(JSON.stringify({ ...circle, version: 2 }))],
    ['unsound', new TextEncoder().encode(JSON.stringify({ ...circle, cost: 'hinge' }))],
  ])('of a file that is %s changes nothing, and says what is wrong with it', async (_, bytes) => {
    const stand = await open()
    const { lab, host, settle, checkpoint } = stand
    await trainEpochs(stand, 1)
    const before = await checkpoint()
    host.chosen = { token: 'token', name: 'broken.dlab', bytes }
    await lab.files.open()
    await settle()
    expect(lab.document.experiment.value).toBe(circle)
    expect(lab.document.canUndo.value).toBe(false)
    expect(await checkpoint()).toEqual(before)
    const [notice] = lab.notices.list.value
    expect(notice?.text).toBe('“broken.dlab” is not a sound experiment. Your own is as it was.')
    expect(notice?.details[0]).toBeTruthy()
  })

  it('of a file whose run doesn’t fit its data changes nothing, the mark of unsaved changes included', async () => {
    const stand = await open()
    const { lab, host, settle, checkpoint } = stand
    const before = await checkpoint()
    const trained = await trainedCheckpoint(other, 1)
    const misfit = { ...trained, progress: { ...trained.progress, position: 100_000 } }
    host.chosen = fileOf(other, misfit)
    await lab.files.open()
    await settle()
    expect(lab.document.experiment.value).toBe(circle)
    expect(lab.document.canUndo.value).toBe(false)
    expect(lab.files.unsaved.value).toBe(false)
    expect(await checkpoint()).toEqual(before)
    expect(lab.notices.list.value).toHaveLength(1)
  })
})

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
    expect(lab.notices.list.value.map(({ kind }) => kind)).toEqual(['error'])
    expect(lab.document.experiment.value.training.optimizer.learningRate).toBe(0.1)
    expect(host.unsaved).toBe(true)
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

it.each([
  ['XNOR by hand', 'XNOR by hand.dlab'],
  ['a/b\\c:d*e?', 'a-b-c-d-e.dlab'],
  ['../../etc/passwd', 'etc-passwd.dlab'],
  ['  ..hidden.. ', 'hidden.dlab'],
  ['Ünïcode θ·δ 数', 'Ünïcode θ-δ 数.dlab'],
  ['???', 'experiment.dlab'],
  ['', 'experiment.dlab'],
])('an experiment named %j is saved as %j', (name, file) => {
  expect(fileNameFor({ ...circle, name })).toBe(file)
})
