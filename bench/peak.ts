/**
 * The most that SIMD of WebAssembly can compute on this machine: products and sums on numbers that never leave the
 * registers. Without relaxed SIMD there is no fused multiply-add, so one of each counts as two operations, as everywhere.
 */
import asc from 'assemblyscript/asc'

/** Chains that don't wait for each other: more than the latency of a sum, fewer than the registers. */
const CHAINS = 12

/** s ← s·a + b on CHAINS vectors, `rounds` times. The values stay near 1. */
function source(): string {
  const names = Array.from({ length: CHAINS }, (_, chain) => `s${chain}`)
  return [
    'export function multiplyAndAdd(rounds: i32): f32 {',
    '  const a = f32x4.splat(0.5)',
    '  const b = f32x4.splat(0.5)',
    ...names.map((name, chain) => `  let ${name} = f32x4.splat(1.${chain})`),
    '  for (; rounds > 0; rounds--) {',
    ...names.map((name) => `    ${name} = f32x4.add(f32x4.mul(${name}, a), b)`),
    '  }',
    `  return f32x4.extract_lane(${names.reduce((sum, name) => `f32x4.add(${sum}, ${name})`)}, 0)`,
    '}',
  ].join('\n')
}

const CALLS = 300
const ROUNDS = 30_000

export interface PeakLoop {
  /** Floating-point operations per second, from some 50 ms. */
  measure(): number
}

export async function createPeakLoop(): Promise<PeakLoop> {
  const { binary, error } = await asc.compileString(
    { 'peak.ts': source() },
    { optimizeLevel: 3, enable: ['simd'], runtime: 'stub' },
  )
  if (!binary) throw new Error('The loop that measures the peak doesn’t compile', { cause: error })
  const module = await WebAssembly.compile(Uint8Array.from(binary))
  const { multiplyAndAdd } = new WebAssembly.Instance(module, { env: { abort() {} } }).exports as unknown as {
    multiplyAndAdd(rounds: number): number
  }
  // A call that is under way keeps the code it began with: many short ones let the optimizing compiler take over.
  for (let call = 0; call < 1000; call++) multiplyAndAdd(10_000)
  return {
    measure() {
      const startedAt = performance.now()
      for (let call = 0; call < CALLS; call++) multiplyAndAdd(ROUNDS)
      return (CALLS * ROUNDS * CHAINS * 8) / ((performance.now() - startedAt) / 1000)
    },
  }
}
