/** Classes that there is too little of: all examples have the same, or a part of the split has none. */
import { trainCountOf } from '../../shared/dataset-facts'
import { messages } from '../../shared/messages'
import { absentClasses } from '../../shared/split'

const text = messages.data.yours

export interface ClassesOfData {
  readonly names: readonly string[]
  /** Of each example the place of its class. [examples] */
  readonly labels: Float32Array
  /** `trainCount`: the data say themselves which examples train, the first ones. */
  readonly split: { readonly seed: number; readonly trainFraction: number } | { readonly trainCount: number }
  readonly of: keyof typeof text.of
}

export function classWarnings({ names, labels, split, of }: ClassesOfData): string[] {
  const counts = countsOf(labels, names.length)
  const what = text.of[of]
  const present = names.filter((_, place) => (counts[place] ?? 0) > 0)
  if (present.length === 1) return [text.oneClass(present[0] ?? '', what)]
  const isGiven = 'trainCount' in split
  const trainCount = isGiven ? split.trainCount : trainCountOf(labels.length, split.trainFraction)
  // Without a test part there is nothing to miss.
  if (trainCount === labels.length) return []
  const { training, test } = isGiven
    ? { training: absent(labels.subarray(0, trainCount), counts), test: absent(labels.subarray(trainCount), counts) }
    : absentClasses(labels, split.seed, trainCount)
  // All its rows may lack an input.
  const unused = names.flatMap((_, place) => (counts[place] === 0 ? [place] : []))
  const untrained = [...training, ...unused]
  const namesAt = (places: readonly number[]): string[] => places.map((place) => names[place] ?? '')
  return [
    ...(untrained.length > 0 ? [text.absentFromTraining(namesAt(untrained), what)] : []),
    ...(test.length > 0 ? [text.absentFromTest(namesAt(test), what, !isGiven)] : []),
  ]
}

/** Examples of each class. */
export function countsOf(labels: ArrayLike<number>, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0)
  for (let example = 0; example < labels.length; example++) {
    const label = labels[example] ?? 0
    counts[label] = (counts[label] ?? 0) + 1
  }
  return counts
}

/** Classes of the whole that a part has none of. */
function absent(part: Float32Array, all: readonly number[]): number[] {
  const counts = countsOf(part, all.length)
  return counts.flatMap((count, place) => (count === 0 && (all[place] ?? 0) > 0 ? [place] : []))
}
