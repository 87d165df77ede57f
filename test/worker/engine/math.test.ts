/** The kernels' own elementary functions against float64, over their whole range. */
import { expect, it } from 'vitest'
import { ELEMENTARY_FUNCTIONS, instantiateKernels } from '../../../src/worker/engine/kernels-module'
import { kernels } from './engine'

const engine = instantiateKernels(kernels)
const ROOM = 4096
const at = Math.ceil(engine.firstFreeByte() / 16) * 16
engine.memory.grow(1)

type FunctionName = (typeof ELEMENTARY_FUNCTIONS)[number]

function compute(name: FunctionName, values: readonly number[]): number[] {
  const results: number[] = []
  for (let from = 0; from < values.length; from += ROOM) {
    const view = new Float32Array(engine.memory.buffer, at, ROOM)
    const part = values.slice(from, from + ROOM)
    view.set(part)
    engine.mapArray(ELEMENTARY_FUNCTIONS.indexOf(name), at, ROOM)
    results.push(...view.subarray(0, part.length))
  }
  return results
}

/** Evenly spaced among the float32 numbers between two of the same sign, that is by their bits. */
function floatsBetween(low: number, high: number, count: number): number[] {
  const floats = new Float32Array([low, high])
  const bits = new Int32Array(floats.buffer)
  const [first = 0, last = 0] = bits
  return Array.from({ length: count }, (_, index) => {
    bits[0] = first + Math.floor(((last - first) * index) / (count - 1))
    return floats[0] ?? NaN
  })
}

/** Distance between two float32 neighbours at x. */
function unitInLastPlace(x: number): number {
  return Math.max(2 ** (Math.floor(Math.log2(Math.abs(x))) - 23), 2 ** -149)
}

function largestError(name: FunctionName, exact: (x: number) => number, values: readonly number[]): number {
  const results = compute(name, values)
  const errors = values.map((x, index) => {
    const answer = exact(x)
    return Math.abs((results[index] ?? NaN) - answer) / unitInLastPlace(answer)
  })
  return Math.max(...errors.map((error) => (Number.isNaN(error) ? Infinity : error)))
}

const COUNT = 100_000
const TINY = 2 ** -126

it.each<{ name: FunctionName; exact: (x: number) => number; ranges: [number, number][]; bound: number }>([
  {
    name: 'exp',
    exact: Math.exp,
    ranges: [
      [2 ** -149, 88.72],
      [-(2 ** -149), -87.3],
    ],
    bound: 1.1,
  },
  {
    name: 'log',
    exact: Math.log,
    ranges: [
      [TINY, 3.4e38],
      [0.7, 1.5],
      [1, 1000],
    ],
    bound: 1,
  },
  { name: 'log1p', exact: Math.log1p, ranges: [[2 ** -149, 1]], bound: 1.5 },
  {
    name: 'tanh',
    exact: Math.tanh,
    ranges: [
      [2 ** -149, 3.4e38],
      [-(2 ** -149), -3.4e38],
      [0.01, 10],
    ],
    bound: 2.5,
  },
  {
    name: 'logistic',
    exact: (x) => 1 / (1 + Math.exp(-x)),
    ranges: [
      [2 ** -149, 3.4e38],
      [-(2 ** -149), -87.3],
    ],
    bound: 2.5,
  },
])('$name stays within $bound ulp', ({ name, exact, ranges, bound }) => {
  for (const [low, high] of ranges) {
    expect(largestError(name, exact, floatsBetween(low, high, COUNT))).toBeLessThanOrEqual(bound)
  }
})

it.each<[FunctionName, number, number]>([
  ['exp', 0, 1],
  ['exp', 89, Infinity],
  ['exp', Infinity, Infinity],
  ['exp', -104, 0],
  ['exp', -Infinity, 0],
  ['exp', -100, Math.fround(Math.exp(-100))],
  ['exp', NaN, NaN],
  ['log', 1, 0],
  ['log', Infinity, Infinity],
  ['log', NaN, NaN],
  ['log1p', 0, 0],
  ['tanh', 0, 0],
  ['tanh', -0, -0],
  ['tanh', Infinity, 1],
  ['tanh', -Infinity, -1],
  ['tanh', NaN, NaN],
  ['logistic', 0, 0.5],
  ['logistic', 200, 1],
  ['logistic', -200, 0],
  ['logistic', NaN, NaN],
])('%s of %d is %d', (name, x, answer) => {
  expect(compute(name, [x, x, x, x])).toEqual([answer, answer, answer, answer])
})
