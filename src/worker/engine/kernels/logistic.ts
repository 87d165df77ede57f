/**
 * The logistic function and what belongs to it, from + − × ÷ and bit moves alone as in `math.ts`.
 *
 * Errors over the whole float32 range, tested against float64, where results are normal numbers: sigmoid ≤ 2.5 ulp, its
 * slope ≤ 5 ulp. NaN gives NaN.
 */
import { LOWEST, powerOfTwo, remainder, roundedPower } from './math'

/**
 * e^−|x| as a fraction n/d, which needs no division and so comes sooner: with −|x| = k·ln 2 + r, n = 2ᵏ(A + B) and
 * d = A − B, where (A + B) / (A − B) is e^r by its Padé approximant [3/3], less than 0.1 ulp off. n is zero where eˣ would
 * be below 2⁻¹²⁶.
 */
@inline
export function expNumerator(x: v128): v128 {
  const r = remainderOf(minusAbs(x))
  return f32x4.mul(f32x4.add(padeEven(r), padeOdd(r)), scaleOf(minusAbs(x)))
}

@inline
export function expDenominator(x: v128): v128 {
  const r = remainderOf(minusAbs(x))
  return f32x4.sub(padeEven(r), padeOdd(r))
}

/** −|x|, but finite. */
@inline
function minusAbs(x: v128): v128 {
  return f32x4.pmax(v128.or(x, f32x4.splat(-0.0)), f32x4.splat(-100)) // pmax lets NaN pass
}

@inline
function remainderOf(x: v128): v128 {
  return remainder(x, roundedPower(x))
}

@inline
function scaleOf(x: v128): v128 {
  return v128.andnot(powerOfTwo(roundedPower(x)), f32x4.lt(x, f32x4.splat(LOWEST)))
}

/** A = 13(1 + r²/10). The factor 13 puts n and d just below 16, where rounding takes the smallest share of them. */
@inline
function padeEven(r: v128): v128 {
  return f32x4.add(f32x4.splat(13), f32x4.mul(f32x4.mul(r, r), f32x4.splat(1.3)))
}

/** B = 13(r/2 + r³/120) */
@inline
function padeOdd(r: v128): v128 {
  const cubed = f32x4.mul(f32x4.mul(r, f32x4.splat(13.0 / 120)), f32x4.mul(r, r))
  return f32x4.add(f32x4.mul(r, f32x4.splat(6.5)), cubed)
}

/**
 * The logistic function 1 / (1 + e⁻ˣ) with n/d = e^−|x|, so that nothing overflows and both tails keep their digits:
 * d / (n + d) for x ≥ 0, n / (n + d) below.
 */
@inline
export function sigmoid(x: v128): v128 {
  const numerator = v128.bitselect(expNumerator(x), expDenominator(x), f32x4.lt(x, f32x4.splat(0)))
  return f32x4.div(numerator, f32x4.add(expDenominator(x), expNumerator(x)))
}

/** 1 − sigmoid(x) = sigmoid(−x), with the digits that the difference would lose. */
@inline
export function sigmoidRest(x: v128): v128 {
  const numerator = v128.bitselect(expDenominator(x), expNumerator(x), f32x4.lt(x, f32x4.splat(0)))
  return f32x4.div(numerator, f32x4.add(expDenominator(x), expNumerator(x)))
}

/** Its derivative a(1 − a). */
@inline
export function sigmoidSlope(x: v128): v128 {
  return f32x4.mul(sigmoid(x), sigmoidRest(x))
}

/**
 * ln(1 + e^−|x|) = ln(1 + n/d) = 2 artanh s with s = n / (2d + n) ≤ ⅓, by its series 2(s + s³/3 + s⁵/5 + …) to s¹³; all
 * its terms are positive, so that none takes digits from another.
 */
@inline
export function softplusOfMinusAbs(x: v128): v128 {
  const d = expDenominator(x)
  const n = expNumerator(x)
  const s = f32x4.div(n, f32x4.add(f32x4.add(d, n), d))
  const z = f32x4.mul(s, s)
  const fourth = f32x4.mul(z, z)
  const c01 = f32x4.add(f32x4.splat(2), f32x4.mul(z, f32x4.splat(2.0 / 3)))
  const c23 = f32x4.add(f32x4.splat(2.0 / 5), f32x4.mul(z, f32x4.splat(2.0 / 7)))
  const c45 = f32x4.add(f32x4.splat(2.0 / 9), f32x4.mul(z, f32x4.splat(2.0 / 11)))
  const c456 = f32x4.add(c45, f32x4.mul(fourth, f32x4.splat(2.0 / 13)))
  const series = f32x4.add(c01, f32x4.mul(fourth, f32x4.add(c23, f32x4.mul(fourth, c456))))
  return f32x4.mul(s, series)
}
