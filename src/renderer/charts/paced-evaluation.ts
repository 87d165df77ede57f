import type { Ref } from 'vue'
import type { Evaluation } from '../../shared/trainer'
import { useLab } from '../lab/lab'
import { usePaced } from '../ui/pace'

/** Milliseconds that a score stands while it trains, so that it can be read. */
const READABLE = 150

/** How well the network does, for cards that show one number of it. */
export function usePacedEvaluation(): Readonly<Ref<Evaluation | null>> {
  const { readings, run } = useLab()
  return usePaced(
    () => readings.evaluation.value,
    () => run.running.value,
    READABLE,
  )
}
