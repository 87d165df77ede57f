/** Unpacks what comes as `.gz`, with bounded memory, and checks what fflate leaves unchecked: the trailer. */
import { Gunzip } from 'fflate'
import { crc32 } from '../crc32'
import type { Outcome } from '../experiment'
import { joinBytes } from '../join-bytes'
import { messages } from '../messages'
import { refuse } from './refuse'

const text = messages.imported.gzip
const CHUNK = 64 * 1024
/** Of a bomb, these become half a megabyte. */
const FEW = 512
/** Header of 10 bytes, an empty block of 2, trailer of 8 (RFC 1952). */
const SHORTEST = 20

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** The first bytes of what is packed, by which a file says what it is; none where they can't be unpacked. */
export function beginningOf(bytes: Uint8Array): Uint8Array {
  if (!isGzip(bytes)) return bytes
  const chunks: Uint8Array[] = []
  try {
    const stream = new Gunzip((chunk) => chunks.push(chunk))
    for (let at = 0; at < CHUNK && chunks.every(({ length }) => length === 0); at += FEW) {
      stream.push(bytes.subarray(at, at + FEW))
    }
  } catch {
    // What is unpacked until then says enough.
  }
  return chunks.find(({ length }) => length > 0) ?? new Uint8Array(0)
}

/** The bytes themselves where they are not packed. Refused: damaged, cut off, or larger than `limit` unpacked. */
export function unpacked(bytes: Uint8Array, limit: number): Outcome<Uint8Array> {
  if (!isGzip(bytes)) return { ok: true, value: bytes }
  const chunks: Uint8Array[] = []
  let length = 0
  let ended = false
  const members: Member[] = []
  try {
    const stream = new Gunzip((chunk, final) => {
      chunks.push(chunk)
      length += chunk.length
      ended ||= final
    })
    stream.onmember = (packedEnd) => members.push({ packedEnd, end: length })
    for (let at = 0; at < bytes.length && length <= limit; at += CHUNK) {
      stream.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length)
    }
  } catch {
    return refuse('', text.damaged)
  }
  if (length > limit) return refuse('', text.tooLarge(limit))
  const content = joinBytes(chunks)
  members.push({ packedEnd: bytes.length, end: length })
  const fits = ended && bytes.length >= SHORTEST && trailersFit(bytes, content, members)
  return fits ? { ok: true, value: content } : refuse('', text.damaged)
}

/** Where one of several packed parts ends that stand one behind the other, packed and unpacked. */
interface Member {
  readonly packedEnd: number
  readonly end: number
}

/** The last 8 bytes of each part: CRC-32 and length of what was packed (RFC 1952, 2.3.1). */
function trailersFit(bytes: Uint8Array, content: Uint8Array, members: readonly Member[]): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return members.every(({ packedEnd, end }, index) => {
    const part = content.subarray(members[index - 1]?.end ?? 0, end)
    const at = packedEnd - 8
    return view.getUint32(at, true) === crc32(part) && view.getUint32(at + 4, true) === part.length
  })
}
