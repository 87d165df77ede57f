/** Long exports in pieces: how often they pause, and that pauses cost next to nothing. */
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { deflate, encodeLines, nextTurn } from '../../../src/worker/exports/pieces'

const MEGABYTE = 2 ** 20

describe('compressing', () => {
  const bytes = Uint8Array.from({ length: 3 * MEGABYTE + 5 }, (_, index) => (index * index) >>> 7)
  const parts = [bytes.subarray(0, 7), bytes.subarray(7, 7), bytes.subarray(7)]

  it('is what zlib reads, of all parts in their order', async () => {
    const compressed = await deflate(parts, nextTurn)
    expect(Buffer.compare(inflateSync(compressed), bytes)).toBe(0)
  })

  it('pauses about once a megabyte: while training, every pause is a slice of it', async () => {
    let pauses = 0
    await deflate(parts, async () => void pauses++)
    expect(pauses).toBeGreaterThanOrEqual(4)
    expect(pauses).toBeLessThan(10)
  })
})

it('text pauses every quarter of a megabyte', async () => {
  let pauses = 0
  const lines = Array.from({ length: MEGABYTE / 64 }, () => 'x'.repeat(63))
  expect((await encodeLines(lines, async () => void pauses++)).length).toBe(MEGABYTE)
  expect(pauses).toBe(4)
})

it('a pause lets what has come before be answered, and takes no timer’s milliseconds', async () => {
  const answered: string[] = []
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => answered.push('message')
  port2.postMessage(null)
  await nextTurn()
  expect(answered).toEqual(['message'])
  port1.close()
  // A timer would need a second at least, in a browser four.
  const begin = performance.now()
  for (let pause = 0; pause < 1000; pause++) await nextTurn()
  expect(performance.now() - begin).toBeLessThan(900)
})
