/** Long work in pieces, so that the thread answers in between, and a file that grows no larger than a host will take. */
import { joinBytes } from '../../shared/join-bytes'
import { MAX_FILE_BYTES } from '../../shared/lab-api'

/** Comes back when waiting calls have been answered. */
export type Pause = () => Promise<void>

/** Behind the messages that have already come; a timer would wait 4 ms each time. */
export const nextTurn: Pause = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      // In Node an open port would keep the process.
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })

export class FileTooLarge extends Error {}

/** Characters that are encoded at once, and bytes of text from one pause to the next. */
const PIECE = 65_536
const BYTES_BETWEEN_PAUSES = 262_144

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
  return joinBytes(pieces)
}

/** Compressed at once, in some 20 ms: while training, each pause costs a slice of it. */
const DEFLATED_PIECE = 1_048_576

/** All parts, one after the other, in zlib's format (RFC 1950), which Python's standard library reads. */
export async function deflate(parts: readonly Uint8Array[], pause: Pause): Promise<Uint8Array> {
  const pieces = piecesOf(parts, DEFLATED_PIECE)
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      await pause()
      const { done, value } = pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
  const compressed = source.pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(compressed).arrayBuffer())
}

/** Copies, of so many bytes at most. */
function* piecesOf(parts: readonly Uint8Array[], size: number): Generator<Uint8Array<ArrayBuffer>, undefined> {
  for (const part of parts) {
    for (let at = 0; at < part.length; at += size) yield part.slice(at, at + size)
  }
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
