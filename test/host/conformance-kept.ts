/** What every host must keep beside the user's files, and how it treats files that others change. */
import { beforeEach, describe, expect, test } from 'vitest'
import { MAX_RECENT, MAX_VERSIONS, type CopyNote, type LabApi, type OpenedFile } from '../../src/shared/lab-api'
import { bytesOf, textOf, type HostUnderTest } from './conformance'
import { saveNew } from './save-new'

const note: CopyNote = { name: 'XNOR by hand', epoch: 120, file: null, savedAt: null, onlyTrained: false }
const parts = (document: string | null, run: string) => ({
  document: document === null ? null : bytesOf(document),
  run: bytesOf(run),
})

export function describeKept(name: string, createHost: () => Promise<HostUnderTest>): void {
  let host: HostUnderTest
  let lab: LabApi
  beforeEach(async () => {
    host = await createHost()
    lab = host.lab
  })

  async function openFile(file: string, content?: string): Promise<OpenedFile> {
    if (content !== undefined) await host.write(file, bytesOf(content))
    host.choose(file)
    const outcome = await lab.open()
    if (outcome.status !== 'done') throw new Error(outcome.status)
    return outcome.file
  }

  async function restart(): Promise<void> {
    host = await host.restart()
    lab = host.lab
  }

  describe(`${name}: a file changed outside`, () => {
    test('is noticed at a save, and left alone', async () => {
      const { token } = await openFile('a.dlab', 'mine')
      await host.write('a.dlab', bytesOf('theirs'))
      expect(await lab.save(token, bytesOf('mine again'))).toMatchObject({
        status: 'failed',
        failure: 'changed-outside',
      })
      expect(textOf(await host.read('a.dlab'))).toBe('theirs')
    })

    test('is replaced where the user says so, and what was there is kept as a version', async () => {
      const { token } = await openFile('a.dlab', 'mine')
      await host.write('a.dlab', bytesOf('theirs'))
      expect(await lab.save(token, bytesOf('mine again'), true)).toMatchObject({ status: 'done' })
      expect(textOf(await host.read('a.dlab'))).toBe('mine again')
      const [version] = await lab.listVersions(token)
      expect(await lab.openVersion(token, version?.id ?? '')).toMatchObject({ file: bytesOf('theirs') })
      expect(await lab.save(token, bytesOf('3'))).toMatchObject({ status: 'done' })
    })

    test('is noticed by its content: written anew with the same bytes it is the same', async () => {
      const { token } = await openFile('a.dlab', 'mine')
      expect(await lab.changedOutside(token)).toBe(false)
      await host.write('a.dlab', bytesOf('mine'))
      expect(await lab.changedOutside(token)).toBe(false)
      await host.write('a.dlab', bytesOf('MINE'))
      expect(await lab.changedOutside(token)).toBe(true)
    })

    test('is not what the lab itself has saved', async () => {
      const { token } = await openFile('a.dlab', 'mine')
      await lab.save(token, bytesOf('2'))
      expect(await lab.changedOutside(token)).toBe(false)
      host.choose('b.dlab')
      const saved = await saveNew(lab, 'b.dlab', bytesOf('b'))
      if (saved.status !== 'done') throw new Error(saved.status)
      expect(await lab.changedOutside(saved.file.token)).toBe(false)
    })

    test('is opened as it is now under a new token; the old one still knows what it was', async () => {
      const old = await openFile('a.dlab', 'mine')
      await host.write('a.dlab', bytesOf('theirs'))
      const now = await lab.reopen(old.token)
      if (now.status !== 'done') throw new Error(now.status)
      expect(textOf(now.file.bytes)).toBe('theirs')
      expect(now.file.name).toBe('a.dlab')
      expect(await lab.changedOutside(now.file.token)).toBe(false)
      expect(await lab.save(old.token, bytesOf('mine'))).toMatchObject({ failure: 'changed-outside' })
      expect(await lab.save(now.file.token, bytesOf('both'))).toMatchObject({ status: 'done' })
    })

    test('that is gone is no reason to ask', async () => {
      const { token } = await openFile('a.dlab', 'mine')
      await host.remove('a.dlab')
      expect(await lab.changedOutside(token)).toBe(false)
      expect(await lab.reopen(token)).toMatchObject({ failure: 'not-found' })
    })

    test('an unknown token is told apart', async () => {
      expect(await lab.changedOutside('nobody’s')).toBe(false)
      expect(await lab.reopen('nobody’s')).toMatchObject({ failure: 'unknown-token' })
    })
  })

  describe(`${name}: earlier versions`, () => {
    test('are what the file held before its last saves, newest first', async () => {
      const { token } = await openFile('a.dlab', '0')
      for (const text of ['1', '2', '3', '4', '5']) await lab.save(token, bytesOf(text))
      const versions = await lab.listVersions(token)
      expect(versions).toHaveLength(MAX_VERSIONS)
      const texts = await Promise.all(versions.map(({ id }) => lab.openVersion(token, id)))
      expect(texts.map((outcome) => outcome.status === 'done' && textOf(outcome.file))).toEqual(['4', '3', '2'])
    })

    test('come once each, and never what the file holds now', async () => {
      const { token } = await openFile('a.dlab', '0')
      for (const text of ['0', '1', '0', '1', '1']) await lab.save(token, bytesOf(text))
      const versions = await lab.listVersions(token)
      const texts = await Promise.all(versions.map(({ id }) => lab.openVersion(token, id)))
      expect(texts.map((outcome) => outcome.status === 'done' && textOf(outcome.file))).toEqual(['0'])
    })

    test('last through a restart, for their own file alone', async () => {
      const { token } = await openFile('a.dlab', 'first')
      await lab.save(token, bytesOf('second'))
      await restart()
      const again = await openFile('a.dlab')
      const [version] = await lab.listVersions(again.token)
      expect(await lab.openVersion(again.token, version?.id ?? '')).toMatchObject({ file: bytesOf('first') })
      const other = await openFile('b.dlab', 'other')
      expect(await lab.listVersions(other.token)).toEqual([])
      expect(await lab.openVersion(other.token, version?.id ?? '')).toMatchObject({ failure: 'not-found' })
    })

    test('a failed save leaves none', async () => {
      const { token } = await openFile('a.dlab', 'first')
      host.breakDisk('disk-full')
      await lab.save(token, bytesOf('second'))
      expect(await lab.listVersions(token)).toEqual([])
    })
  })

  describe(`${name}: recent files`, () => {
    test('are listed newest first, through a restart, and open without a dialog', async () => {
      await openFile('a.dlab', 'a')
      await openFile('b.dlab', 'b')
      await restart()
      const recent = await lab.listRecent()
      expect(recent?.map((file) => file.name)).toEqual(['b.dlab', 'a.dlab'])
      expect(await lab.reopen(recent?.[1]?.token ?? '')).toMatchObject({
        file: { name: 'a.dlab', bytes: bytesOf('a') },
      })
      expect((await lab.listRecent())?.map((file) => file.name)).toEqual(['a.dlab', 'b.dlab'])
      expect(host.dialogCount()).toBe(0)
    })

    test('nothing is saved under the token of the list, which has not been read', async () => {
      await openFile('a.dlab', 'a')
      const [file] = (await lab.listRecent()) ?? []
      expect(await lab.save(file?.token ?? '', bytesOf('x'))).toMatchObject({ failure: 'changed-outside' })
    })

    test('a file comes once, and the list has an end', async () => {
      for (let index = 0; index < MAX_RECENT + 2; index++) await openFile(`${index}.dlab`, 'x')
      await openFile('5.dlab')
      const names = ((await lab.listRecent()) ?? []).map((file) => file.name)
      expect(names).toHaveLength(MAX_RECENT)
      expect(names.slice(0, 2)).toEqual(['5.dlab', `${MAX_RECENT + 1}.dlab`])
      expect(names).not.toContain('0.dlab')
    })
  })

  describe(`${name}: recovery copies`, () => {
    test('a copy is offered once its window is gone, not before', async () => {
      expect(await lab.keepCopy(1, note, parts('experiment', 'run'))).toEqual({ status: 'done', file: null })
      expect(await lab.listCopies()).toEqual([])
      await restart()
      const [copy] = await lab.listCopies()
      expect(copy).toMatchObject({ name: 'XNOR by hand', epoch: 120, savedAt: null, fileName: null })
      expect(Math.abs((copy?.keptAt ?? 0) - Date.now())).toBeLessThan(60_000)
      expect(await lab.openCopy(copy?.id ?? '')).toEqual({
        status: 'done',
        file: { document: bytesOf('experiment'), run: bytesOf('run'), file: null },
      })
      expect(await lab.listCopies()).toHaveLength(1)
    })

    test('a newer one takes its place; without an experiment the old one’s stays', async () => {
      await lab.keepCopy(1, note, parts('experiment', 'run'))
      await lab.keepCopy(1, { ...note, epoch: 121 }, parts(null, 'run 2'))
      await lab.keepCopy(1, { ...note, epoch: 122 }, parts('experiment 3', 'run 3'))
      await lab.keepCopy(1, { ...note, epoch: 123 }, parts(null, 'run 4'))
      await restart()
      const copies = await lab.listCopies()
      expect(copies.map(({ epoch }) => epoch)).toEqual([123])
      expect(await lab.openCopy(copies[0]?.id ?? '')).toMatchObject({
        file: { document: bytesOf('experiment 3'), run: bytesOf('run 4') },
      })
    })

    test('without any experiment there is nothing to keep', async () => {
      expect(await lab.keepCopy(1, note, parts(null, 'run'))).toMatchObject({ status: 'failed', failure: 'not-found' })
      await restart()
      expect(await lab.listCopies()).toEqual([])
    })

    test('a window can keep several, and let go of each', async () => {
      await lab.keepCopy(1, note, parts('one', ''))
      await lab.keepCopy(2, { ...note, name: 'Other' }, parts('two', ''))
      await lab.keepCopy(3, { ...note, name: 'Third' }, parts('three', ''))
      expect(await lab.dropCopy(2)).toEqual({ status: 'done', file: null })
      expect(await lab.dropCopy(7)).toEqual({ status: 'done', file: null })
      await restart()
      expect((await lab.listCopies()).map((copy) => copy.name).sort()).toEqual(['Third', 'XNOR by hand'])
    })

    test('stay until they are discarded, also if the next window is gone too', async () => {
      await lab.keepCopy(1, note, parts('one', ''))
      await restart()
      await lab.keepCopy(1, { ...note, name: 'Other' }, parts('two', ''))
      await restart()
      const copies = await lab.listCopies()
      expect(copies.map((copy) => copy.name).sort()).toEqual(['Other', 'XNOR by hand'])
      for (const { id } of copies) expect(await lab.discardCopy(id)).toEqual({ status: 'done', file: null })
      expect(await lab.listCopies()).toEqual([])
      expect(await lab.openCopy(copies[0]?.id ?? '')).toMatchObject({ failure: 'not-found' })
    })

    test('know their file, and saving there asks where it was changed since', async () => {
      const { token } = await openFile('a.dlab', 'saved')
      await lab.keepCopy(1, { ...note, file: token, savedAt: 5 }, parts('one', ''))
      await restart()
      const [copy] = await lab.listCopies()
      expect(copy).toMatchObject({ fileName: 'a.dlab', savedAt: 5 })
      const opened = await lab.openCopy(copy?.id ?? '')
      const file = opened.status === 'done' ? opened.file.file : null
      expect(file?.name).toBe('a.dlab')
      await host.write('a.dlab', bytesOf('theirs'))
      expect(await lab.save(file?.token ?? '', bytesOf('x'))).toMatchObject({ failure: 'changed-outside' })
      await host.write('a.dlab', bytesOf('saved'))
      expect(await lab.save(file?.token ?? '', bytesOf('recovered'))).toMatchObject({ status: 'done' })
      expect(host.dialogCount()).toBe(0)
    })

    test.each(['../../secret', '', 'a/b', '..', 'nobody.1', 'nobody.1.1'])('nothing is opened as %j', async (id) => {
      expect(await lab.openCopy(id)).toMatchObject({ status: 'failed' })
    })

    test('a copy that cannot be kept says why, and the one before stays', async () => {
      await lab.keepCopy(1, note, parts('one', 'run'))
      host.breakStore()
      const outcome = await lab.keepCopy(1, { ...note, epoch: 121 }, parts('two', 'run 2'))
      expect(outcome).toMatchObject({ status: 'failed', failure: 'disk-full' })
      await restart()
      const [copy] = await lab.listCopies()
      expect(await lab.openCopy(copy?.id ?? '')).toMatchObject({ file: { document: bytesOf('one') } })
    })
  })
}
