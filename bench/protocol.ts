/**
 * What the benchmark and a contender in its own process say to each other: each a line of JSON, an answer for an order.
 * Of its own, so that what the compiler learned from one program doesn't slow down another, and Python can take part.
 */
import type { Equivalent } from './contender'
import type { Workload } from './workloads'

export type Order =
  | {
      readonly do: 'prepare'
      readonly workload: Workload
      /** Float32Arrays as base64. */
      readonly inputs: string
      readonly targets: string
      readonly theta: string
    }
  /** Trains on so many examples, from the first on. */
  | { readonly do: 'train'; readonly examples: number }
  /** Trains on for so long, going on where it was. */
  | { readonly do: 'round'; readonly seconds: number }

export interface Prepared {
  readonly equivalent: Equivalent | null
}

export interface Trained {
  /** [examples, outputs] */
  readonly outputs: readonly number[]
}

export interface Round {
  readonly examples: number
  readonly seconds: number
}

/** Why a contender is not there, or does not take part. */
export interface Missing {
  readonly missing: string
}

export function toBase64(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
}

export function fromBase64(text: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer)
}
