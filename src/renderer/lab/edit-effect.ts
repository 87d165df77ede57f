import type { DatasetSpec, Experiment } from '../../shared/experiment'

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
    sameDataset(before.dataset, after.dataset) &&
    same(before.theta, after.theta) &&
    before.training.seed === after.training.seed
  )
}

/** Of imported data the source may be large; another file, or the same one read again, is another object. */
function sameDataset(a: DatasetSpec, b: DatasetSpec): boolean {
  if (a === b) return true
  return sourceOf(a) === sourceOf(b) && same({ ...a, source: null }, { ...b, source: null })
}

function sourceOf(dataset: DatasetSpec): object | null {
  return 'source' in dataset ? dataset.source : null
}

/** Edits keep what they don't touch, so identity answers most of the time; the rest is small plain data. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
