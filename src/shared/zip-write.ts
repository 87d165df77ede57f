/**
 * Writes zip archives: the same content gives the same bytes, those of fflate's own `zipSync`. It is not used since it
 * packs everything at each call, and imported data, which never change, would stop the page at every save.
 */
import { deflateSync } from 'fflate'
import { crc32 } from './crc32'

/** `unchanging`: an object that stands for this content for ever; it is packed once. */
export type ZipEntry = readonly [name: string, content: Uint8Array, unchanging?: object]

interface Packed {
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly bytes: Uint8Array
}

const LEVEL = 6
const LOCAL_HEADER = 30
const CENTRAL_HEADER = 46
const END = 22
/** Of zip (APPNOTE 4.4.3): deflate, and folders, which are not used. */
const VERSION = 20
const STORE = 0
const DEFLATE = 8
const UTF8_NAME = 0x0800
/** The first of January 1980, always: zip knows no earlier date. */
const DATE = 0x0021_0000

/** The entries in the order given. `stored`: not compressed, which is many times faster. */
export function encodeZip(entries: readonly ZipEntry[], stored = false): Uint8Array {
  const parts = entries.map(([name, content, unchanging]) => {
    return {
      name: new TextEncoder().encode(name),
      isAscii: /^[ -~]*$/.test(name),
      packed: stored ? store(content) : pack(content, unchanging),
    }
  })
  const localBytes = parts.reduce((sum, { name, packed }) => sum + LOCAL_HEADER + name.length + packed.bytes.length, 0)
  const centralBytes = parts.reduce((sum, { name }) => sum + CENTRAL_HEADER + name.length, 0)
  const archive = new Uint8Array(localBytes + centralBytes + END)
  const view = new DataView(archive.buffer)

  let local = 0
  let central = localBytes
  for (const { name, isAscii, packed } of parts) {
    const flags = isAscii ? 0 : UTF8_NAME
    view.setUint32(local, 0x04034b50, true)
    writeEntry(view, local + 4, flags, packed, name.length)
    archive.set(name, local + LOCAL_HEADER)
    archive.set(packed.bytes, local + LOCAL_HEADER + name.length)

    view.setUint32(central, 0x02014b50, true)
    view.setUint16(central + 4, VERSION, true)
    writeEntry(view, central + 6, flags, packed, name.length)
    view.setUint32(central + 42, local, true)
    archive.set(name, central + CENTRAL_HEADER)

    local += LOCAL_HEADER + name.length + packed.bytes.length
    central += CENTRAL_HEADER + name.length
  }
  view.setUint32(central, 0x06054b50, true)
  view.setUint16(central + 8, parts.length, true)
  view.setUint16(central + 10, parts.length, true)
  view.setUint32(central + 12, centralBytes, true)
  view.setUint32(central + 16, localBytes, true)
  return archive
}

/** What both headers of an entry share (APPNOTE 4.3.7 and 4.3.12). */
function writeEntry(
  view: DataView,
  at: number,
  flags: number,
  { method, crc, size, bytes }: Packed,
  nameBytes: number,
): void {
  view.setUint16(at, VERSION, true)
  view.setUint16(at + 2, flags, true)
  view.setUint16(at + 4, method, true)
  view.setUint32(at + 6, DATE, true)
  view.setUint32(at + 10, crc, true)
  view.setUint32(at + 14, bytes.length, true)
  view.setUint32(at + 18, size, true)
  view.setUint16(at + 22, nameBytes, true)
}

function store(content: Uint8Array): Packed {
  return { method: STORE, crc: crc32(content), size: content.length, bytes: content }
}

const packedOnce = new WeakMap<object, Packed>()

function pack(content: Uint8Array, unchanging: object | undefined): Packed {
  const known = unchanging && packedOnce.get(unchanging)
  if (known) return known
  const packed = {
    method: DEFLATE,
    crc: crc32(content),
    size: content.length,
    bytes: deflateSync(content, { level: LEVEL }),
  }
  if (unchanging) packedOnce.set(unchanging, packed)
  return packed
}
