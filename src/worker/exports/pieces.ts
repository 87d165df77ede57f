/** Long work in pieces, so that the thread answers in between, and a file that grows no larger than a host will take. */
import { MAX_FILE_BYTES } from '../../shared/lab-api'

/** Comes back when waiting calls have been answered. */
export type Pause = () => Promise<void>

export const nextTurn: Pause = () => new Promise((resolve) => setTimeout(resolve))

export class FileTooLarge extends Error {}

/** Characters that are encoded at once, and bytes from one pause to the next. */
const PIECE = 65_536
const BYTES_BETWEEN_PAUSES = 4_194_304
/** Bytes that are compressed from one pause to the next: it takes some 30 ms, and a pause may take 4. */
const COMPRESSED_AT_ONCE = 1_048_576

/** The lines as UTF-8, each with its end. Throws FileTooLarge. */
export async function encodeLines(lines: Iterable<string>, pause: Pause): Promise<Uint8Array> {
  const encoder = new TextEncoder()
  const pieces: Uint8Array[] = []
  let size = 0
  let sincePause = 0
  let text = ''

  function flush(): void {
    const piece = encoder.encode(text)
    text = ''
    pieces.push(piece)
    size += piece.length
    sincePause += piece.length
    if (size > MAX_FILE_BYTES) throw new FileTooLarge()
  }

  for (const line of lines) {
    text += `${line}\n`
    if (text.length < PIECE) continue
    flush()
    if (sincePause < BYTES_BETWEEN_PAUSES) continue
    sincePause = 0
    await pause()
  }
  flush()
  return join(pieces, size)
}

/** In zlib's format (RFC 1950), which Python's standard library reads. */
export async function deflate(bytes: Uint8Array, pause: Pause): Promise<Uint8Array> {
  let at = 0
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      await pause()
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(at, (at += COMPRESSED_AT_ONCE)))
    },
  })
  const compressed = source.pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(compressed).arrayBuffer())
}

/** Characters of one line; a multiple of 4, so that each line holds whole bytes. */
const BASE64_LINE = 120

/** Base64 (RFC 4648) in lines. */
export function* base64Lines(bytes: Uint8Array): Generator<string> {
  const perLine = (BASE64_LINE / 4) * 3
  for (let at = 0; at < bytes.length; at += perLine) {
    yield btoa(String.fromCharCode(...bytes.subarray(at, at + perLine)))
  }
}

function join(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
