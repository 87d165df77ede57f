/** Unpacks what comes as `.gz`, with bounded memory, and checks what fflate leaves unchecked: the trailer. */
import { Gunzip } from 'fflate'
import { crc32 } from '../crc32'
import type { Outcome } from '../experiment'
import { messages } from '../messages'
import { refuse } from './refuse'

const text = messages.imported.gzip
const CHUNK = 64 * 1024
/** Header of 10 bytes, an empty block of 2, trailer of 8 (RFC 1952). */
const SHORTEST = 20

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** The bytes themselves where they are not packed. Refused: damaged, cut off, or larger than `limit` unpacked. */
export function unpacked(bytes: Uint8Array, limit: number): Outcome<Uint8Array> {
  if (!isGzip(bytes)) return { ok: true, value: bytes }
  const chunks: Uint8Array[] = []
  let length = 0
  let ended = false
  try {
    const stream = new Gunzip((chunk, final) => {
      chunks.push(chunk)
      length += chunk.length
      ended ||= final
    })
    for (let at = 0; at < bytes.length && length <= limit; at += CHUNK) {
      stream.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length)
    }
  } catch {
    return refuse('', text.damaged)
  }
  if (length > limit) return refuse('', text.tooLarge(limit))
  const content = joined(chunks, length)
  const fits = ended && bytes.length >= SHORTEST && trailerFits(bytes, content)
  return fits ? { ok: true, value: content } : refuse('', text.damaged)
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const content = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    content.set(chunk, at)
    at += chunk.length
  }
  return content
}

/** The last 8 bytes: CRC-32 and length of what was packed (RFC 1952, 2.3.1). */
function trailerFits(bytes: Uint8Array, content: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = bytes.length - 8
  return view.getUint32(at, true) === crc32(content) && view.getUint32(at + 4, true) === content.length
}
