/** What every host of the lab must do: one suite, run against Electron's and the browser's `LabApi`. */
import { beforeEach, describe, expect, test } from 'vitest'
import { MAX_FILE_BYTES, type FileFailure, type LabApi } from '../../src/shared/lab-api'
import { saveNew } from './save-new'

/** A host, and the user and disk around it. Files are known by name; the user's folder is empty at first. */
export interface HostUnderTest {
  readonly lab: LabApi
  /** What the user picks in the next dialogs; `null` closes them. */
  choose(name: string | null): void
  /** How often a dialog has asked the user. */
  dialogCount(): number
  write(name: string, bytes: Uint8Array): Promise<void>
  /** `null` where there is no such file. */
  read(name: string): Promise<Uint8Array | null>
  /** A file of that size, which need not exist byte for byte. */
  writeHuge(name: string, size: number): Promise<void>
  remove(name: string): Promise<void>
  /** Makes the disk fail from now on: each failure as this host's system reports it. */
  breakDisk(failure: 'disk-full' | 'busy' | 'not-permitted'): void
  /** Lets the host's own store run full. */
  breakStore(): void
  /** The host is ended without a word, as by SIGKILL, and started again on the same disk. */
  restart(): Promise<HostUnderTest>
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
export const textOf = (bytes: Uint8Array | null): string | null => bytes && new TextDecoder().decode(bytes)

export function describeHost(name: string, createHost: () => Promise<HostUnderTest>): void {
  describe(`${name}: files`, () => {
    let host: HostUnderTest
    let lab: LabApi
    beforeEach(async () => {
      host = await createHost()
      lab = host.lab
    })

    test('an opened file arrives byte for byte, with its name', async () => {
      const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256)
      await host.write('XNOR by hand.dlab', bytes)
      host.choose('XNOR by hand.dlab')
      const outcome = await lab.open()
      expect(outcome).toMatchObject({ status: 'done', file: { name: 'XNOR by hand.dlab', bytes } })
      expect(outcome.status === 'done' && outcome.file.bytes.constructor.name).toBe('Uint8Array')
    })

    test('an empty file can be opened', async () => {
      await host.write('empty.dlab', new Uint8Array())
      host.choose('empty.dlab')
      expect(await lab.open()).toMatchObject({ status: 'done', file: { bytes: new Uint8Array() } })
    })

    test('a saved file is asked for once; its token saves it again', async () => {
      host.choose('a.dlab')
      const first = await saveNew(lab, 'a.dlab', bytesOf('first'))
      if (first.status !== 'done') throw new Error(first.status)
      expect(first.file.name).toBe('a.dlab')
      expect(textOf(await host.read('a.dlab'))).toBe('first')

      host.choose('another.dlab')
      const second = await lab.save(first.file.token, bytesOf('2'))
      expect(second).toMatchObject({ status: 'done', file: { name: 'a.dlab' } })
      expect(textOf(await host.read('a.dlab'))).toBe('2')
      expect(await host.read('another.dlab')).toBeNull()
      expect(host.dialogCount()).toBe(1)
    })

    test('an opened file is saved to its own place', async () => {
      await host.write('a.dlab', bytesOf('old'))
      host.choose('a.dlab')
      const opened = await lab.open()
      if (opened.status !== 'done') throw new Error(opened.status)
      expect(await lab.save(opened.file.token, bytesOf('new'))).toMatchObject({ status: 'done' })
      expect(textOf(await host.read('a.dlab'))).toBe('new')
      expect(host.dialogCount()).toBe(1)
    })

    test('Save as leaves the first file as it was', async () => {
      await host.write('a.dlab', bytesOf('a'))
      host.choose('a.dlab')
      await lab.open()
      host.choose('b.dlab')
      expect(await saveNew(lab, 'a.dlab', bytesOf('b'))).toMatchObject({ file: { name: 'b.dlab' } })
      expect(textOf(await host.read('a.dlab'))).toBe('a')
      expect(textOf(await host.read('b.dlab'))).toBe('b')
    })

    test('two files have two tokens', async () => {
      host.choose('a.dlab')
      const a = await saveNew(lab, 'a.dlab', bytesOf('a'))
      host.choose('b.dlab')
      const b = await saveNew(lab, 'b.dlab', bytesOf('b'))
      if (a.status !== 'done' || b.status !== 'done') throw new Error('not saved')
      await lab.save(a.file.token, bytesOf('a again'))
      expect(textOf(await host.read('a.dlab'))).toBe('a again')
      expect(textOf(await host.read('b.dlab'))).toBe('b')
    })

    test('a part of a larger buffer is saved, not the buffer', async () => {
      host.choose('a.dlab')
      await saveNew(lab, 'a.dlab', bytesOf('the middle of it').subarray(4, 10))
      expect(textOf(await host.read('a.dlab'))).toBe('middle')
    })

    test('what is saved stays as it was when save was called', async () => {
      const bytes = bytesOf('before')
      host.choose('a.dlab')
      const asked = await lab.askToSave(null, 'a.dlab')
      if (asked.status !== 'done') throw new Error(asked.status)
      const saving = lab.save(asked.file.token, bytes)
      bytes.fill(0)
      await saving
      expect(textOf(await host.read('a.dlab'))).toBe('before')
    })

    test('of several saves at once the last one stays', async () => {
      host.choose('a.dlab')
      const first = await saveNew(lab, 'a.dlab', bytesOf('0'))
      if (first.status !== 'done') throw new Error(first.status)
      const texts = ['a long first text', 'second', '3']
      await Promise.all(texts.map((text) => lab.save(first.file.token, bytesOf(text))))
      expect(textOf(await host.read('a.dlab'))).toBe('3')
    })

    test('to ask is to write nothing; with a token no dialog asks', async () => {
      await host.write('a.dlab', bytesOf('old'))
      host.choose('a.dlab')
      const asked = await lab.askToSave(null, 'mine.dlab')
      if (asked.status !== 'done') throw new Error(asked.status)
      expect(asked.file.name).toBe('a.dlab')
      expect(await lab.askToSave(asked.file.token, 'ignored.dlab')).toEqual(asked)
      expect(host.dialogCount()).toBe(1)
      expect(textOf(await host.read('a.dlab'))).toBe('old')
      expect(await lab.askToSave('/etc/passwd', 'a.dlab')).toMatchObject({ failure: 'unknown-token' })
    })

    test('the dialog has asked about what the file held, once: what came later is not replaced', async () => {
      await host.write('a.dlab', bytesOf('old'))
      host.choose('a.dlab')
      const asked = await lab.askToSave(null, 'a.dlab')
      if (asked.status !== 'done') throw new Error(asked.status)
      expect(await lab.save(asked.file.token, bytesOf('mine'))).toMatchObject({ status: 'done' })
      await host.write('a.dlab', bytesOf('theirs'))
      expect(await lab.save(asked.file.token, bytesOf('mine'))).toMatchObject({ failure: 'changed-outside' })
      expect(textOf(await host.read('a.dlab'))).toBe('theirs')
    })

    test('a closed dialog is no failure and changes nothing', async () => {
      host.choose(null)
      expect(await lab.open()).toEqual({ status: 'cancelled' })
      expect(await saveNew(lab, 'a.dlab', bytesOf('a'))).toEqual({ status: 'cancelled' })
      expect(await host.read('a.dlab')).toBeNull()
    })

    test('a token that nobody gave out is refused without a dialog', async () => {
      host.choose('a.dlab')
      expect(await lab.save('/etc/passwd', bytesOf('a'))).toMatchObject({
        status: 'failed',
        failure: 'unknown-token',
      })
      expect(host.dialogCount()).toBe(0)
    })

    test('a token of an earlier start is unknown', async () => {
      host.choose('a.dlab')
      const earlier = await saveNew(lab, 'a.dlab', bytesOf('a'))
      if (earlier.status !== 'done') throw new Error(earlier.status)
      const later = await createHost()
      later.choose('b.dlab')
      await saveNew(later.lab, 'b.dlab', bytesOf('b'))
      expect(await later.lab.save(earlier.file.token, bytesOf('a'))).toMatchObject({
        failure: 'unknown-token',
      })
      expect(textOf(await later.read('b.dlab'))).toBe('b')
    })

    test('a file that is too large is refused before it is read', async () => {
      await host.writeHuge('huge.dlab', MAX_FILE_BYTES + 1)
      host.choose('huge.dlab')
      expect(await lab.open()).toMatchObject({ status: 'failed', failure: 'too-large' })
    })

    test('a file that has gone since it was picked is named as such', async () => {
      await host.write('a.dlab', bytesOf('a'))
      host.choose('a.dlab')
      await host.remove('a.dlab')
      expect(await lab.open()).toMatchObject({ status: 'failed', failure: 'not-found' })
    })

    test.each<FileFailure & ('disk-full' | 'busy' | 'not-permitted')>(['disk-full', 'busy', 'not-permitted'])(
      'a save that fails (%s) says so and leaves the old file',
      async (failure) => {
        await host.write('a.dlab', bytesOf('old'))
        host.choose('a.dlab')
        const opened = await lab.open()
        if (opened.status !== 'done') throw new Error(opened.status)
        host.breakDisk(failure)
        const outcome = await lab.save(opened.file.token, bytesOf('new'))
        expect(outcome).toMatchObject({ status: 'failed', failure })
        // Neither a path nor a stack: the page shows this.
        expect(outcome.status === 'failed' && outcome.detail).toMatch(/^[\w ]{1,60}$/)
        expect(textOf(await host.read('a.dlab'))).toBe('old')
      },
    )

    test('after a failure the next save works', async () => {
      await lab.save('unknown', bytesOf('a'))
      host.choose('a.dlab')
      expect(await saveNew(lab, 'a.dlab', bytesOf('a'))).toMatchObject({ status: 'done' })
    })
  })

  describe(`${name}: exports`, () => {
    let host: HostUnderTest
    let lab: LabApi
    beforeEach(async () => {
      host = await createHost()
      lab = host.lab
    })

    test('an export is written where the user says, and only its name comes back', async () => {
      host.choose('costs.csv')
      expect(await lab.exportFile('XNOR-history.csv', bytesOf('epoch'))).toEqual({
        status: 'done',
        file: { name: 'costs.csv' },
      })
      expect(textOf(await host.read('costs.csv'))).toBe('epoch')
    })

    test('each export asks anew', async () => {
      host.choose('a.onnx')
      await lab.exportFile('net.onnx', bytesOf('1'))
      await lab.exportFile('net.onnx', bytesOf('2'))
      expect(host.dialogCount()).toBe(2)
      expect(textOf(await host.read('a.onnx'))).toBe('2')
    })

    test('it never becomes the file that Save writes to', async () => {
      await host.write('a.dlab', bytesOf('old'))
      host.choose('a.dlab')
      const opened = await lab.open()
      if (opened.status !== 'done') throw new Error(opened.status)
      host.choose('net.svg')
      await lab.exportFile('net.svg', bytesOf('<svg/>'))
      await lab.save(opened.file.token, bytesOf('new'))
      expect(textOf(await host.read('net.svg'))).toBe('<svg/>')
      expect(textOf(await host.read('a.dlab'))).toBe('new')
    })

    test('what is exported stays as it was when asked for', async () => {
      const bytes = bytesOf('the middle of it')
      host.choose('a.py')
      const exporting = lab.exportFile('a.py', bytes.subarray(4, 10))
      bytes.fill(0)
      await exporting
      expect(textOf(await host.read('a.py'))).toBe('middle')
    })

    test('a closed dialog is no failure and writes nothing', async () => {
      host.choose(null)
      expect(await lab.exportFile('a.png', bytesOf('a'))).toEqual({ status: 'cancelled' })
      expect(await host.read('a.png')).toBeNull()
    })

    test.each(['experiment.dlab', 'run.exe', 'csv', ''])('no other kind of file is written: “%s”', async (offered) => {
      host.choose('a.csv')
      expect(await lab.exportFile(offered, bytesOf('a'))).toMatchObject({ status: 'failed' })
      expect(host.dialogCount()).toBe(0)
      expect(await host.read('a.csv')).toBeNull()
    })

    test.each(['disk-full', 'busy', 'not-permitted'] as const)(
      'one that fails (%s) says so and leaves what was there',
      async (failure) => {
        await host.write('a.csv', bytesOf('old'))
        host.choose('a.csv')
        host.breakDisk(failure)
        expect(await lab.exportFile('a.csv', bytesOf('new'))).toMatchObject({ status: 'failed', failure })
        expect(textOf(await host.read('a.csv'))).toBe('old')
      },
    )
  })

  describe(`${name}: the rest of the contract`, () => {
    test('names itself', async () => {
      const { lab } = await createHost()
      expect(['electron', 'browser']).toContain(lab.host)
    })

    test.each(['onMenuCommand', 'onFileGiven'] as const)('a listener of %s can be taken away again', async (name) => {
      const { lab } = await createHost()
      const stop = lab[name](() => undefined)
      expect(stop()).toBeUndefined()
      expect(stop()).toBeUndefined()
    })

    test('unsaved changes can be told any number of times', async () => {
      const { lab } = await createHost()
      for (const unsaved of [true, true, false, false, true]) expect(lab.setUnsaved(unsaved)).toBeUndefined()
    })
  })
}
