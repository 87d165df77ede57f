import { unzipSync, zipSync, type Zippable } from 'fflate'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeZip } from '../../src/shared/zip-write'

const name = fc.oneof(fc.stringMatching(/^[a-z.-]{1,12}$/), fc.constantFrom('Größe.json', 'δ.csv'))
const content = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.nat(100_000).map((length) => new Uint8Array(length).fill(7)),
)
const entries = fc.uniqueArray(fc.tuple(name, content), { selector: ([entry]) => entry, maxLength: 6 })

it('writes, byte for byte, what fflate writes of the same entries', () => {
  fc.assert(
    fc.property(entries, (written) => {
      const zippable: Zippable = {}
      for (const [entry, bytes] of written) zippable[entry] = [bytes, { mtime: new Date(1980, 0, 1), level: 6 }]
      expect(encodeZip(written)).toEqual(zipSync(zippable))
    }),
  )
})

it('packs once what never changes, and says the same again', () => {
  const bytes = new Uint8Array(500_000).map((_, at) => (at * 7919) >> 3)
  const first = encodeZip([['a', bytes, bytes]])
  const started = performance.now()
  const again = encodeZip([
    ['b', bytes, bytes],
    ['c', Uint8Array.of(1)],
  ])
  const took = performance.now() - started
  const unpacked = [unzipSync(again)['b'], unzipSync(first)['a']]
  expect(unpacked.map((content) => content && Buffer.from(content).equals(bytes))).toEqual([true, true])
  const packing = performance.now()
  encodeZip([['a', bytes]])
  expect(took).toBeLessThan((performance.now() - packing) / 2)
})
