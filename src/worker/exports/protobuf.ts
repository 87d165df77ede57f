/**
 * Messages of Protocol Buffers, written: each field is its number and wire type, then its value.
 * https://protobuf.dev/programming-guides/encoding
 */
import { joinBytes } from '../../shared/join-bytes'

const VARINT = 0
const LENGTH_DELIMITED = 2
const FOUR_BYTES = 5

/** Fields in the order given. A message is itself the value of a field. */
export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return joinBytes(fields)
}

/** `value`: a whole number from 0 to 2⁵³ − 1. */
export function wholeField(number: number, value: number): Uint8Array {
  return message(tag(number, VARINT), varint(value))
}

export function floatField(number: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return message(tag(number, FOUR_BYTES), bytes)
}

export function textField(number: number, text: string): Uint8Array {
  return bytesField(number, new TextEncoder().encode(text))
}

/** Bytes, or a message within the message. */
export function bytesField(number: number, bytes: Uint8Array): Uint8Array {
  return message(tag(number, LENGTH_DELIMITED), varint(bytes.length), bytes)
}

function tag(number: number, wireType: number): Uint8Array {
  return varint(8 * number + wireType)
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return Uint8Array.from([...bytes, rest])
}
