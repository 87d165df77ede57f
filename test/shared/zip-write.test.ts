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

it('packs once what never changes: it is not looked at again', () => {
  const content = Uint8Array.of(1, 2, 3)
  const unchanging = {}
  const first = encodeZip([['a', content, unchanging]])
  content.fill(9)
  expect(encodeZip([['a', content, unchanging]])).toEqual(first)
  expect(unzipSync(encodeZip([['b', content, unchanging]]))['b']).toEqual(Uint8Array.of(1, 2, 3))
  expect(unzipSync(encodeZip([['a', content]]))['a']).toEqual(Uint8Array.of(9, 9, 9))
})
