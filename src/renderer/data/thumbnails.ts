/** Asks the trainer for the points that a gallery's tiles show: one question at a time, always about the newest data. */
import { shallowRef, watch, type ShallowRef } from 'vue'
import type { DatasetSpec, Outcome } from '../../shared/experiment'
import type { DataSummary } from '../../shared/trainer'

/** More can't be told apart in a thumbnail. */
const MOST_SAMPLES = 2000

/** `null` until the points are there, and where nothing is asked for. */
export function useThumbnail(
  dataset: () => DatasetSpec | null,
  preview: (dataset: DatasetSpec) => Promise<Outcome<DataSummary>>,
): Readonly<ShallowRef<DataSummary | null>> {
  const summary = shallowRef<DataSummary | null>(null)
  let asking = false
  let newest: DatasetSpec | null = null

  async function ask(): Promise<void> {
    if (asking) return
    asking = true
    while (newest) {
      const wanted = newest
      newest = null
      // A worker that has died is reported by the lab; the old picture stays.
      const outcome = await preview(wanted).catch(() => null)
      if (outcome?.ok) summary.value = outcome.value
    }
    asking = false
  }

  watch(
    // By value: the same data in a new object are no reason to ask again.
    () => JSON.stringify(thumbnailOf(dataset())),
    () => {
      newest = thumbnailOf(dataset())
      void ask()
    },
    { immediate: true },
  )

  return summary
}

/** A thumbnail shows all points, whatever the network sees of them and which of them train. */
function thumbnailOf(dataset: DatasetSpec | null): DatasetSpec | null {
  if (dataset?.kind !== 'generated') return dataset
  return { ...dataset, samples: Math.min(dataset.samples, MOST_SAMPLES), features: ['x1', 'x2'], trainFraction: 1 }
}
