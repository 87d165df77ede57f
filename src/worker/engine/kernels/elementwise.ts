/** The elementary functions over an array, so that tests can measure their errors over the whole range. */
import { exp, log, log1p, logistic, tanh } from './math'

export const EXP: u32 = 0
export const LOG: u32 = 1
export const LOG1P: u32 = 2
export const TANH: u32 = 3
export const LOGISTIC: u32 = 4

/** Replaces x [count] by f(x); count is a multiple of 4. */
export function mapArray(f: u32, x: usize, count: u32): void {
  const end = x + (<usize>count << 2)
  for (; x < end; x += 16) {
    const value = v128.load(x)
    if (f == EXP) v128.store(x, exp(value))
    else if (f == LOG) v128.store(x, log(value))
    else if (f == LOG1P) v128.store(x, log1p(value))
    else if (f == TANH) v128.store(x, tanh(value))
    else v128.store(x, logistic(value))
  }
}
