/**
 * What a gradient check looks at. Checking every weight on every example takes time in proportion to
 * examples × parameters²: of a large model it takes fewer examples, and of a very large one a sample of the weights.
 */
import { parameterCount, thetaBlocks, type NetworkSpec } from '../../shared/network'
import { createRandom, STREAM } from '../../shared/rng'

export interface GradientCheckPlan {
  /** The first so many. */
  readonly examples: number
  /** For each Θ, which of its weights, rising. [Θ][weights] */
  readonly weights: readonly Uint32Array[]
}

/** Multiplications: two or three seconds. */
const WORK = 5e8
/** Fewer are used only where there are fewer. */
const FEWEST_EXAMPLES = 16
const FEWEST_WEIGHTS = 16
/** What an activation takes, in multiplications. */
const ACTIVATION = 25

export function planGradientCheck(network: NetworkSpec, trainCount: number, work: number = WORK): GradientCheckPlan {
  const blocks = thetaBlocks(network)
  const allWeights = blocks.reduce((sum, { rows, columns }, index) => sum + rows * columns * workOf(network, index), 0)
  const forward = parameterCount(network)
  const affordable = floor(work / (forward + allWeights))
  const examples = least(trainCount, affordable > FEWEST_EXAMPLES ? affordable : FEWEST_EXAMPLES)
  const share = (work / examples - forward) / allWeights
  const weights = blocks.map(({ rows, columns }, index) => {
    const count = rows * columns
    const wanted = share >= 1 ? count : floor(share * count)
    return sampleOf(count, least(count, wanted > FEWEST_WEIGHTS ? wanted : FEWEST_WEIGHTS), index)
  })
  return { examples, weights }
}

/** Multiplications to get both moved costs for one weight of a Θ and one example. */
function workOf({ inputs, layers }: NetworkSpec, index: number): number {
  const counts = [inputs, ...layers.map(({ units }) => units)]
  const isOutput = index === layers.length - 1
  const own = isOutput ? ACTIVATION * (counts[index + 1] ?? 0) : ACTIVATION
  const after = layers.slice(index + 1).reduce((sum, { units }, later) => {
    // A single unit before the next layer has moved; before those behind it, all may have.
    const moved = later === 0 ? 1 : (counts[index + 1 + later] ?? 0)
    return sum + units * (moved + ACTIVATION)
  }, 0)
  return 2 * (own + after)
}

/** So many of the numbers 0 … count − 1, each drawn from its own part of them: no row or column stands out. */
function sampleOf(count: number, wanted: number, theta: number): Uint32Array {
  if (wanted === count) return Uint32Array.from({ length: count }, (_, weight) => weight)
  const random = createRandom(0, STREAM.gradientCheck, theta)
  const begin = (part: number): number => floor((part * count) / wanted)
  return Uint32Array.from({ length: wanted }, (_, part) => begin(part) + random.below(begin(part + 1) - begin(part)))
}

function floor(value: number): number {
  return value - (value % 1)
}

function least(a: number, b: number): number {
  return a < b ? a : b
}
