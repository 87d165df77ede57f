/** Tells what was changed along with a choice of data, as long as that is the last thing that happened. */
import { watch } from 'vue'
import type { Experiment } from '../../shared/experiment'
import { messages } from '../../shared/messages'
import { useLab } from '../lab/lab'

/** Gives the function that tells; no sentences, no notice. */
export function useFittingNotice(): (changes: readonly string[]) => void {
  const { document, notices } = useLab()
  const text = messages.data.fitted
  let toldOf: Experiment | null = null

  // After another edit its Undo would mean that one.
  watch(document.experiment, (current) => {
    if (current === toldOf) return
    const told = notices.list.value.find((notice) => notice.text === text.title)
    if (told) notices.close(told.id)
  })

  return (changes) => {
    if (changes.length === 0) return
    toldOf = document.experiment.value
    const action = { label: text.undo, run: () => document.undo() }
    notices.show({ kind: 'info', text: text.title, details: changes, action })
  }
}
