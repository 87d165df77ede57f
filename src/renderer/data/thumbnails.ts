/** Asks the trainer for the points that a gallery's tiles show: one question at a time, always about the newest data. */
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { DatasetSpec, Outcome } from '../../shared/experiment'
import type { DataSummary } from '../../shared/trainer'

/** More can't be told apart in a thumbnail. */
const MOST_SAMPLES = 2000

/** `null` until the points are there, and where the data have no picture in a plane. */
export function useThumbnail(
  dataset: () => DatasetSpec,
  preview: (dataset: DatasetSpec) => Promise<Outcome<DataSummary>>,
): Readonly<ShallowRef<DataSummary | null>> {
  const summary = shallowRef<DataSummary | null>(null)
  const asking: Ref<boolean> = ref(false)
  let newest: DatasetSpec | null = null

  async function ask(): Promise<void> {
    if (asking.value) return
    asking.value = true
    while (newest) {
      const wanted = newest
      newest = null
      // A worker that has died is reported by the lab; the old picture stays.
      const outcome = await preview(wanted).catch(() => null)
      if (outcome?.ok) summary.value = outcome.value
    }
    asking.value = false
  }

  watch(
    () => JSON.stringify(smallerOf(dataset())),
    () => {
      newest = smallerOf(dataset())
      void ask()
    },
    { immediate: true },
  )

  return summary
}

function smallerOf(dataset: DatasetSpec): DatasetSpec {
  if (dataset.kind !== 'generated') return dataset
  // A thumbnail shows all points, whatever the network sees of them.
  return { ...dataset, samples: Math.min(dataset.samples, MOST_SAMPLES), features: ['x1', 'x2'], trainFraction: 1 }
}
