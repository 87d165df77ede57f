import { expect, it } from 'vitest'
import { cosine, exponential, naturalLog, naturalLog1p, sine, squareRoot } from '../../src/shared/elementary'

const relative = (ours: number, theirs: number): number => Math.abs(ours - theirs) / Math.abs(theirs)
const absolute = (ours: number, theirs: number): number => Math.abs(ours - theirs)
const either = (ours: number, theirs: number): number => Math.min(relative(ours, theirs), absolute(ours, theirs))

function spread(low: number, high: number): number[] {
  return Array.from({ length: 20_001 }, (_, index) => low + ((high - low) * index) / 20_000)
}
const powers = spread(-300, 300).map((power) => 10 ** power)

it.each([
  { name: '√', ours: squareRoot, theirs: Math.sqrt, at: powers, error: relative, bound: 1e-15 },
  { name: 'ln', ours: naturalLog, theirs: Math.log, at: [...powers, ...spread(0.5, 2)], error: either, bound: 5e-16 },
  {
    name: 'ln(1 + x)',
    ours: naturalLog1p,
    theirs: Math.log1p,
    at: [...powers, ...spread(-0.9, 2)],
    error: relative,
    bound: 1e-15,
  },
  { name: 'eˣ', ours: exponential, theirs: Math.exp, at: spread(-700, 709), error: relative, bound: 1e-15 },
  { name: 'sin', ours: sine, theirs: Math.sin, at: spread(-100, 100), error: absolute, bound: 4e-16 },
  { name: 'cos', ours: cosine, theirs: Math.cos, at: spread(-100, 100), error: absolute, bound: 4e-16 },
])('$name agrees with float64 to $bound', ({ ours, theirs, at, error, bound }) => {
  for (const x of at) if (!(error(ours(x), theirs(x)) <= bound) && ours(x) !== theirs(x)) expect.fail(`at ${x}`)
})

it.each([
  [squareRoot, 0, 0],
  [squareRoot, 2 ** -1074, Math.sqrt(2 ** -1074)],
  [squareRoot, Infinity, Infinity],
  [squareRoot, -1, NaN],
  [naturalLog, 0, -Infinity],
  [naturalLog, 1, 0],
  [naturalLog, Infinity, Infinity],
  [naturalLog, -1, NaN],
  [naturalLog1p, 0, 0],
  [naturalLog1p, 1e-300, 1e-300],
  [naturalLog1p, Infinity, Infinity],
  [exponential, 0, 1],
  [exponential, 710, Infinity],
  [exponential, -746, 0],
  [exponential, NaN, NaN],
  [sine, 0, 0],
  [cosine, 0, 1],
])('%o of %d is %d', (f, x, answer) => {
  expect(f(x)).toBe(answer)
})
