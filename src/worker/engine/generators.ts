/**
 * The six generators of TensorFlow Playground (playground.tensorflow.org): the same distributions and the same meaning
 * of noise, with draws of our own. Where a point lies and how noise moves it come from streams of their own, so that
 * points drift smoothly while the noise slider moves.
 *
 * Noise, from 0 to 0.5, is what the Playground does with it: circle, xor, plane and multi-gauss look up the target at a
 * point moved by up to noise × the radius in each coordinate; spiral moves the point itself; gauss spreads the clouds.
 */
import type { GeneratorName } from '../../shared/experiment'
import { cosine, sine } from '../../shared/elementary'
import { createRandom, STREAM, type Random } from '../../shared/rng'

export interface GeneratedPoints {
  readonly points: Float32Array // [examples, 2]
  /** −1 or +1 for the two classes, −1 to 1 for real values. [examples] */
  readonly targets: Float32Array
}

type Put = (x1: number, x2: number, target: number) => void
type Between = (low: number, high: number) => number

interface Source {
  readonly samples: number
  readonly noise: number
  /** The first half of the examples (the larger one where their number is odd) and the second. */
  readonly halves: readonly [number, number]
  /** Uniform draws for the place of a point, and for the noise on it. */
  readonly place: Between
  readonly stir: Between
  readonly normal: () => number
}

/** Examples in the order they are drawn, classes one after the other: shuffle before splitting. */
export function generatePoints(name: GeneratorName, samples: number, noise: number, seed: number): GeneratedPoints {
  const random = createRandom(seed, STREAM.points)
  const source: Source = {
    samples,
    noise,
    halves: [Math.ceil(samples / 2), Math.floor(samples / 2)],
    place: uniformOf(random),
    stir: uniformOf(createRandom(seed, STREAM.noise)),
    normal: () => random.normal(),
  }
  const points = new Float32Array(2 * samples)
  const targets = new Float32Array(samples)
  let count = 0
  GENERATORS[name](source, (x1, x2, target) => {
    points[2 * count] = x1
    points[2 * count + 1] = x2
    targets[count++] = target
  })
  return { points, targets }
}

function uniformOf(random: Random): Between {
  return (low, high) => low + random.uniform() * (high - low)
}

const GENERATORS: Readonly<Record<GeneratorName, (source: Source, put: Put) => void>> = {
  circle: generateCircle,
  xor: generateXor,
  gauss: generateGauss,
  spiral: generateSpiral,
  plane: generatePlane,
  'multi-gauss': generateMultiGauss,
}

/** A disc of one class inside a ring of the other, both around the origin. */
function generateCircle({ halves, noise, place, stir }: Source, put: Put): void {
  const radius = 5
  const border = radius / 2
  const rings = [
    { count: halves[0], from: 0, to: border },
    { count: halves[1], from: 0.7 * radius, to: radius },
  ]
  for (const { count, from, to } of rings) {
    for (let i = 0; i < count; i++) {
      const r = place(from, to)
      const angle = place(0, 2 * Math.PI)
      const x1 = r * sine(angle)
      const x2 = r * cosine(angle)
      const seen1 = x1 + noise * stir(-radius, radius)
      const seen2 = x2 + noise * stir(-radius, radius)
      put(x1, x2, distance(seen1, seen2) < border ? 1 : -1)
    }
  }
}

/** Four squares, the class from the sign of x₁x₂, with a gap along the axes. */
function generateXor({ samples, noise, place, stir }: Source, put: Put): void {
  const side = 5
  const gap = 0.3
  const coordinate = (): number => {
    const x = place(-side, side)
    return x > 0 ? x + gap : x - gap
  }
  for (let i = 0; i < samples; i++) {
    const x1 = coordinate()
    const x2 = coordinate()
    const seen1 = x1 + noise * stir(-side, side)
    const seen2 = x2 + noise * stir(-side, side)
    put(x1, x2, seen1 * seen2 >= 0 ? 1 : -1)
  }
}

/** Two round clouds around (2, 2) and (−2, −2); their variance grows with noise from 0.5 to 4. */
function generateGauss({ halves, noise, normal }: Source, put: Put): void {
  const deviation = Math.sqrt(0.5 + 7 * noise)
  const clouds = [
    { count: halves[0], centre: 2, target: 1 },
    { count: halves[1], centre: -2, target: -1 },
  ]
  for (const { count, centre, target } of clouds) {
    for (let i = 0; i < count; i++) put(centre + deviation * normal(), centre + deviation * normal(), target)
  }
}

/** Two arms, each 1.75 times around, from the centre to radius 5. */
function generateSpiral({ halves, noise, stir }: Source, put: Put): void {
  const arms = [
    { count: halves[0], start: 0, target: 1 },
    { count: halves[1], start: Math.PI, target: -1 },
  ]
  for (const { count, start, target } of arms) {
    for (let i = 0; i < count; i++) {
      const r = (i / count) * 5
      const angle = 1.75 * (i / count) * 2 * Math.PI + start
      put(r * sine(angle) + noise * stir(-1, 1), r * cosine(angle) + noise * stir(-1, 1), target)
    }
  }
}

/** The target rises along the diagonal: x₁ + x₂, −10 … 10 mapped to −1 … 1. */
function generatePlane({ samples, noise, place, stir }: Source, put: Put): void {
  eachInSquare(samples, noise, place, stir, (x1, x2, seen1, seen2) => put(x1, x2, (seen1 + seen2) / 10))
}

/** Six cones of radius 2 and height ±1 on a flat plane; where two overlap, the taller counts. */
function generateMultiGauss({ samples, noise, place, stir }: Source, put: Put): void {
  const peaks = [
    { x1: -4, x2: 2.5, sign: 1 },
    { x1: 0, x2: 2.5, sign: -1 },
    { x1: 4, x2: 2.5, sign: 1 },
    { x1: -4, x2: -2.5, sign: -1 },
    { x1: 0, x2: -2.5, sign: 1 },
    { x1: 4, x2: -2.5, sign: -1 },
  ]
  eachInSquare(samples, noise, place, stir, (x1, x2, seen1, seen2) => {
    let target = 0
    for (const peak of peaks) {
      const height = peak.sign * Math.max(0, 1 - distance(seen1 - peak.x1, seen2 - peak.x2) / 2)
      if (Math.abs(height) > Math.abs(target)) target = height
    }
    put(x1, x2, target)
  })
}

/** Points anywhere in the square, each with the place where its target is looked up. */
function eachInSquare(
  samples: number,
  noise: number,
  place: Between,
  stir: Between,
  visit: (x1: number, x2: number, seen1: number, seen2: number) => void,
): void {
  const half = 6
  for (let i = 0; i < samples; i++) {
    const x1 = place(-half, half)
    const x2 = place(-half, half)
    visit(x1, x2, x1 + noise * stir(-half, half), x2 + noise * stir(-half, half))
  }
}

function distance(x1: number, x2: number): number {
  return Math.sqrt(x1 * x1 + x2 * x2)
}
