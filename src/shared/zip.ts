/**
 * Zip archives of a few small entries. fflate does the compression; what it leaves unchecked is checked here: the
 * checksums, and that no entry grows beyond the size it declares.
 */
import { Inflate, zipSync, type Zippable } from 'fflate'
import type { Outcome } from './experiment'
import { messages } from './messages'

const text = messages.zip
const MAX_ENTRIES = 16
const MAX_TOTAL_BYTES = 1024 * 1024 * 1024
const INFLATE_CHUNK = 64 * 1024
/** Always the same date, so that the same content gives the same bytes. Zip knows no earlier one. */
const DATE = new Date(1980, 0, 1)

/** The entries in the order given. `stored`: not compressed, which is many times faster. */
export function encodeZip(
  entries: readonly (readonly [name: string, content: Uint8Array])[],
  stored = false,
): Uint8Array {
  const zippable: Zippable = {}
  for (const [name, content] of entries) zippable[name] = [content, { mtime: DATE, level: stored ? 0 : 6 }]
  return zipSync(zippable)
}

interface Entry {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

/** All entries, by name. Refused with a reason: no zip, truncated, damaged, encrypted, too many or too large. */
export function decodeZip(bytes: Uint8Array): Outcome<ReadonlyMap<string, Uint8Array>> {
  const entries = readDirectory(bytes)
  if (!entries) return refuse(text.notAZip)
  if (entries.length > MAX_ENTRIES) return refuse(text.tooManyEntries(entries.length))
  if (entries.reduce((total, entry) => total + entry.size, 0) > MAX_TOTAL_BYTES) return refuse(text.tooLarge)
  const contents = new Map<string, Uint8Array>()
  for (const entry of entries) {
    if (contents.has(entry.name)) return refuse(text.entryTwice(entry.name))
    const content = unpack(bytes, entry)
    if (!content) return refuse(text.damagedEntry(entry.name))
    contents.set(entry.name, content)
  }
  return { ok: true, value: contents }
}

function refuse(message: string): { ok: false; problems: [{ path: string; message: string }] } {
  return { ok: false, problems: [{ path: '', message }] }
}

/** The central directory at the end of the archive (APPNOTE 4.3.12, 4.3.16); `null` where there is none. */
function readDirectory(bytes: Uint8Array): Entry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end < 0) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: Entry[] = []
  for (let index = 0; index < count && entries.length <= MAX_ENTRIES; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return null
    const nameLength = view.getUint16(at + 28, true)
    const restLength = view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (at + 46 + nameLength + restLength > end) return null
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
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

/** The end record stands last, before a comment of at most 64 kB. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === 0x06054b50 && view.getUint16(at + 20, true) === view.byteLength - at - 22)
      return at
  }
  return -1
}

function unpack(bytes: Uint8Array, { method, crc, packedSize, size, offset }: Entry): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) return null
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + packedSize > bytes.length) return null
  const packed = bytes.subarray(start, start + packedSize)
  const content = method === 8 ? inflate(packed, size) : method === 0 ? packed.slice() : null
  return content?.length === size && crc32(content) === crc ? content : null
}

/** At most `size` bytes are kept: an entry that grows beyond what it declared is given up at once. */
function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  const chunks: Uint8Array[] = []
  let length = 0
  let ended = false
  try {
    const stream = new Inflate((chunk, final) => {
      chunks.push(chunk)
      length += chunk.length
      ended ||= final
    })
    for (let at = 0; at < packed.length && length <= size; at += INFLATE_CHUNK) {
      stream.push(packed.subarray(at, at + INFLATE_CHUNK), at + INFLATE_CHUNK >= packed.length)
    }
  } catch {
    return null
  }
  if (!ended || length !== size) return null
  const content = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    content.set(chunk, at)
    at += chunk.length
  }
  return content
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

/** CRC-32 as zip has it (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}
