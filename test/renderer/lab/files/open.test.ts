import { afterEach, describe, expect, it } from 'vitest'
import { encodeDlab } from '../../../../src/shared/dlab'
import type { Experiment } from '../../../../src/shared/experiment'
import type { Checkpoint } from '../../../../src/shared/trainer'
import { experimentWith } from '../../data/experiment-with'
import { rename, setHidden } from '../edits'
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

  it.each<[string, string, Uint8Array]>([
    ['a table', 'grades.csv', new TextEncoder().encode('hours,passed\n1,no\n')],
    ['a packed table', 'grades.tsv.gz', Uint8Array.of(0x1f, 0x8b)],
    ['a table that is called a text', 'grades.txt', new TextEncoder().encode('hours;passed\n1;no\n')],
    ['labels', 'labels', Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 0)],
    ['what is called images', 'train-images-idx3-ubyte.gz', Uint8Array.of(1, 2)],
  ])('of %s hands it to the import, unchanged', async (_, name, bytes) => {
    const { lab, host } = await open()
    host.chosen = { token: 'token', name, bytes }
    await lab.files.open()
    const [given] = lab.givenData.value
    expect(given?.name).toBe(name)
    expect(new Uint8Array((await given?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(bytes)
    expect(lab.notices.list.value).toEqual([])
    expect(lab.document.canUndo.value).toBe(false)
  })

  it('of an experiment that is called a text opens it', async () => {
    const { lab, host, settle } = await open()
    host.chosen = { token: 'token', name: 'other.txt', bytes: new TextEncoder().encode(JSON.stringify(other)) }
    await lab.files.open()
    await settle()
    expect(lab.document.experiment.value).toEqual(other)
    expect(lab.givenData.value).toEqual([])
  })

  const whole = fileOf(circle).bytes
  it.each<[string, Uint8Array]>([
    ['empty', new Uint8Array()],
    ['truncated', whole.slice(0, whole.length / 2)],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['no experiment', new TextEncoder().encode('{"hello": 1}')],
    ['of zeros alone', new Uint8Array(16)],
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
    expect(notice?.text).toBe('“broken.dlab” can’t be opened. Your own experiment is as it was.')
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
