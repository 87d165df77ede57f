import { describe, expect, test } from 'vitest'
import { labHost } from '../../../src/renderer/host'
import { createBrowserHost } from '../../../src/renderer/host/browser'
import type { LabApi } from '../../../src/shared/lab-api'
import { describeHost } from '../../host/conformance'
import { MemoryFileSystem } from './memory-file-system'

const ERRORS = {
  'disk-full': 'QuotaExceededError',
  busy: 'NoModificationAllowedError',
  'not-permitted': 'NotAllowedError',
} as const

function windowWith(fileSystem: MemoryFileSystem): Window {
  return Object.assign(Object.create(window) as Window, fileSystem.pickers)
}

describeHost('browser with File System Access', () => {
  const disk = new MemoryFileSystem()
  return Promise.resolve({
    lab: createBrowserHost(windowWith(disk)),
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
  })
})

test('a short write is noticed', async () => {
  const disk = new MemoryFileSystem()
  const lab = createBrowserHost(windowWith(disk))
  disk.chosen = 'a.dlab'
  disk.hugeFiles.set('a.dlab', 2)
  expect(await lab.save(null, 'a.dlab', Uint8Array.of(1, 2, 3))).toEqual({
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
