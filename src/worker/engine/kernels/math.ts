/**
 * eˣ (for x ≤ 0), ln and tanh on four lanes, from + − × ÷ and bit moves alone: the same bits on every machine.
 *
 * Errors over the whole float32 range, tested against float64 (test/worker/engine/math.test.ts), where results are
 * normal numbers: exp and log ≤ 1.1 ulp, log1p ≤ 1.5 ulp, tanh ≤ 2.5 ulp, its slope ≤ 5 ulp. NaN gives NaN.
 */

const LOG2_E: f32 = 1.44269504
const LN2_HIGH: f32 = 0.693359375 // 355/512: times an integer up to 2¹⁵ it is exact
const LN2_LOW: f32 = -2.12194440e-4 // ln 2 − LN2_HIGH
/** 1.5·2²³: added to a small number it leaves the nearest integer, of either sign, in the lowest bits. */
const ROUNDER: f32 = 12582912
/** ln 2⁻¹²⁶: below, eˣ is no normal number any more. */
export const LOWEST: f32 = -87.33654

/** k + ROUNDER for x = k·ln 2 + r with |r| ≤ ln 2 / 2. */
@inline
export function roundedPower(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(LOG2_E)), f32x4.splat(ROUNDER))
}

/** r = x − k·ln 2 */
@inline
export function remainder(x: v128, rounded: v128): v128 {
  const k = f32x4.sub(rounded, f32x4.splat(ROUNDER))
  const r = f32x4.sub(x, f32x4.mul(k, f32x4.splat(LN2_HIGH)))
  return f32x4.sub(r, f32x4.mul(k, f32x4.splat(LN2_LOW)))
}

/** 2ᵏ, for −126 ≤ k ≤ 127: k is what the bits of k + ROUNDER are more than those of ROUNDER. */
@inline
export function powerOfTwo(rounded: v128): v128 {
  return i32x4.shl(i32x4.sub(rounded, i32x4.splat(0x4b400000 - 127)), 23)
}

/** e^r − 1 for |r| ≤ ln 2 / 2, by its series to r⁷/7!; what is left out is below 0.1 ulp of e^r. */
@inline
function expm1Near0(r: v128): v128 {
  // In pairs, so that the processor can work on them side by side.
  const squared = f32x4.mul(r, r)
  const c23 = f32x4.add(f32x4.splat(1.0 / 2), f32x4.mul(r, f32x4.splat(1.0 / 6)))
  const c45 = f32x4.add(f32x4.splat(1.0 / 24), f32x4.mul(r, f32x4.splat(1.0 / 120)))
  const c67 = f32x4.add(f32x4.splat(1.0 / 720), f32x4.mul(r, f32x4.splat(1.0 / 5040)))
  const c2345 = f32x4.add(c23, f32x4.mul(squared, c45))
  const series = f32x4.add(c2345, f32x4.mul(f32x4.mul(squared, squared), c67))
  return f32x4.add(r, f32x4.mul(squared, series))
}

/** eˣ = 2ᵏ·e^r for x ≤ 0; zero where the result would be below 2⁻¹²⁶. */
@inline
export function exp(x: v128): v128 {
  const rounded = roundedPower(x)
  const power = f32x4.add(f32x4.splat(1), expm1Near0(remainder(x, rounded)))
  return v128.andnot(f32x4.mul(power, powerOfTwo(rounded)), f32x4.lt(x, f32x4.splat(LOWEST)))
}

/** m = e^(−2|x|) − 1 = 2ᵏ(e^r − 1) + (2ᵏ − 1), between −1 and 0. */
@inline
export function expm1OfMinusTwice(x: v128): v128 {
  const twice = minusTwice(x)
  const rounded = roundedPower(twice)
  const power = powerOfTwo(rounded)
  const near = expm1Near0(remainder(twice, rounded))
  return f32x4.add(f32x4.mul(near, power), f32x4.sub(power, f32x4.splat(1)))
}

/** tanh x = −m / (2 + m) with the sign of x, from m = e^(−2|x|) − 1. */
@inline
export function tanh(x: v128, m: v128): v128 {
  const magnitude = f32x4.div(f32x4.abs(m), f32x4.add(f32x4.splat(2), m))
  return v128.or(magnitude, v128.and(x, f32x4.splat(-0.0)))
}

/** Its derivative 1 − tanh² x = 4e / (1 + e)² with e = e^(−2|x|), without the digits that 1 − a² loses near 1. */
@inline
export function tanhSlope(x: v128): v128 {
  const e = exp(minusTwice(x))
  const r = f32x4.div(f32x4.splat(2), f32x4.add(f32x4.splat(1), e))
  return f32x4.mul(f32x4.mul(e, r), r)
}

/** −2|x|, but no less than where e^(−2|x|) is the smallest normal number. */
@inline
function minusTwice(x: v128): v128 {
  const negative = v128.or(x, f32x4.splat(-0.0))
  return f32x4.pmax(f32x4.add(negative, negative), f32x4.splat(LOWEST)) // pmax lets NaN pass
}

/**
 * ln(1 + f) + k ln 2 for √½ ≤ 1 + f ≤ √2. With s = f / (2 + f): ln(1 + f) = 2 artanh s = 2s + ⅔s³ + ⅖s⁵ + …, and
 * 2s = f − sf, sf = f²/2 − s·f²/2, so that the large term f stays exact.
 */
@inline
function logNear1(f: v128, k: v128): v128 {
  const s = f32x4.div(f, f32x4.add(f32x4.splat(2), f))
  const z = f32x4.mul(s, s)
  let series = f32x4.splat(2.0 / 9)
  series = f32x4.add(f32x4.mul(series, z), f32x4.splat(2.0 / 7))
  series = f32x4.add(f32x4.mul(series, z), f32x4.splat(2.0 / 5))
  series = f32x4.mul(f32x4.add(f32x4.mul(series, z), f32x4.splat(2.0 / 3)), z)
  const halfSquare = f32x4.mul(f32x4.mul(f, f), f32x4.splat(0.5))
  const small = f32x4.add(f32x4.mul(s, f32x4.add(halfSquare, series)), f32x4.mul(k, f32x4.splat(LN2_LOW)))
  return f32x4.add(f32x4.mul(k, f32x4.splat(LN2_HIGH)), f32x4.sub(f, f32x4.sub(halfSquare, small)))
}

/** ln x for x ≥ 2⁻¹²⁶. */
@inline
export function log(x: v128): v128 {
  // Counting from √½ makes the exponent of everything from √½ to √2 zero.
  const sqrtHalf = i32x4.splat(0x3f3504f3)
  const exponent = i32x4.shr_s(i32x4.sub(x, sqrtHalf), 23)
  const fraction = i32x4.sub(x, i32x4.shl(exponent, 23))
  const result = logNear1(f32x4.sub(fraction, f32x4.splat(1)), f32x4.convert_i32x4_s(exponent))
  return v128.bitselect(result, x, f32x4.lt(x, f32x4.splat(Infinity))) // infinity and NaN stay what they are
}

/** ln(1 + x) for x ≥ 0: with u the rounded 1 + x, ln u and a first-order correction for what rounding lost. */
@inline
export function log1p(x: v128): v128 {
  const u = f32x4.add(f32x4.splat(1), x)
  const lost = f32x4.sub(x, f32x4.sub(u, f32x4.splat(1)))
  return f32x4.add(log(u), f32x4.div(lost, u))
}

/** baseⁿ by squaring, so that Adam's βᵗ needs nothing but t. */
export function power(base: f64, n: u64): f64 {
  let result: f64 = 1
  while (n > 0) {
    if (n & 1) result *= base
    base *= base
    n >>= 1
  }
  return result
}

/** Sum of the four lanes. */
@inline
export function sumOfLanes(x: v128): f32 {
  const pairs = f32x4.add(x, i32x4.shuffle(x, x, 2, 3, 0, 1))
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)
}

/** The sums of the lanes of a, b, c and d, as the lanes of one vector. */
@inline
export function sumsOfLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(i32x4.shuffle(a, b, 0, 1, 4, 5), i32x4.shuffle(a, b, 2, 3, 6, 7)) // a₀+a₂ a₁+a₃ b₀+b₂ b₁+b₃
  const cd = f32x4.add(i32x4.shuffle(c, d, 0, 1, 4, 5), i32x4.shuffle(c, d, 2, 3, 6, 7))
  return f32x4.add(i32x4.shuffle(ab, cd, 0, 2, 4, 6), i32x4.shuffle(ab, cd, 1, 3, 5, 7))
}
