import type { Experiment } from '../../shared/experiment'

/** `restart`: another model or other data, from its initial weights. `tune`: the run goes on with new settings. */
export type EditEffect = 'none' | 'tune' | 'restart'

export function effectOf(before: Experiment, after: Experiment): EditEffect {
  if (startsAnother(before, after)) return 'restart'
  return same(before.training, after.training) ? 'none' : 'tune'
}

function startsAnother(before: Experiment, after: Experiment): boolean {
  return !(
    same(before.network, after.network) &&
    before.cost === after.cost &&
    same(before.initialization, after.initialization) &&
    same(before.dataset, after.dataset) &&
    same(before.theta, after.theta) &&
    before.training.seed === after.training.seed
  )
}

/** Edits keep what they don't touch, so identity answers most of the time; the rest is small plain data. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
