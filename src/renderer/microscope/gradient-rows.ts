/** The gradient check as rows to read: each weight's two gradients, and how far they are apart. */
import type { ExampleCheck } from '../../shared/microscope'

export interface GradientRow {
  readonly weight: number
  readonly analytic: number
  /** NaN: no derivative here. */
  readonly numeric: number
  /** |analytic − numeric| relative to the larger of both, or to a thousandth of the largest gradient. */
  readonly error: number
  readonly agrees: boolean
}

/** float32 has about seven digits; a sum that nearly cancels loses a few of them. */
const TOLERANCE = 1e-3
const SMALLEST_SCALE = 1e-3

/** Worst first; those without a derivative last. */
export function gradientRows({ weights, analytic, numeric }: ExampleCheck): readonly GradientRow[] {
  const largest = analytic.reduce((most, gradient) => (Math.abs(gradient) > most ? Math.abs(gradient) : most), 0)
  const rows = Array.from(weights, (weight, index): GradientRow => {
    const [ours, theirs] = [analytic[index] ?? NaN, numeric[index] ?? NaN]
    const scale = Math.max(Math.abs(ours), Math.abs(theirs), SMALLEST_SCALE * largest)
    // What backpropagation has no number for is wrong, whatever was measured.
    const error = Number.isNaN(ours)
      ? Infinity
      : Number.isNaN(theirs)
        ? NaN
        : scale === 0
          ? 0
          : Math.abs(ours - theirs) / scale
    return { weight, analytic: ours, numeric: theirs, error, agrees: error <= TOLERANCE }
  })
  return rows.sort((a, b) =>
    Number.isNaN(a.error) ? 1 : Number.isNaN(b.error) ? -1 : b.error > a.error ? 1 : b.error < a.error ? -1 : 0,
  )
}
