/**
 * √, ln, eˣ, sin and cos in float64 from + − × ÷ alone. The functions of `Math` may differ in the last bit between
 * browsers; these give the same bits on every machine. For what is done once per experiment (drawing weights and
 * points, checking gradients), not for training: `kernels/math.ts` has the fast ones.
 *
 * Relative errors below 1e-15 for √, eˣ and ln(1 + x), below 4e-16 absolute for sin and cos to |x| = 100, and below 4e-16
 * (absolute or relative, whichever is larger) for ln.
 */

const LN2_HIGH = 0.69314718036912381649 // 32 bits of ln 2, so that a small integer times it is exact
const LN2_LOW = 1.90821492927058770002e-10
const SQRT_HALF = 0.70710678118654752

/** √x by Newton's iteration; NaN below zero. */
export function squareRoot(x: number): number {
  if (x === 0 || x === Infinity || x !== x) return x
  if (x < 0) return NaN
  const { fraction, exponent } = splitPowerOfTwo(x)
  const odd = exponent % 2 !== 0
  const scaled = odd ? fraction * 2 : fraction // [0.5, 2): five iterations reach the last bit
  let root = 0.5 * (1 + scaled)
  for (let iteration = 0; iteration < 5; iteration++) root = 0.5 * (root + scaled / root)
  return root * powerOfTwo((odd ? exponent - 1 : exponent) / 2)
}

/** ln x: x = f·2ᵏ with f near 1, ln f = 2 artanh((f − 1) / (f + 1)) as a series. */
export function naturalLog(x: number): number {
  if (x === 0) return -Infinity
  if (x === Infinity || x !== x) return x
  if (x < 0) return NaN
  const split = splitPowerOfTwo(x) // fraction in [0.5, 1)
  const low = split.fraction < SQRT_HALF
  const f = low ? split.fraction * 2 : split.fraction
  const k = low ? split.exponent - 1 : split.exponent
  const s = (f - 1) / (f + 1) // |s| ≤ 0.172
  const z = s * s
  let series = 0
  for (let n = 21; n >= 3; n -= 2) series = z * (series + 1 / n)
  return k * LN2_HIGH + (2 * s + (2 * s * series + k * LN2_LOW))
}

/** ln(1 + x) for x > −1, with all digits where x is small: u = 1 + x has lost some, and u − 1 says which. */
export function naturalLog1p(x: number): number {
  const u = 1 + x
  return u === 1 || u === Infinity ? x : (naturalLog(u) * x) / (u - 1)
}

/** eˣ: x = k ln 2 + r, eʳ by its series, times 2ᵏ. */
export function exponential(x: number): number {
  if (x !== x) return x
  if (x > 709.79) return Infinity
  if (x < -745.2) return 0
  const k = roundToInteger(x / 0.6931471805599453)
  const r = x - k * LN2_HIGH - k * LN2_LOW // |r| ≤ 0.347
  let series = 0
  for (let n = 14; n >= 2; n--) series = (r * (1 + series)) / n
  const half = k >> 1
  return (1 + (r + r * series)) * powerOfTwo(half) * powerOfTwo(k - half)
}

/** sin x, for the moderate x (|x| up to thousands) of drawn points and features. */
export function sine(x: number): number {
  return sineOfQuarters(x, 0)
}

/** cos x, as `sine`. */
export function cosine(x: number): number {
  return sineOfQuarters(x, 1)
}

// π/2 in three parts, the first two with 33 bits, so that a small integer times them is exact.
const QUARTER_HIGH = 1.57079632673412561417
const QUARTER_MIDDLE = 6.0771005063039659766e-11
const QUARTER_LOW = 2.02226624879595063154e-21

/** sin(x + quarters·π/2): x = k·π/2 + r, then sin r or cos r by its series. */
function sineOfQuarters(x: number, quarters: number): number {
  const k = roundToInteger(x / 1.5707963267948966)
  const r = x - k * QUARTER_HIGH - k * QUARTER_MIDDLE - k * QUARTER_LOW // |r| ≤ π/4
  const quadrant = (k + quarters) & 3
  const squared = r * r
  let series = 0
  if (quadrant === 0 || quadrant === 2) {
    for (let n = 18; n >= 2; n -= 2) series = (-squared * (1 + series)) / (n * (n + 1))
    const value = r + r * series
    return quadrant === 0 ? value : -value
  }
  for (let n = 19; n >= 1; n -= 2) series = (-squared * (1 + series)) / (n * (n + 1))
  return quadrant === 1 ? 1 + series : -1 - series
}

function roundToInteger(x: number): number {
  return (x < 0 ? x - 0.5 : x + 0.5) | 0
}

/** 2ᵏ by repeated doubling or halving: exact. */
function powerOfTwo(k: number): number {
  let power = 1
  const factor = k < 0 ? 0.5 : 2
  for (let n = k < 0 ? -k : k; n > 0; n--) power *= factor
  return power
}

/** x = fraction · 2^exponent with fraction in [0.5, 1), for a positive, finite x. */
function splitPowerOfTwo(x: number): { fraction: number; exponent: number } {
  let exponent = 0
  let fraction = x
  while (fraction >= 1) {
    fraction *= 0.5
    exponent++
  }
  while (fraction < 0.5) {
    fraction *= 2
    exponent--
  }
  return { fraction, exponent }
}
