/** The kernels' own elementary functions against float64, over their whole range. */
import { describe, expect, it } from 'vitest'
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
const SMALLEST = 2 ** -149
const LARGEST = 3.4e38

/** Every float32 number to `high`, of both signs. */
function upTo(high: number): [number, number][] {
  return [
    [SMALLEST, high],
    [-SMALLEST, -high],
  ]
}

interface Claim {
  readonly name: FunctionName
  readonly exact: (x: number) => number
  readonly ranges: readonly (readonly [number, number])[]
  /** In units in the last place. */
  readonly bound: number
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const normal: Claim['ranges'][number] = [2 ** -126, LARGEST]

it.each<Claim>([
  { name: 'exp', exact: Math.exp, ranges: [[-SMALLEST, -87.336]], bound: 1.1 },
  { name: 'log', exact: Math.log, ranges: [normal, [0.7, 1.5], [1, 1000]], bound: 1.1 },
  { name: 'log1p', exact: Math.log1p, ranges: [[SMALLEST, LARGEST]], bound: 1.5 },
  { name: 'tanh', exact: Math.tanh, ranges: [...upTo(LARGEST), [0.01, 10]], bound: 2.5 },
  { name: 'tanhSlope', exact: (x) => 1 / Math.cosh(x) ** 2, ranges: [...upTo(42), [0.01, 10]], bound: 5 },
  { name: 'sigmoid', exact: sigmoid, ranges: [...upTo(87), [20, LARGEST]], bound: 2.5 },
  { name: 'sigmoidSlope', exact: (x) => sigmoid(x) * sigmoid(-x), ranges: upTo(87), bound: 5 },
])('$name stays within $bound ulp', ({ name, exact, ranges, bound }) => {
  for (const [low, high] of ranges) {
    expect(largestError(name, exact, floatsBetween(low, high, COUNT))).toBeLessThanOrEqual(bound)
  }
})

describe('over all float32 numbers of both signs', () => {
  const positive = floatsBetween(SMALLEST, LARGEST, COUNT)
  const negative = positive.map((x) => -x)
  const everywhere = [0, ...positive, Infinity]

  it.each<[FunctionName, readonly number[], number, number]>([
    ['exp', [-0, ...negative, -Infinity], 0, 1],
    ['sigmoid', [...negative, ...everywhere], 0, 1],
    ['sigmoidSlope', [...negative, ...everywhere], 0, 0.25 + 2 ** -24],
    ['tanh', [...negative, ...everywhere], -1, 1],
    ['tanhSlope', [...negative, ...everywhere], 0, 1 + 2 ** -23],
    ['log1p', [0, ...positive], 0, 89],
  ])('%s stays between its limits', (name, values, low, high) => {
    expect(compute(name, values).every((value) => value >= low && value <= high)).toBe(true)
  })

  it.each<[FunctionName, 1 | -1]>([
    ['tanh', -1],
    ['tanhSlope', 1],
    ['sigmoidSlope', 1],
  ])('%s of −x is %d times that of x, to the last bit', (name, sign) => {
    expect(compute(name, negative)).toEqual(compute(name, positive).map((value) => sign * value))
  })

  it('exp vanishes where eˣ is no normal number any more', () => {
    expect(compute('exp', floatsBetween(-87.3366, -LARGEST, COUNT)).every((value) => value === 0)).toBe(true)
  })
})

it.each<[FunctionName, number, number]>([
  ['exp', 0, 1],
  ['exp', -88, 0],
  ['exp', -3.4e38, 0],
  ['exp', -Infinity, 0],
  ['exp', NaN, NaN],
  ['log', 1, 0],
  ['log', Infinity, Infinity],
  ['log', NaN, NaN],
  ['log1p', 0, 0],
  ['log1p', NaN, NaN],
  ['tanh', 0, 0],
  ['tanh', -0, -0],
  ['tanh', Infinity, 1],
  ['tanh', -Infinity, -1],
  ['tanh', NaN, NaN],
  ['tanhSlope', 0, 1],
  ['tanhSlope', NaN, NaN],
  ['sigmoid', 0, 0.5],
  ['sigmoid', Infinity, 1],
  ['sigmoid', -Infinity, 0],
  ['sigmoid', NaN, NaN],
  ['sigmoidSlope', 0, 0.25],
  ['sigmoidSlope', Infinity, 0],
  ['sigmoidSlope', NaN, NaN],
])('%s of %d is %d', (name, x, answer) => {
  expect(compute(name, [x, x, x, x])).toEqual([answer, answer, answer, answer])
})
