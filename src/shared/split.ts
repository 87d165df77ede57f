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
 * example. So both parts of a split know every class of which they get two examples or more by that share; of a rarer
 * one, a part may have none (`absentClasses`).
 */
export function stratifiedOrder(labels: Float32Array, seed: number): Uint32Array {
  const sizes = new Map<number, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)

  const seen = new Map<number, number>()
  const turns = Array.from(shuffledOrder(labels.length, seed), (example) => {
    const label = labels[example] ?? 0
    const rank = seen.get(label) ?? 0
    seen.set(label, rank + 1)
    return { example, turn: turnOf(rank, sizes.get(label) ?? 1) }
  })
  // The sort is stable: classes whose turn comes at once stay in drawn order.
  turns.sort((a, b) => a.turn - b.turn)
  return Uint32Array.from(turns, ({ example }) => example)
}

/** Classes that a part of the split has no example of. */
export interface AbsentClasses {
  readonly training: readonly number[]
  readonly test: readonly number[]
}

/**
 * Where the first `trainCount` of `stratifiedOrder` train. Counted by turns, since a million examples take a second to
 * be put in order: only a tie at the border is decided there.
 */
export function absentClasses(labels: Float32Array, seed: number, trainCount: number): AbsentClasses {
  const sizes = new Map<number, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  const all = [...sizes.keys()].sort((a, b) => a - b)
  let order: Uint32Array | null = null

  /** Whether the example of that turn trains; `null`: others have the same turn, and the border lies among them. */
  function trains(turn: number): boolean | null {
    let before = 0
    let upTo = 0
    for (const size of sizes.values()) {
      const earlier = earlierTurns(size, turn)
      before += earlier
      upTo += earlier + (turnOf(earlier, size) === turn ? 1 : 0)
    }
    return upTo <= trainCount ? true : before >= trainCount ? false : null
  }

  function isIn(label: number, part: 'training' | 'test'): boolean {
    const size = sizes.get(label) ?? 1
    const nearest = trains(turnOf(part === 'training' ? 0 : size - 1, size))
    if (nearest !== null) return nearest === (part === 'training')
    order ??= stratifiedOrder(labels, seed)
    const examples = part === 'training' ? order.subarray(0, trainCount) : order.subarray(trainCount)
    return examples.some((example) => labels[example] === label)
  }

  return {
    training: all.filter((label) => !isIn(label, 'training')),
    test: all.filter((label) => !isIn(label, 'test')),
  }
}

/** When the example of that rank within its class has its turn, from 0 to 1. */
function turnOf(rank: number, size: number): number {
  return (rank + 0.5) / size
}

/** How many examples of a class have their turn before. */
function earlierTurns(size: number, turn: number): number {
  let rank = Math.max(0, Math.min(size, Math.floor(turn * size - 0.5)))
  // A rounding away from it at most.
  while (rank > 0 && turnOf(rank - 1, size) >= turn) rank--
  while (rank < size && turnOf(rank, size) < turn) rank++
  return rank
}

/** Rows of a flat table in another order. */
export function reorderRows(table: Float32Array, columns: number, order: Uint32Array): Float32Array {
  const reordered = new Float32Array(order.length * columns)
  order.forEach((from, to) => reordered.set(table.subarray(from * columns, (from + 1) * columns), to * columns))
  return reordered
}
