/**
 * JSON from anywhere. A few megabytes of nothing but brackets take seconds and gigabytes to parse, so they are counted
 * first, which takes next to no time; what an experiment can't need is refused before it is parsed.
 */
import type { Outcome } from './experiment'
import { messages } from './messages'

const text = messages.json
/** A theta is a list of lists of lists in an object; the rest is room for what later versions hold. */
const MAX_DEPTH = 32
/** A row of inputs and one of targets for each of a million examples, and half a million rows of weights. */
const MAX_LISTS = 2_500_000
/** Names in all objects together. */
const MAX_FIELDS = 100_000

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const LIST = 0x5b
const LIST_END = 0x5d
const OBJECT = 0x7b
const OBJECT_END = 0x7d

/** Refused with a reason: larger than `mostBytes`, too deep, too much of one kind, not UTF-8, not JSON. */
export function parseBoundedJson(bytes: Uint8Array, mostBytes: number): Outcome<unknown> {
  const complaint = bytes.length > mostBytes ? text.tooLarge : countBrackets(bytes)
  if (complaint !== null) return refuse(complaint)
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    return refuse(text.notJson)
  }
}

function countBrackets(bytes: Uint8Array): string | null {
  let depth = 0
  let lists = 0
  let fields = 0
  let inText = false
  // Indexed, not iterated: an iterator takes ten times as long.
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (inText) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) inText = false
    } else if (byte === QUOTE) inText = true
    else if (byte === COLON) fields++
    else if (byte === LIST || byte === OBJECT) {
      if (++depth > MAX_DEPTH) return text.tooDeep
      if (byte === LIST) lists++
      else fields++
    } else if (byte === LIST_END || byte === OBJECT_END) depth--
  }
  if (lists > MAX_LISTS) return text.tooManyLists
  return fields > MAX_FIELDS ? text.tooManyFields : null
}

function refuse(message: string): Outcome<never> {
  return { ok: false, problems: [{ path: '', message }] }
}
