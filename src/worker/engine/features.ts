/** What a network may see of a point (x₁, x₂) of the plane. */
import type { FeatureName } from '../../shared/experiment'
import { sine } from '../../shared/elementary'

const FEATURES: Readonly<Record<FeatureName, (x1: number, x2: number) => number>> = {
  x1: (x1) => x1,
  x2: (_, x2) => x2,
  'x1^2': (x1) => x1 * x1,
  'x2^2': (_, x2) => x2 * x2,
  'x1*x2': (x1, x2) => x1 * x2,
  'sin(x1)': (x1) => sine(x1),
  'sin(x2)': (_, x2) => sine(x2),
}

/** A function from a point to the network's inputs, in the order of `names`. */
export function featuresOf(names: readonly FeatureName[]): (x1: number, x2: number) => number[] {
  const features = names.map((name) => FEATURES[name])
  return (x1, x2) => features.map((feature) => feature(x1, x2))
}

/** The inputs of many points. points: [examples, 2] → [examples, features] */
export function featureTable(names: readonly FeatureName[], points: Float32Array): Float32Array {
  const features = names.map((name) => FEATURES[name])
  const examples = points.length / 2
  const table = new Float32Array(examples * features.length)
  let at = 0
  for (let example = 0; example < examples; example++) {
    const x1 = points[2 * example] ?? 0
    const x2 = points[2 * example + 1] ?? 0
    for (const feature of features) table[at++] = feature(x1, x2)
  }
  return table
}
