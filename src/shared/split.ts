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
  const { classes, sizes } = classesOf(labels)
  const drawn = shuffledOrder(labels.length, seed)
  const seen = sizes.map(() => 0)
  const turns = new Float64Array(labels.length)
  for (let place = 0; place < drawn.length; place++) {
    const own = classes[drawn[place] ?? 0] ?? 0
    const rank = seen[own] ?? 0
    seen[own] = rank + 1
    turns[place] = turnOf(rank, sizes[own] ?? 1)
  }
  // Classes whose turn comes at once stay in drawn order.
  const order = stablyByTurn(turns)
  for (let place = 0; place < order.length; place++) order[place] = drawn[order[place] ?? 0] ?? 0
  return order
}

/** For each example the number of its class, and how many each class has. */
function classesOf(labels: Float32Array): { readonly classes: Uint32Array; readonly sizes: readonly number[] } {
  const numbers = new Map<number, number>()
  const sizes: number[] = []
  const classes = new Uint32Array(labels.length)
  for (let example = 0; example < labels.length; example++) {
    const label = labels[example] ?? 0
    let own = numbers.get(label)
    if (own === undefined) {
      own = sizes.push(0) - 1
      numbers.set(label, own)
    }
    classes[example] = own
    sizes[own] = (sizes[own] ?? 0) + 1
  }
  return { classes, sizes }
}

/**
 * Places in ascending order of their turns, which are spread evenly from 0 to 1: each goes into the slot of its turn,
 * and within a slot, where there are few, it moves before those that come later. A million are put in order at once,
 * where a sort that compares them would keep a thread busy for seconds.
 */
function stablyByTurn(turns: Float64Array): Uint32Array {
  const count = turns.length
  const slotOf = (turn: number): number => Math.min(count - 1, Math.floor(turn * count))
  const starts = new Uint32Array(count + 1)
  for (const turn of turns) {
    const next = slotOf(turn) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let slot = 1; slot <= count; slot++) starts[slot] = (starts[slot] ?? 0) + (starts[slot - 1] ?? 0)
  const places = new Uint32Array(count)
  const filled = new Uint32Array(count)
  for (let place = 0; place < count; place++) {
    const turn = turns[place] ?? 0
    const slot = slotOf(turn)
    const start = starts[slot] ?? 0
    let at = start + (filled[slot] ?? 0)
    filled[slot] = (filled[slot] ?? 0) + 1
    for (; at > start && (turns[places[at - 1] ?? 0] ?? 0) > turn; at--) places[at] = places[at - 1] ?? 0
    places[at] = place
  }
  return places
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
