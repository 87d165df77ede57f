/**
 * The safetensors format, written and read: eight bytes with the header's length (little-endian), a JSON header that says
 * for each tensor its type, shape and place, then the numbers. https://huggingface.co/docs/safetensors
 * Every length is checked before memory is taken; nothing in a file is ever evaluated.
 */
import type { Outcome } from './experiment'
import { joinBytes } from './join-bytes'
import { messages } from './messages'

export interface Tensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly data: Float32Array | Float64Array
}

interface Place {
  readonly name: string
  readonly type: 'F32' | 'F64'
  readonly shape: readonly number[]
  readonly begin: number
  readonly end: number
}

const text = messages.safetensors
const BYTES = { F32: 4, F64: 8 } as const
const LENGTH_BYTES = 8
const SPACE = 0x20
const MAX_HEADER_BYTES = 1024 * 1024
const MAX_DIMENSIONS = 8

/** The most that a file with so many bytes of numbers can have. */
export function mostSafetensorsBytes(dataBytes: number): number {
  return LENGTH_BYTES + MAX_HEADER_BYTES + dataBytes
}

/**
 * In the order given; `metadata` are texts for whoever reads the file. Throws where a shape does not fit its numbers or
 * a name comes twice.
 */
export function encodeSafetensors(tensors: readonly Tensor[], metadata?: Readonly<Record<string, string>>): Uint8Array {
  return joinBytes(safetensorsParts(tensors, metadata))
}

/** The same bytes, one part after the other; those of the numbers are the tensors’ own memory. */
export function safetensorsParts(
  tensors: readonly Tensor[],
  metadata?: Readonly<Record<string, string>>,
): Uint8Array[] {
  const places = new Map<string, { dtype: string; shape: readonly number[]; data_offsets: [number, number] }>()
  let offset = 0
  for (const { name, shape, data } of tensors) {
    if (sizeOf(shape) !== data.length || places.has(name)) throw new RangeError(`Tensor ${name} is not sound`)
    const begin = offset
    offset += data.byteLength
    places.set(name, {
      dtype: data instanceof Float64Array ? 'F64' : 'F32',
      shape,
      data_offsets: [begin, offset],
    })
  }
  const json = JSON.stringify({ ...(metadata && { __metadata__: metadata }), ...Object.fromEntries(places) })
  const written = new TextEncoder().encode(json)
  // Spaces after the header let the numbers begin at a multiple of eight.
  const header = new Uint8Array(LENGTH_BYTES + Math.ceil(written.length / 8) * 8).fill(SPACE)
  new DataView(header.buffer).setBigUint64(0, BigInt(header.length - LENGTH_BYTES), true)
  header.set(written, LENGTH_BYTES)
  return [header, ...tensors.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))]
}

/** Copies, by name. Refused with a reason where anything is not exactly as the format says. */
export function decodeSafetensors(bytes: Uint8Array): Outcome<ReadonlyMap<string, Tensor>> {
  if (bytes.length < LENGTH_BYTES) return refuse(text.truncated)
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (headerLength > BigInt(MAX_HEADER_BYTES)) return refuse(text.headerTooLong)
  const dataStart = LENGTH_BYTES + Number(headerLength)
  if (dataStart > bytes.length) return refuse(text.truncated)
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, dataStart))
  if (!header) return refuse(text.header)

  const places: Place[] = []
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const place = placeOf(name, entry)
    if (!place) return refuse(text.tensor(name))
    places.push(place)
  }
  // One after the other without gaps: so none overlaps another, and none reaches past the end.
  let expected = 0
  for (const { name, begin, end } of places.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== expected) return refuse(text.overlap(name))
    expected = end
  }
  if (expected !== bytes.length - dataStart) return refuse(text.truncated)

  const tensors = new Map<string, Tensor>()
  for (const { name, type, shape, begin, end } of places) {
    // Not `bytes.slice`: that of Node's Buffer shares its memory.
    const { buffer } = new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end))
    tensors.set(name, { name, shape, data: type === 'F64' ? new Float64Array(buffer) : new Float32Array(buffer) })
  }
  return { ok: true, value: tensors }
}

function refuse(message: string): { ok: false; problems: [{ path: string; message: string }] } {
  return { ok: false, problems: [{ path: '', message }] }
}

function parseHeader(bytes: Uint8Array): object | null {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof header === 'object' && header !== null && !Array.isArray(header) ? header : null
  } catch {
    return null
  }
}

function placeOf(name: string, entry: unknown): Place | null {
  if (typeof entry !== 'object' || entry === null) return null
  if (!('dtype' in entry && 'shape' in entry && 'data_offsets' in entry)) return null
  const { dtype: type, shape, data_offsets: offsets } = entry
  if (type !== 'F32' && type !== 'F64') return null
  if (!isCounts(shape) || shape.length > MAX_DIMENSIONS || !isCounts(offsets)) return null
  const [begin, end] = offsets
  if (offsets.length !== 2 || begin === undefined || end === undefined) return null
  return end - begin === sizeOf(shape) * BYTES[type] ? { name, type, shape, begin, end } : null
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0)
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1)
}
