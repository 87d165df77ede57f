import { afterEach, describe, expect, it } from 'vitest'
import { encodeDocument, encodeRun } from '../../../../src/shared/copy-parts'
import type { FileOutcome, OpenedCopy, RecoveryCopy } from '../../../../src/shared/lab-api'
import { experimentWith } from '../../data/experiment-with'
import { rename, setHidden, setRate } from '../edits'
import { createHostStub, type HostStub } from '../host-stub'
import { openLab, trainEpochs, type OpenLab } from '../open-lab'

const circle = experimentWith({})
const mine = setRate(0.1)(rename('Mine')(setHidden(3)(circle)))
const file = { token: 'token of mine', name: 'mine.dlab' }

let opened: OpenLab | undefined
afterEach(() => opened?.close())

const copyNamed = (id: string, name = 'Mine'): RecoveryCopy => ({
  ...{ id, name, epoch: 2, keptAt: 2, savedAt: 1, onlyTrained: false, fileName: 'mine.dlab' },
})

async function trained() {
  const stand = await openLab(mine)
  await trainEpochs(stand, 2)
  const checkpoint = await stand.checkpoint()
  stand.close()
  return checkpoint
}

async function start(
  left: (RecoveryCopy & { opened: FileOutcome<OpenedCopy> })[],
): Promise<OpenLab & { host: HostStub }> {
  const host = createHostStub()
  host.left = left
  opened = await openLab(circle, (trainer) => trainer, host)
  await opened.settle()
  return opened
}

const bytesOf = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes.slice()
const intact = async (): Promise<FileOutcome<OpenedCopy>> => ({
  status: 'done',
  file: { document: bytesOf(encodeDocument(mine)), run: bytesOf(encodeRun(mine, await trained())), file },
})

describe('unsaved work of an earlier start', () => {
  it('is offered; without any, nothing is', async () => {
    const { lab } = await start([{ ...copyNamed('a.1'), opened: await intact() }])
    expect(lab.recovery.offered.value).toBe(true)
    expect(lab.recovery.copies.value).toEqual([copyNamed('a.1')])
    opened?.close()
    expect((await start([])).lab.recovery.offered.value).toBe(false)
  })

  it('is still unsaved work where Undo has taken it back and Redo leads to it', async () => {
    const { lab, settle } = await start([{ ...copyNamed('a.1'), opened: await intact() }])
    await lab.recovery.recover(copyNamed('a.1'))
    await settle()
    lab.document.undo()
    await settle()
    expect(lab.document.experiment.value).toEqual(circle)
    expect([lab.files.unsaved.value, lab.files.mayLoseWork.value]).toEqual([false, true])
    lab.document.redo()
    await settle()
    expect(lab.files.unsaved.value).toBe(true)
    lab.document.undo()
    await settle()
    lab.document.edit(setRate(0.2))
    await settle()
    expect(lab.files.unsaved.value).toBe(true)
    await lab.files.save()
    expect(lab.files.mayLoseWork.value).toBe(false)
  })

  it('comes back bit for bit, unsaved, with its file, as a step that Undo takes back', async () => {
    const { lab, host, settle, checkpoint } = await start([{ ...copyNamed('a.1'), opened: await intact() }])
    await lab.recovery.recover(copyNamed('a.1'))
    await settle()
    expect(lab.document.experiment.value).toEqual(mine)
    expect(await checkpoint()).toEqual(await trained())
    expect(lab.files.unsaved.value).toBe(true)
    expect(lab.recovery.offered.value).toBe(false)
    await lab.files.save()
    expect(host.saved).toMatchObject([{ token: 'token of mine', replace: false }])
    expect(lab.files.unsaved.value).toBe(false)
    lab.document.undo()
    await settle()
    expect(lab.document.experiment.value).toEqual(circle)
  })

  it('stays with the host until the document has a copy of its own', async () => {
    const { lab, host } = await start([{ ...copyNamed('a.1'), opened: await intact() }])
    await lab.recovery.recover(copyNamed('a.1'))
    expect(host.left).toHaveLength(1)
    expect(host.kept.size).toBe(0)
    await expect.poll(() => host.kept.size, { timeout: 3000 }).toBe(1)
    await expect.poll(() => host.left).toEqual([])
  })

  it('goes as well where it is saved before that', async () => {
    const { lab, host, settle } = await start([{ ...copyNamed('a.1'), opened: await intact() }])
    await lab.recovery.recover(copyNamed('a.1'))
    await lab.files.save()
    await settle()
    expect(host.left).toEqual([])
  })

  it('without a run starts at its initial weights', async () => {
    const file = { document: bytesOf(encodeDocument(mine)), run: new Uint8Array(), file: null }
    const { lab, settle } = await start([{ ...copyNamed('a.1'), opened: { status: 'done', file } }])
    await lab.recovery.recover(copyNamed('a.1'))
    await settle()
    expect(lab.document.experiment.value).toEqual(mine)
    expect(lab.readings.progress.value.steps).toBe(0)
  })

  it('stays where the offer is closed without a word, whatever was marked', async () => {
    const { lab, host, settle } = await start([{ ...copyNamed('a.1'), opened: await intact() }])
    lab.recovery.discard(copyNamed('a.1'))
    lab.recovery.offered.value = false
    await settle()
    expect(host.left).toHaveLength(1)
    expect(lab.recovery.discarded.value.size).toBe(0)
  })

  it('that can’t be discarded says so', async () => {
    const { lab, host, settle } = await start([{ ...copyNamed('a.1'), opened: await intact() }])
    host.discardCopy = async () => ({ status: 'failed', failure: 'busy', detail: '' })
    lab.recovery.discard(copyNamed('a.1'))
    lab.recovery.finish()
    await settle()
    expect(lab.notices.list.value).toMatchObject([{ kind: 'error', text: expect.stringContaining('Mine') }])
    expect(lab.recovery.copies.value).toHaveLength(1)
  })

  it('is discarded with Done, and can be kept all the same till then', async () => {
    const left = await intact()
    const [mineLeft, otherLeft] = [copyNamed('a.1'), copyNamed('b.1', 'Other')]
    const { lab, host, settle } = await start([
      { ...mineLeft, opened: left },
      { ...otherLeft, opened: left },
    ])
    const { recovery } = lab
    recovery.discard(mineLeft)
    recovery.discard(otherLeft)
    recovery.keep(otherLeft)
    expect([...recovery.discarded.value]).toEqual(['a.1'])
    expect(host.left).toHaveLength(2)
    recovery.finish()
    await settle()
    expect(host.left.map(({ id }) => id)).toEqual(['b.1'])
    expect(recovery.copies.value.map(({ name }) => name)).toEqual(['Other'])
  })

  it('that is recovered lets those go that were discarded', async () => {
    const left = await intact()
    const { lab, host, settle } = await start([
      { ...copyNamed('a.1'), opened: left },
      { ...copyNamed('b.1', 'Other'), opened: left },
    ])
    lab.recovery.discard(copyNamed('b.1', 'Other'))
    await lab.recovery.recover(copyNamed('a.1'))
    await settle()
    expect(host.left.map(({ id }) => id)).toEqual(['a.1'])
  })

  it('is no question where examples were only trained: they wait in the menu, the newest few', async () => {
    const opened = await intact()
    const onlyTrained = ['a.1', 'b.1', 'c.1', 'd.1', 'e.1'].map((id) => ({
      ...copyNamed(id),
      onlyTrained: true,
      opened,
    }))
    const { lab, host } = await start(onlyTrained)
    expect(lab.recovery.offered.value).toBe(false)
    expect(lab.recovery.copies.value.map(({ id }) => id)).toEqual(['a.1', 'b.1', 'c.1'])
    expect(host.left.map(({ id }) => id)).toEqual(['a.1', 'b.1', 'c.1'])
  })
})

describe('a copy that cannot be read', () => {
  it.each<[string, FileOutcome<OpenedCopy>, string]>([
    ['the host cannot read', { status: 'failed', failure: 'damaged', detail: '' }, 'What was kept is damaged.'],
    [
      'is not sound',
      { status: 'done', file: { document: Uint8Array.of(80, 75, 3), run: new Uint8Array(), file: null } },
      'This is not a .dlab file',
    ],
    [
      'has a damaged run',
      {
        status: 'done',
        file: { document: bytesOf(encodeDocument(mine)), run: Uint8Array.of(1, 2, 3), file: null },
      },
      'This is not a .dlab file',
    ],
  ])('that %s says why, is kept, and can be discarded', async (_what, outcome, reason) => {
    const { lab, host } = await start([{ ...copyNamed('a.1'), opened: outcome }])
    await lab.recovery.recover(copyNamed('a.1'))
    expect(lab.recovery.problems.value.get('a.1')).toContain(reason)
    expect(lab.document.experiment.value).toEqual(circle)
    expect(lab.files.unsaved.value).toBe(false)
    expect(host.left).toHaveLength(1)
    expect(lab.recovery.offered.value).toBe(true)
    lab.recovery.discard(copyNamed('a.1'))
    lab.recovery.finish()
    expect(host.left).toEqual([])
  })
})
