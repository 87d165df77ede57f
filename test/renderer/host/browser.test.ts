import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { labHost } from '../../../src/renderer/host'
import { createBrowserHost } from '../../../src/renderer/host/browser'
import type { LabApi } from '../../../src/shared/lab-api'
import { describeHost, type HostUnderTest } from '../../host/conformance'
import { describeKept } from '../../host/conformance-kept'
import { createIndexedStore } from '../../../src/worker/indexed-store'
import { MemoryFileSystem } from './memory-file-system'
import { MemoryLocks } from './memory-locks'
import { saveNew } from '../../host/save-new'

const ERRORS = {
  'disk-full': 'QuotaExceededError',
  busy: 'NoModificationAllowedError',
  'not-permitted': 'NotAllowedError',
} as const

function windowWith(fileSystem: MemoryFileSystem, locks = new MemoryLocks()): Window {
  const navigator = Object.assign(Object.create(window.navigator) as Navigator, { storage: undefined })
  Object.defineProperty(navigator, 'locks', { value: locks })
  return Object.assign(Object.create(window) as Window, fileSystem.pickers, { navigator })
}

/** Handles are cloned by a browser's storage, but by no other means: here they stay what they are. */
function cloneWithHandles(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return originalClone(value)
  if ('kind' in value) return value
  if (Array.isArray(value)) return value.map(cloneWithHandles)
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, cloneWithHandles(field)]))
}
const originalClone = globalThis.structuredClone

beforeEach(() => {
  vi.stubGlobal('structuredClone', cloneWithHandles)
  vi.stubGlobal('indexedDB', new IDBFactory())
})
afterEach(() => vi.unstubAllGlobals())

/** `locks`: those of the tabs that are still there. */
function startHost(disk = new MemoryFileSystem(), database = new IDBFactory()): Promise<HostUnderTest> {
  vi.stubGlobal('indexedDB', database)
  disk.pickerCount = 0
  disk.writeError = null
  return Promise.resolve({
    lab: createBrowserHost(windowWith(disk), createIndexedStore()),
    choose(name) {
      disk.chosen = name
    },
    dialogCount: () => disk.pickerCount,
    async write(name, bytes) {
      disk.files.set(name, bytes.slice())
    },
    read: (name) => Promise.resolve(disk.files.get(name) ?? null),
    async writeHuge(name, size) {
      disk.files.set(name, new Uint8Array())
      disk.hugeFiles.set(name, size)
    },
    async remove(name) {
      disk.files.delete(name)
    },
    breakDisk(failure) {
      disk.writeError = ERRORS[failure]
    },
    breakStore() {
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
        throw new DOMException('injected', 'QuotaExceededError')
      })
    },
    restart() {
      vi.restoreAllMocks()
      return startHost(disk, database)
    },
  })
}

describeHost('browser with File System Access', () => startHost())
describeKept('browser with File System Access', () => startHost())

describe('several tabs', () => {
  const note = { name: 'Mine', epoch: 1, file: null, savedAt: null, onlyTrained: false }
  const parts = { document: Uint8Array.of(1), run: Uint8Array.of(2) }

  test('a copy belongs to its tab while that is there, and is offered by the others after', async () => {
    const locks = new MemoryLocks()
    const disk = new MemoryFileSystem()
    const first = createBrowserHost(windowWith(disk, locks), createIndexedStore())
    const second = createBrowserHost(windowWith(disk, locks), createIndexedStore())
    await first.keepCopy(1, note, parts)
    expect(await second.listCopies()).toEqual([])
    locks.close(0)
    const [copy] = await second.listCopies()
    expect(copy).toMatchObject({ name: 'Mine' })
    expect(await second.discardCopy(copy?.id ?? '')).toMatchObject({ status: 'done' })
  })

  test('another tab’s save of the same file is noticed', async () => {
    const disk = new MemoryFileSystem()
    disk.files.set('a.dlab', Uint8Array.of(1))
    disk.chosen = 'a.dlab'
    const [first, second] = [
      createBrowserHost(windowWith(disk), createIndexedStore()),
      createBrowserHost(windowWith(disk), createIndexedStore()),
    ]
    const [here, there] = [await first.open(), await second.open()]
    if (here.status !== 'done' || there.status !== 'done') throw new Error('not opened')
    await second.save(there.file.token, Uint8Array.of(2))
    expect(await first.save(here.file.token, Uint8Array.of(3))).toMatchObject({ failure: 'changed-outside' })
  })

  test('of two that save the same file at once, one is written and the other is told', async () => {
    const disk = new MemoryFileSystem()
    disk.files.set('a.dlab', Uint8Array.of(1))
    disk.chosen = 'a.dlab'
    const locks = new MemoryLocks()
    const tabs = [1, 2, 3].map(() => createBrowserHost(windowWith(disk, locks), createIndexedStore()))
    const outcomes = await Promise.all(
      tabs.map(async (lab, tab) => {
        const opened = await lab.open()
        if (opened.status !== 'done') throw new Error(opened.status)
        return lab.save(opened.file.token, Uint8Array.of(10 + tab))
      }),
    )
    expect(outcomes.filter(({ status }) => status === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => 'failure' in outcome && outcome.failure === 'changed-outside')).toHaveLength(2)
  })
})

describe('leave to use a file again', () => {
  async function recent(disk: MemoryFileSystem) {
    disk.files.set('a.dlab', Uint8Array.of(1))
    disk.chosen = 'a.dlab'
    const lab = createBrowserHost(windowWith(disk), createIndexedStore())
    const opened = await lab.open()
    if (opened.status !== 'done') throw new Error(opened.status)
    disk.permission = 'prompt'
    const [file] = (await lab.listRecent()) ?? []
    return { lab, token: file?.token ?? '', opened: opened.file.token }
  }

  test('is asked for when a recent file is opened', async () => {
    const disk = new MemoryFileSystem()
    const { lab, token } = await recent(disk)
    expect(disk.questions).toBe(0)
    expect(await lab.reopen(token)).toMatchObject({ status: 'done', file: { name: 'a.dlab' } })
    expect(disk.questions).toBe(1)
  })

  test('that is refused is said by name', async () => {
    const disk = new MemoryFileSystem()
    disk.answer = 'denied'
    const { lab, token } = await recent(disk)
    expect(await lab.reopen(token)).toMatchObject({ status: 'failed', failure: 'not-permitted' })
  })

  test('to write is asked for once, before the bytes are made; the save itself asks nothing', async () => {
    const disk = new MemoryFileSystem()
    const { lab, opened } = await recent(disk)
    expect(await lab.askToSave(opened, 'a.dlab')).toMatchObject({ status: 'done' })
    expect(disk.questions).toBe(1)
    expect(await lab.save(opened, Uint8Array.of(2))).toMatchObject({ status: 'done' })
    expect(disk.questions).toBe(1)
  })

  test('to write that is refused is said by name, and nothing is written', async () => {
    const disk = new MemoryFileSystem()
    disk.answer = 'denied'
    const { lab, opened } = await recent(disk)
    expect(await lab.askToSave(opened, 'a.dlab')).toMatchObject({ status: 'failed', failure: 'not-permitted' })
    expect(disk.files.get('a.dlab')).toEqual(Uint8Array.of(1))
  })

  test('is never asked for only to look whether the file was changed', async () => {
    const disk = new MemoryFileSystem()
    const { lab, opened } = await recent(disk)
    expect(await lab.changedOutside(opened)).toBe(false)
    expect(disk.questions).toBe(0)
  })
})

test('the browser is asked once to keep the lab’s storage, when there is something in it', async () => {
  const persist = vi.fn(() => Promise.resolve(true))
  const page = windowWith(new MemoryFileSystem())
  Object.defineProperty(page.navigator, 'storage', { value: { persist } })
  const lab = createBrowserHost(page, createIndexedStore())
  await lab.listCopies()
  expect(persist).not.toHaveBeenCalled()
  const note = { name: 'Mine', epoch: 1, file: null, savedAt: null, onlyTrained: false }
  for (let time = 0; time < 2; time++) {
    await lab.keepCopy(1, note, { document: Uint8Array.of(1), run: new Uint8Array() })
  }
  expect(persist).toHaveBeenCalledOnce()
})

test('a short write is noticed', async () => {
  const disk = new MemoryFileSystem()
  const lab = createBrowserHost(windowWith(disk), createIndexedStore())
  disk.chosen = 'a.dlab'
  disk.hugeFiles.set('a.dlab', 2)
  expect(await saveNew(lab, 'a.dlab', Uint8Array.of(1, 2, 3))).toEqual({
    status: 'failed',
    failure: 'disk-full',
    detail: '2 of 3 bytes were written',
  })
})

describe('leaving the page', () => {
  test('asks while there are unsaved changes, and not after', () => {
    // A window that no other lab listens to.
    const page = new EventTarget()
    const lab = createBrowserHost(
      Object.assign(Object.create(window) as Window, {
        addEventListener: page.addEventListener.bind(page),
        removeEventListener: page.removeEventListener.bind(page),
      }),
    )
    /** Whether the browser would ask before it leaves. */
    const asks = (): boolean => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }))

    expect(asks()).toBe(false)
    lab.setUnsaved(true)
    lab.setUnsaved(true)
    expect(asks()).toBe(true)
    lab.setUnsaved(false)
    expect(asks()).toBe(false)
  })
})

describe('the host of the page', () => {
  test('is the browser where nothing else has been put there', () => {
    expect(labHost().host).toBe('browser')
  })

  test('is Electron where its preload has put it', () => {
    const lab: LabApi = { ...createBrowserHost(window), host: 'electron' }
    Object.defineProperty(window, 'lab', { value: lab, configurable: true })
    expect(labHost()).toBe(lab)
    Reflect.deleteProperty(window, 'lab')
  })
})
