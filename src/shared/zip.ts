/**
 * Reads zip archives of a few entries. fflate does the decompression; what it leaves unchecked is checked here: the
 * checksums, that no entry grows beyond the size it declares or shares its bytes with another, and that nothing is
 * unpacked that nobody asked for.
 */
import { Inflate } from 'fflate'
import { crc32 } from './crc32'
import type { Outcome } from './experiment'
import { messages } from './messages'

const text = messages.zip
const MAX_ENTRIES = 16
/** Packed bytes at a time: unpacked they are at most a thousand times as many. */
const INFLATE_CHUNK = 16 * 1024

/** An archive whose list of entries is sound; their contents are looked at when they are asked for. */
export interface ZipArchive {
  has(name: string): boolean
  /** Refused with a reason: too large (before any memory is taken), damaged. Throws where there is no such entry. */
  unpack(name: string, mostBytes: number): Outcome<Uint8Array>
}

interface Entry {
  readonly name: string
  readonly encrypted: boolean
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

/** Where an entry's packed bytes stand in the archive. */
interface Place {
  readonly start: number
  readonly end: number
}

/** Refused with a reason: no zip, cut off, zip64, too many entries, a name twice or that leads elsewhere, encrypted. */
export function openZip(bytes: Uint8Array): Outcome<ZipArchive> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end < 0) return refuse(text.notAZip)
  const count = view.getUint16(end + 10, true)
  if (count === 0xffff || view.getUint32(end + 16, true) === 0xffffffff) return refuse(text.zip64)
  if (count > MAX_ENTRIES) return refuse(text.tooManyEntries(count))
  const listed = readDirectory(view, end, count)
  if (!listed) return refuse(text.notAZip)

  const entries = new Map<string, Entry>()
  for (const entry of listed) {
    if (leadsElsewhere(entry.name)) return refuse(text.foreignName(entry.name))
    if (entries.has(entry.name)) return refuse(text.entryTwice(entry.name))
    if (entry.encrypted) return refuse(text.encrypted(entry.name))
    if (entry.size === 0xffffffff || entry.packedSize === 0xffffffff) return refuse(text.zip64)
    entries.set(entry.name, entry)
  }
  const places = placeEntries(view, listed, end)
  if (!places.ok) return places

  return {
    ok: true,
    value: {
      has: (name) => entries.has(name),
      unpack(name, mostBytes) {
        const entry = entries.get(name)
        const place = places.value.get(name)
        if (!entry || !place) throw new RangeError(`No entry ${name}`)
        if (entry.size > mostBytes) return refuse(text.entryTooLarge(name))
        const content = unpack(bytes.subarray(place.start, place.end), entry)
        return content ? { ok: true, value: content } : refuse(text.damagedEntry(name))
      },
    },
  }
}

function refuse(message: string): { ok: false; problems: [{ path: string; message: string }] } {
  return { ok: false, problems: [{ path: '', message }] }
}

/** The end record stands last, before a comment of at most 64 kB (APPNOTE 4.3.16). */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === 0x06054b50 && view.getUint16(at + 20, true) === view.byteLength - at - 22)
      return at
  }
  return -1
}

/** The central directory before it (APPNOTE 4.3.12); `null` where it is not as long as it says. */
function readDirectory(view: DataView, end: number, count: number): Entry[] | null {
  let at = view.getUint32(end + 16, true)
  const entries: Entry[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return null
    const nameLength = view.getUint16(at + 28, true)
    const restLength = view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (at + 46 + nameLength + restLength > end) return null
    entries.push({
      name: textAt(view, at + 46, nameLength),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + restLength
  }
  return entries
}

/** No name is ever used as a path here; but other tools unpack the same file, and take it from us as sound. */
function leadsElsewhere(name: string): boolean {
  return /^[/\\]|^[a-z]:|\\|\p{Cc}|(^|\/)\.\.(\/|$)/iu.test(name)
}

/** By name. Each entry has its own local header (APPNOTE 4.3.7) of the same name, and bytes that no other one has. */
function placeEntries(view: DataView, entries: readonly Entry[], end: number): Outcome<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>()
  let free = 0
  for (const { name, offset, packedSize } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < free || offset + 30 > end || view.getUint32(offset, true) !== 0x04034b50) {
      return refuse(text.damagedEntry(name))
    }
    const nameLength = view.getUint16(offset + 26, true)
    const start = offset + 30 + nameLength + view.getUint16(offset + 28, true)
    free = start + packedSize
    if (free > end || textAt(view, offset + 30, nameLength) !== name) return refuse(text.damagedEntry(name))
    places.set(name, { start, end: free })
  }
  return { ok: true, value: places }
}

function textAt(view: DataView, at: number, length: number): string {
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at, length))
}

function unpack(packed: Uint8Array, { method, crc, size }: Entry): Uint8Array | null {
  const content = method === 8 ? inflate(packed, size) : method === 0 ? packed.slice() : null
  return content?.length === size && crc32(content) === crc ? content : null
}

/** `null` where it does not unpack to exactly `size` bytes; one that grows beyond them is given up at once. */
function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  const content = new Uint8Array(size)
  let length = 0
  let ended = false
  try {
    const stream = new Inflate((chunk, final) => {
      if (length + chunk.length <= size) content.set(chunk, length)
      length += chunk.length
      ended ||= final
    })
    for (let at = 0; at < packed.length && length <= size; at += INFLATE_CHUNK) {
      stream.push(packed.subarray(at, at + INFLATE_CHUNK), at + INFLATE_CHUNK >= packed.length)
    }
  } catch {
    return null
  }
  return ended && length === size ? content : null
}
