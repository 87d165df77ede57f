/** Random choices that a seed repeats (mulberry32). */
export interface Random {
  /** From 0 on, below 1. */
  next(): number
  /** A whole number from 0 on, below `limit`. */
  below(limit: number): number
  /** Throws where there is nothing to pick from. */
  pick<T>(items: readonly T[]): T
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  function pick<T>(items: readonly T[]): T {
    const index = below(items.length)
    const item = items[index]
    if (item === undefined) throw new RangeError('Nothing to pick from')
    return item
  }
  return { next, below, pick }
}
