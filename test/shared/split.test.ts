import fc from 'fast-check'
import { expect, it } from 'vitest'
import { absentClasses, shuffledOrder, stratifiedOrder } from '../../src/shared/split'

/** Rows of each class: some rare, some alike. */
const labelsOf = fc
  .array(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 8 })
  .map((sizes) => Float32Array.from(sizes.flatMap((size, label) => Array.from({ length: size }, () => label))))

/** By definition: a stable sort by turn. */
function sortedByTurn(labels: Float32Array, seed: number): number[] {
  const sizes = new Map<number, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  const seen = new Map<number, number>()
  const turns = Array.from(shuffledOrder(labels.length, seed), (example) => {
    const label = labels[example] ?? NaN
    const rank = seen.get(label) ?? 0
    seen.set(label, rank + 1)
    return { example, turn: (rank + 0.5) / (sizes.get(label) ?? NaN) }
  })
  return turns.sort((a, b) => a.turn - b.turn).map(({ example }) => example)
}

it('the order is the one that a sort by turn gives', () => {
  fc.assert(
    fc.property(labelsOf, fc.integer({ min: 0, max: 2 ** 32 - 1 }), (labels, seed) => {
      expect([...stratifiedOrder(labels, seed)]).toEqual(sortedByTurn(labels, seed))
    }),
    { numRuns: 1000 },
  )
})

it('and takes less than half as long, since the trainer has to answer within seconds', () => {
  const labels = Float32Array.from({ length: 400_000 }, (_, example) => example % 7)
  const fastest = (run: () => unknown): number =>
    Math.min(
      ...Array.from({ length: 3 }, () => {
        const start = performance.now()
        run()
        return performance.now() - start
      }),
    )
  expect(fastest(() => stratifiedOrder(labels, 1))).toBeLessThan(fastest(() => sortedByTurn(labels, 1)) / 2)
})

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
