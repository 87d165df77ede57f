/**
 * From a file's bytes to its text: UTF-8, or UTF-16 that says so. What is no text is refused by what it is.
 *
 * A `.dlab` holds this text as UTF-8, and is read through here again: so it is judged as it will be written, and what
 * came in once comes in for ever.
 */
import type { Outcome } from '../experiment'
import { messages } from '../messages'
import { IMPORT_LIMITS } from './limits'
import { refuse } from './refuse'

const text = messages.imported.encoding
/** Where a file that only pretends to be text shows itself. */
const PROBE = 64 * 1024
const MARK = '\ufeff'
/** Ctrl-Z, by which DOS ends a text. */
const DOS_END = '\u001a'

/** Without its byte order marks. Bad bytes are refused with the line where they stand. */
export function decodeText(bytes: Uint8Array): Outcome<string> {
  if (bytes.length === 0) return refuse('', text.empty)
  const decoded = decode(bytes)
  if (!decoded.ok) return decoded
  const content = withoutMarks(decoded.value)
  const written = new TextEncoder().encode(content)
  if (written.length > IMPORT_LIMITS.csvBytes) {
    return refuse('', messages.imported.table.tooLarge(IMPORT_LIMITS.csvBytes))
  }
  const other = otherKind(written)
  return other ? refuse('', other) : { ok: true, value: content }
}

function decode(bytes: Uint8Array): Outcome<string> {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  try {
    return { ok: true, value: new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes) }
  } catch {
    if (utf16) return refuse('', text.badUtf16)
    const other = otherKind(bytes)
    return other ? refuse('', other) : refuse(messages.imported.line(firstBadLine(bytes)), text.badUtf8)
  }
}

/** One mark of several is gone already, and any that stays would go when the text is read again. */
function withoutMarks(decoded: string): string {
  let from = 0
  let to = decoded.length
  while (decoded[from] === MARK) from++
  while (to > from && decoded[to - 1] === DOS_END) to--
  return decoded.slice(from, to)
}

const SIGNATURES: readonly (readonly [signature: string, kind: string])[] = [
  ['PK\u0003\u0004', text.workbook],
  ['\u00d0\u00cf\u0011\u00e0', text.workbook],
  ['%PDF-', text.binary],
  ['\u0089PNG', text.binary],
  ['\u00ff\u00d8\u00ff', text.binary],
]

/** What bytes are that are no UTF-8 text; `null` where they may be one. */
function otherKind(bytes: Uint8Array): string | null {
  const beginning = String.fromCharCode(...bytes.subarray(0, 8))
  const known = SIGNATURES.find(([signature]) => beginning.startsWith(signature))
  if (known) return known[1]
  const probe = bytes.subarray(0, PROBE)
  const zeros = [0, 0] as [even: number, odd: number]
  probe.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2 === 0 ? 0 : 1]++
  })
  // Latin letters in UTF-16: every second byte is 0.
  if (Math.max(...zeros) > 0.4 * probe.length && Math.min(...zeros) === 0) return text.utf16WithoutMark
  const isControl = (byte: number): boolean => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13
  return probe.some(isControl) ? text.binary : null
}

const LINE_FEED = 10
const RETURN = 13

/** From 1. What ends a line is never part of another character in UTF-8. */
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for (let from = 0; from < bytes.length; line++) {
    let end = from
    while (end < bytes.length && bytes[end] !== LINE_FEED && bytes[end] !== RETURN) end++
    try {
      decoder.decode(bytes.subarray(from, end))
    } catch {
      return line
    }
    from = end + (bytes[end] === RETURN && bytes[end + 1] === LINE_FEED ? 2 : 1)
  }
  return line
}
