/** The elementary functions over an array, so that tests can measure their errors over the whole range. */
import { sigmoid, sigmoidSlope } from './logistic'
import { exp, expm1OfMinusTwice, log, log1p, tanh, tanhSlope } from './math'

const EXP: u32 = 0
const LOG: u32 = 1
const LOG1P: u32 = 2
const TANH: u32 = 3
const TANH_SLOPE: u32 = 4
const SIGMOID: u32 = 5

/** Replaces x [count] by f(x); count is a multiple of 4. */
export function mapArray(f: u32, x: usize, count: u32): void {
  const end = x + (<usize>count << 2)
  for (; x < end; x += 16) {
    const value = v128.load(x)
    if (f == EXP) v128.store(x, exp(value))
    else if (f == LOG) v128.store(x, log(value))
    else if (f == LOG1P) v128.store(x, log1p(value))
    else if (f == TANH) v128.store(x, tanh(value, expm1OfMinusTwice(value)))
    else if (f == TANH_SLOPE) v128.store(x, tanhSlope(value))
    else if (f == SIGMOID) v128.store(x, sigmoid(value))
    else v128.store(x, sigmoidSlope(value))
  }
}
