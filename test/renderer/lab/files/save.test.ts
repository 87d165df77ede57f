import { afterEach, describe, expect, it } from 'vitest'
import { fileNameFor } from '../../../../src/renderer/lab/files/saving'
import { decodeDlab, encodeDlab } from '../../../../src/shared/dlab'
import type { Experiment } from '../../../../src/shared/experiment'
import type { Checkpoint } from '../../../../src/shared/trainer'
import { experimentWith } from '../../data/experiment-with'
import { rename, setHidden, setRate } from '../edits'
import type { HostStub } from '../host-stub'
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

/** From now on a write ends only when it is told to. */
function holdWrites(host: HostStub): () => void {
  const { save } = host
  let finish = (): void => undefined
  host.save = async (...saved) => {
    await new Promise<void>((resolve) => (finish = resolve))
    return save(...saved)
  }
  return () => finish()
}

describe('Save', () => {
  it('writes the experiment and its trained weights, so that they can be opened again', async () => {
    const stand = await open()
    await trainEpochs(stand, 2)
    await stand.lab.files.save()
    const [saved] = stand.host.saved
    expect(saved).toMatchObject({ token: 'token of Circle.dlab', name: 'Circle.dlab' })
    expect(stand.host.questions).toEqual([{ token: null, name: 'Circle.dlab' }])
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
    expect(host.questions.map(({ token }) => token)).toEqual([null, 'token of Circle.dlab'])
    expect(host.saved).toHaveLength(2)
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
    expect(host.questions.map(({ token }) => token)).toEqual([null, 'token of Copy.dlab'])
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
    expect(host.questions.map(({ token, name }) => [token, name])).toEqual([
      [null, 'Circle.dlab'],
      [null, 'Other.dlab'],
    ])
  })

  it('holds what stood there when it was asked for, however long the user takes to choose a place', async () => {
    const stand = await open()
    const { lab, host } = stand
    await trainEpochs(stand, 1)
    const before = await stand.checkpoint()
    let choose = (): void => undefined
    const { askToSave } = host
    host.askToSave = async (...asked) => {
      await new Promise<void>((resolve) => (choose = resolve))
      return askToSave(...asked)
    }
    const saving = lab.files.save()
    await trainEpochs(stand, 1)
    choose()
    await saving
    const decoded = decodeDlab(host.saved[0]?.bytes ?? new Uint8Array())
    expect(decoded.ok && decoded.value.checkpoint).toEqual(before)
    expect(lab.files.unsaved.value).toBe(true)
  })

  it('asks while a browser still lets it, though what is saved may not be ready', async () => {
    opened = await openLab(circle, (trainer) => ({ ...trainer, checkpoint: () => new Promise(() => undefined) }))
    void opened.lab.files.save()
    const { host } = opened
    const CLICK_COUNTS_FOR = 5000
    await expect.poll(() => host.questions, { timeout: CLICK_COUNTS_FOR - 1000 }).toHaveLength(1)
  })

  it('pressed again goes to the place that the first was given, and asks for none where that was cancelled', async () => {
    const { lab, host } = await open()
    await Promise.all([lab.files.save(), lab.files.save()])
    expect(host.questions.map(({ token }) => token)).toEqual([null, 'token of Circle.dlab'])
    lab.files.startFrom(other)
    host.cancels = true
    await Promise.all([lab.files.save(), lab.files.save(), lab.files.saveAs()])
    expect(host.questions.map(({ token }) => token)).toEqual([null, 'token of Circle.dlab', null])
    expect(host.saved).toHaveLength(2)
  })

  it('that becomes a download says that the lab can’t see how it ends', async () => {
    const { lab, host } = await open()
    host.downloads = true
    await lab.files.save()
    expect(lab.notices.list.value).toMatchObject([{ kind: 'info', text: expect.stringContaining('Circle.dlab') }])
    expect(lab.files.unsaved.value).toBe(false)
  })

  it('that ends late forgets nothing that was done to a document which was replaced meanwhile', async () => {
    const { lab, host, settle } = await open()
    const finish = holdWrites(host)
    const saving = lab.files.save()
    await settle()
    lab.document.edit(setRate(0.1))
    lab.files.startFrom(other)
    await settle()
    finish()
    await saving
    expect(lab.files.unsaved.value).toBe(false)
    expect(lab.files.mayLoseWork.value).toBe(true)
  })

  it('asked for while another is written is of the document that it was asked for', async () => {
    const { lab, host, settle } = await open()
    const finish = holdWrites(host)
    const first = lab.files.save()
    await settle()
    lab.document.edit(rename('Mine'))
    const second = lab.files.save()
    lab.files.startFrom(other)
    await settle()
    finish()
    await first
    await settle()
    finish()
    await second
    const names = host.saved.map(({ bytes }) => {
      const decoded = decodeDlab(bytes)
      return decoded.ok && decoded.value.experiment.name
    })
    expect(names).toEqual(['Circle', 'Mine'])
    expect(host.questions.map(({ token }) => token)).toEqual([null, 'token of Circle.dlab'])
  })

  it('that takes long says so, until it is done', async () => {
    const { lab, host } = await open()
    const finish = holdWrites(host)
    const saving = lab.files.save()
    await expect.poll(() => lab.notices.list.value, { timeout: 4000 }).toMatchObject([{ kind: 'busy' }])
    finish()
    await saving
    expect(lab.notices.list.value).toEqual([])
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

    lab.document.edit(setRate(0.2))
    expect(lab.notices.list.value).toHaveLength(1)
    host.failure = null
    notice?.action?.run()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(host.questions.at(-1)?.token).toBeNull()
    expect(lab.files.unsaved.value).toBe(false)
    expect(lab.notices.list.value).toEqual([])
  })

  it('that the worker has no weights for fails in the same way', async () => {
    opened = await openLab(circle, (trainer) => ({
      ...trainer,
      checkpoint: () => Promise.reject(new Error('The worker is gone')),
    }))
    await opened.lab.files.save()
    expect(opened.lab.notices.list.value[0]).toMatchObject({ kind: 'error', details: ['The worker is gone'] })
    // A browser empties a file as soon as it is chosen: nobody was asked for one.
    expect(opened.host.questions).toEqual([])
    expect(opened.host.saved).toEqual([])
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

describe('other weights after as many steps as were saved', () => {
  it('are unsaved: another α led to them, which was undone since', async () => {
    const stand = await open()
    const { lab, settle } = stand
    await trainEpochs(stand, 4)
    await lab.files.save()
    expect(lab.files.unsaved.value).toBe(false)
    lab.run.reset()
    await settle()
    lab.document.edit(setRate(0.9))
    await trainEpochs(stand, 2)
    lab.document.undo()
    await trainEpochs(stand, 2)
    expect(lab.readings.progress.value.epoch).toBe(4)
    expect(lab.files.unsaved.value).toBe(true)
  })

  it('are unsaved: other steps led to them after the model was reset', async () => {
    const stand = await open()
    const { lab, settle } = stand
    await trainEpochs(stand, 1)
    await lab.files.save()
    const { steps } = lab.readings.progress.value
    lab.run.reset()
    await settle()
    for (let step = 0; step < steps; step++) lab.run.stepExample()
    await settle()
    expect(lab.readings.progress.value.steps).toBe(steps)
    expect(lab.files.unsaved.value).toBe(true)
  })

  it('are saved where Undo brings the very same ones back', async () => {
    const stand = await open()
    const { lab, settle } = stand
    await trainEpochs(stand, 2)
    await lab.files.save()
    lab.run.reset()
    await settle()
    expect(lab.files.unsaved.value).toBe(true)
    lab.document.undo()
    await settle()
    expect(lab.readings.progress.value.epoch).toBe(2)
    expect(lab.files.unsaved.value).toBe(false)
  })
})
