import { afterEach, describe, expect, it } from 'vitest'
import { encodeDlab } from '../../../../src/shared/dlab'
import { experimentWith } from '../../data/experiment-with'
import { rename, setRate } from '../edits'
import { openLab, type OpenLab } from '../open-lab'

const circle = experimentWith({})
const theirs = rename('Theirs')(circle)

let opened: OpenLab | undefined
afterEach(() => opened?.close())

/** A document of a file that someone else has changed since. */
async function openChanged(): Promise<OpenLab> {
  const stand = await openLab(circle)
  opened = stand
  await stand.lab.files.save()
  stand.lab.document.edit(setRate(0.1))
  stand.host.isChangedOutside = true
  stand.host.chosen = {
    ...{ token: 'token', name: 'Circle.dlab' },
    bytes: encodeDlab({ experiment: theirs, checkpoint: null }),
  }
  return stand
}

async function focus({ settle }: OpenLab): Promise<void> {
  window.dispatchEvent(new Event('focus'))
  await settle()
}

describe('a file changed outside', () => {
  it('is asked about at a save, which writes nothing', async () => {
    const { lab, host } = await openChanged()
    await lab.files.save()
    expect(lab.outside.change.value).toEqual({ fileName: 'Circle.dlab' })
    expect(lab.notices.list.value).toEqual([])
    expect(lab.files.unsaved.value).toBe(true)
    expect(host.saved.at(-1)).toMatchObject({ replace: false })
  })

  it('is asked about when the window is looked at again', async () => {
    const stand = await openChanged()
    await focus(stand)
    expect(stand.lab.outside.change.value).toEqual({ fileName: 'Circle.dlab' })
  })

  it('is not asked about where nothing changed, or there is no file', async () => {
    const stand = await openChanged()
    stand.host.isChangedOutside = false
    await focus(stand)
    expect(stand.lab.outside.change.value).toBeNull()
    stand.host.isChangedOutside = true
    stand.lab.files.startFrom(theirs)
    await focus(stand)
    expect(stand.lab.outside.change.value).toBeNull()
  })

  it('is replaced on demand', async () => {
    const { lab, host } = await openChanged()
    await lab.files.save()
    await lab.outside.answer('replace')
    expect(host.saved.at(-1)).toMatchObject({ token: 'token of Circle.dlab', replace: true })
    expect(lab.files.unsaved.value).toBe(false)
    expect(lab.outside.change.value).toBeNull()
  })

  it('stays as it is where the work goes into another file', async () => {
    const { lab, host } = await openChanged()
    await lab.files.save()
    await lab.outside.answer('save-as')
    expect(host.questions.at(-1)).toMatchObject({ token: null })
    expect(host.saved.at(-1)).toMatchObject({ replace: false })
    expect(lab.files.unsaved.value).toBe(false)
  })

  it('is opened as it is now, and Undo brings one’s own work back', async () => {
    const stand = await openChanged()
    const { lab, settle } = stand
    await lab.files.save()
    await lab.outside.answer('open')
    await settle()
    expect(lab.document.experiment.value.name).toBe('Theirs')
    expect(lab.files.unsaved.value).toBe(false)
    lab.document.undo()
    await settle()
    expect(lab.document.experiment.value.training.optimizer.learningRate).toBe(0.1)
    expect(lab.files.unsaved.value).toBe(true)
  })

  it('met by a save and put off is not asked about again either', async () => {
    const stand = await openChanged()
    await stand.lab.files.save()
    await stand.lab.outside.answer('later')
    await focus(stand)
    expect(stand.lab.outside.change.value).toBeNull()
  })

  it('put off is not asked about again before the next save', async () => {
    const stand = await openChanged()
    const { lab } = stand
    await focus(stand)
    await lab.outside.answer('later')
    await focus(stand)
    expect(lab.outside.change.value).toBeNull()
    expect(lab.document.experiment.value.training.optimizer.learningRate).toBe(0.1)
    await lab.files.save()
    expect(lab.outside.change.value).not.toBeNull()
  })
})

describe('an earlier version', () => {
  it('takes the document’s place, unsaved, and Save writes it to the same file', async () => {
    const { lab, host, settle } = await openChanged()
    host.isChangedOutside = false
    host.versions = [{ id: 'v1', keptAt: 5, bytes: encodeDlab({ experiment: theirs, checkpoint: null }) }]
    expect(await lab.files.versions()).toEqual([{ id: 'v1', keptAt: 5 }])
    await lab.files.openVersion({ id: 'v1', keptAt: 5 })
    await settle()
    expect(lab.document.experiment.value.name).toBe('Theirs')
    expect(lab.files.unsaved.value).toBe(true)
    expect(lab.notices.list.value.at(-1)).toMatchObject({ kind: 'info', action: { label: 'Undo' } })
    await lab.files.save()
    expect(host.saved.at(-1)?.token).toBe('token of Circle.dlab')
    expect(lab.files.unsaved.value).toBe(false)
  })

  it('that is gone says so, and changes nothing', async () => {
    const { lab } = await openChanged()
    await lab.files.openVersion({ id: 'v9', keptAt: 5 })
    expect(lab.notices.list.value).toMatchObject([{ kind: 'refusal', details: ['The file or its folder is gone.'] }])
    expect(lab.document.experiment.value.training.optimizer.learningRate).toBe(0.1)
  })

  it('there is none without a file', async () => {
    opened = await openLab(circle)
    expect(await opened.lab.files.versions()).toEqual([])
  })
})
