/**
 * Seeded random numbers, the same on every machine: integer arithmetic and exact scaling only.
 *
 * The generator is xoshiro128++ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021). Its 128
 * bits of state come from hashing any number of keys, such as (seed, purpose, layer), so that every purpose has a
 * stream of its own and no stream has to be saved to continue: it can always be made again from its keys.
 */
import { naturalLog, squareRoot } from './elementary'

const TWO_TO_32 = 4_294_967_296

export interface Random {
  /** Uniform over 0 … 2³² − 1. */
  uint32(): number
  /** Uniform over [0, 1), a multiple of 2⁻³². */
  uniform(): number
  /** Uniform over 0 … bound − 1. */
  below(bound: number): number
  /** Mean 0, standard deviation 1. */
  normal(): number
}

/** What a stream is for. A new purpose gets a new number; the old ones never change, or old experiments would. */
export const STREAM = { weights: 1, order: 2, points: 3, noise: 4, split: 5, gradientCheck: 6 } as const

export function createRandom(...keys: readonly number[]): Random {
  // In an array, since a variable of a closure is a new object each time it takes a number of 32 bits.
  const state = hashKeys(keys)

  function uint32(): number {
    const s0 = state[0] as number
    const s1 = state[1] as number
    const s3 = state[3] as number
    const result = (rotateLeft((s0 + s3) | 0, 7) + s0) >>> 0
    const mixed2 = (state[2] as number) ^ s0
    const mixed3 = s3 ^ s1
    state[0] = s0 ^ mixed3
    state[1] = s1 ^ mixed2
    state[2] = mixed2 ^ (s1 << 9)
    state[3] = rotateLeft(mixed3, 11)
    return result
  }

  const uniform = (): number => uint32() / TWO_TO_32

  return {
    uint32,
    uniform,
    below: (bound) => (uniform() * bound) >>> 0,
    // Marsaglia's polar method. The second of each pair is left unused, so that a stream holds no hidden state.
    normal() {
      for (;;) {
        const u = 2 * uniform() - 1
        const v = 2 * uniform() - 1
        const s = u * u + v * v
        if (s > 0 && s < 1) return u * squareRoot((-2 * naturalLog(s)) / s)
      }
    },
  }
}

/** Order of the training examples in one epoch: a pure function, so that nothing has to be saved to resume. */
export function epochOrder(
  seed: number,
  epoch: number,
  trainCount: number,
  shuffle: boolean,
  into: Uint32Array = new Uint32Array(trainCount),
): Uint32Array {
  const order = into.length === trainCount ? into : into.subarray(0, trainCount)
  for (let example = 0; example < trainCount; example++) order[example] = example
  if (shuffle) shuffleInPlace(order, createRandom(seed, STREAM.order, epoch))
  return order
}

/** Every order equally likely (Fisher and Yates). */
export function shuffleInPlace(order: Uint32Array, random: Random): void {
  for (let last = order.length - 1; last > 0; last--) {
    const chosen = random.below(last + 1)
    const example = order[chosen] as number
    order[chosen] = order[last] as number
    order[last] = example
  }
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits))
}

/** Four words that depend on every bit of every key; integer keys to 2⁵³ count in full. */
function hashKeys(keys: readonly number[]): Int32Array {
  let hash = 0x9e3779b9
  for (const key of keys) {
    hash = mix((hash ^ key) >>> 0)
    hash = mix((hash + key / TWO_TO_32) >>> 0)
  }
  const words = new Int32Array(4)
  for (let index = 0; index < 4; index++) words[index] = mix((hash + Math.imul(index + 1, 0x9e3779b9)) >>> 0)
  return words
}

/** Spreads each bit of x over all 32 (the finaliser of MurmurHash3, Appleby). */
function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
