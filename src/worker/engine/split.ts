/** Seeded orders of the examples, of which the first ones train. A larger training part keeps those of a smaller one. */
import { createRandom, shuffleInPlace, STREAM } from './rng'

/** All examples in an order drawn from `seed`. */
export function shuffledOrder(examples: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: examples }, (_, example) => example)
  shuffleInPlace(order, createRandom(seed, STREAM.split))
  return order
}

/**
 * As `shuffledOrder`, but every beginning of the order holds each class in its share of the whole, give or take one
 * example, so that both parts of a split know all classes.
 */
export function stratifiedOrder(labels: Float32Array, seed: number): Uint32Array {
  const sizes = new Map<number, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)

  const seen = new Map<number, number>()
  const turns = Array.from(shuffledOrder(labels.length, seed), (example) => {
    const label = labels[example] ?? 0
    const rank = seen.get(label) ?? 0
    seen.set(label, rank + 1)
    return { example, turn: (rank + 0.5) / (sizes.get(label) ?? 1) }
  })
  // The sort is stable: classes whose turn comes at once stay in drawn order.
  turns.sort((a, b) => a.turn - b.turn)
  return Uint32Array.from(turns, ({ example }) => example)
}

/** Rows of a flat table in another order. */
export function reorderRows(table: Float32Array, columns: number, order: Uint32Array): Float32Array {
  const reordered = new Float32Array(order.length * columns)
  order.forEach((from, to) => reordered.set(table.subarray(from * columns, (from + 1) * columns), to * columns))
  return reordered
}
