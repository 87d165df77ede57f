import fc from 'fast-check'
import { expect, it } from 'vitest'
import { absentClasses, stratifiedOrder } from '../../src/shared/split'

/** Rows of each class: some rare, some alike. */
const labelsOf = fc
  .array(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 8 })
  .map((sizes) => Float32Array.from(sizes.flatMap((size, label) => Array.from({ length: size }, () => label))))

it('classes that a part lacks are those that the split itself leaves out', () => {
  fc.assert(
    fc.property(
      labelsOf,
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (labels, seed, share) => {
        const trainCount = Math.round(labels.length * share)
        const order = stratifiedOrder(labels, seed)
        const missing = (part: Uint32Array): number[] => {
          const present = new Set(Array.from(part, (example) => labels[example]))
          return [...new Set(labels)].filter((label) => !present.has(label))
        }
        expect(absentClasses(labels, seed, trainCount)).toEqual({
          training: missing(order.subarray(0, trainCount)),
          test: missing(order.subarray(trainCount)),
        })
      },
    ),
    { numRuns: 2000 },
  )
})

it('a class of one row among a million is found', () => {
  const labels = Float32Array.from({ length: 1_000_000 }, (_, example) => (example === 7 ? 2 : example % 2))
  expect(absentClasses(labels, 1, 800_000)).toEqual({ training: [], test: [2] })
})
