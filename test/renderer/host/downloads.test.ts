import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createBrowserHost } from '../../../src/renderer/host/browser'
import { MAX_FILE_BYTES, type LabApi } from '../../../src/shared/lab-api'
import { saveNew } from '../../host/save-new'

/** A browser without File System Access, as Firefox and Safari are: it uploads and downloads. */
let lab: LabApi
let downloads: { readonly name: string; readonly blob: Blob }[]
let uploaded: File | null

beforeEach(() => {
  lab = createBrowserHost(window)
  downloads = []
  const blobs = new Map<string, Blob>()
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const address = `blob:lab/${blobs.size}`
    blobs.set(address, blob as Blob)
    return address
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    downloads.push({ name: this.download, blob: blobs.get(this.href) ?? new Blob() })
  })
  vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (this: HTMLInputElement) {
    expect(this).toMatchObject({ type: 'file', accept: '' })
    if (uploaded) Object.defineProperty(this, 'files', { value: [uploaded] })
    this.dispatchEvent(new Event(uploaded ? 'change' : 'cancel'))
  })
  vi.useFakeTimers({ toFake: ['setTimeout'] })
})
afterEach(() => vi.useRealTimers())

async function textOf(index: number): Promise<string | undefined> {
  return downloads[index]?.blob.text()
}

describe('open', () => {
  test('reads what the user uploads', async () => {
    uploaded = new File([Uint8Array.of(1, 2, 3)], 'a.dlab')
    expect(await lab.open()).toMatchObject({
      status: 'done',
      file: { name: 'a.dlab', bytes: Uint8Array.of(1, 2, 3) },
    })
  })

  test('is cancelled where the user picks nothing', async () => {
    uploaded = null
    expect(await lab.open()).toEqual({ status: 'cancelled' })
  })

  test('refuses what is too large', async () => {
    uploaded = new File([], 'huge.dlab')
    Object.defineProperty(uploaded, 'size', { value: MAX_FILE_BYTES + 1 })
    expect(await lab.open()).toMatchObject({ status: 'failed', failure: 'too-large' })
  })
})

describe('save', () => {
  test('downloads the bytes under the name, and again under the same', async () => {
    const bytes = new TextEncoder().encode('the whole experiment')
    const saved = await saveNew(lab, 'XNOR by hand.dlab', bytes.subarray(4, 9))
    if (saved.status !== 'done') throw new Error(saved.status)
    expect(saved.file.name).toBe('XNOR by hand.dlab')
    expect(await textOf(0)).toBe('whole')

    await lab.save(saved.file.token, bytes)
    expect(downloads.map(({ name }) => name)).toEqual(['XNOR by hand.dlab', 'XNOR by hand.dlab'])
    expect(await textOf(1)).toBe('the whole experiment')
  })

  test('of an opened file downloads it under its own name', async () => {
    uploaded = new File(['old'], 'mine.dlab')
    const opened = await lab.open()
    if (opened.status !== 'done') throw new Error(opened.status)
    await lab.save(opened.file.token, new TextEncoder().encode('new'))
    expect(downloads[0]?.name).toBe('mine.dlab')
    expect(await textOf(0)).toBe('new')
  })

  test('refuses a token that nobody gave out', async () => {
    expect(await lab.save('elsewhere', Uint8Array.of(1))).toMatchObject({ failure: 'unknown-token' })
    expect(downloads).toEqual([])
  })

  test('lets the blob go once the download has had its time', async () => {
    const revoke = vi.spyOn(URL, 'revokeObjectURL')
    await saveNew(lab, 'a.dlab', Uint8Array.of(1))
    expect(revoke).not.toHaveBeenCalled()
    vi.advanceTimersByTime(60_000)
    expect(revoke).toHaveBeenCalledWith('blob:lab/0')
  })
})
