/**
 * The lab's own folder of this computer as a `HostStore`: a folder for each shelf, a file for each item. A file begins
 * with one line of JSON, which holds the note; its bytes follow.
 */
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { FileError } from '../shared/host-files'
import type { HostStore, Shelf, StoredItem } from '../shared/host-store'
import { saveWhole } from '../disk/save-whole'

const EXTENSION = '.kept'
const NAME = /^[a-z0-9][a-z0-9.-]{0,127}$/i
const MAX_HEADER_BYTES = 64 * 1024
const NEW_LINE = 10

const headerSchema = v.object({ format: v.literal('delta-lab-kept'), size: v.number(), note: v.unknown() })
type Header = v.InferOutput<typeof headerSchema>

/** No other process may use the folder. */
export function createLocalStore(folder: string): HostStore {
  const ready = new Map<Shelf, Promise<void>>()

  /** There, and without what a save of an earlier start left half-way. */
  async function prepare(shelf: Shelf): Promise<void> {
    const place = join(folder, shelf)
    await mkdir(place, { recursive: true })
    for (const name of await readdir(place)) {
      if (name.endsWith('.tmp')) await rm(join(place, name), { force: true })
    }
  }

  async function placeOf(shelf: Shelf): Promise<string> {
    const preparing = ready.get(shelf) ?? prepare(shelf)
    ready.set(shelf, preparing)
    await preparing.catch((error: unknown) => {
      ready.delete(shelf)
      throw error
    })
    return join(folder, shelf)
  }

  async function pathOf(shelf: Shelf, name: string): Promise<string> {
    if (!NAME.test(name)) throw new FileError('failed', 'not a name of the store')
    return join(await placeOf(shelf), name + EXTENSION)
  }

  return {
    async list(shelf) {
      const place = await placeOf(shelf)
      const names = (await readdir(place)).filter((name) => name.endsWith(EXTENSION))
      return Promise.all(
        names.map(async (name) => ({
          name: name.slice(0, -EXTENSION.length),
          note: await readNote(join(place, name)).catch(() => undefined),
        })),
      )
    },
    async read(shelf, name) {
      const path = await pathOf(shelf, name)
      const content = await readFile(path).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      })
      return content && itemOf(new Uint8Array(content))
    },
    async write(shelf, name, note, bytes) {
      const header = new TextEncoder().encode(headerLine({ format: 'delta-lab-kept', size: bytes.length, note }))
      const content = new Uint8Array(header.length + bytes.length)
      content.set(header)
      content.set(bytes, header.length)
      await saveWhole(await pathOf(shelf, name), content)
    },
    async remove(shelf, name) {
      await rm(await pathOf(shelf, name), { force: true })
    },
  }
}

function headerLine(header: Header): string {
  return `${JSON.stringify(header)}\n`
}

async function readNote(path: string): Promise<unknown> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(MAX_HEADER_BYTES), 0, MAX_HEADER_BYTES, 0)
    return headerOf(buffer.subarray(0, bytesRead)).header.note
  } finally {
    await file.close()
  }
}

function itemOf(content: Uint8Array<ArrayBuffer>): StoredItem {
  const { header, length } = headerOf(content)
  const bytes = content.subarray(length)
  if (bytes.length !== header.size) throw new FileError('damaged', 'the size is not what it was')
  return { note: header.note, bytes }
}

function headerOf(content: Uint8Array): { header: Header; length: number } {
  const end = content.subarray(0, MAX_HEADER_BYTES).indexOf(NEW_LINE)
  try {
    const header = v.parse(headerSchema, JSON.parse(new TextDecoder().decode(content.subarray(0, Math.max(0, end)))))
    return { header, length: end + 1 }
  } catch {
    throw new FileError('damaged', 'its first line is not sound')
  }
}
