import type { Experiment } from '../../shared/experiment'
import { messages } from '../../shared/messages'
import type { Lab } from '../lab/lab'

/** An edit of the network's layers; says so where it costs the weights that were given. */
export function reshape(
  { document, notices }: Pick<Lab, 'document' | 'notices'>,
  change: (experiment: Experiment) => Experiment,
): void {
  const wasGiven = document.experiment.value.initialization.kind === 'given'
  const problems = document.edit(change)
  if (problems.length > 0 || !wasGiven || document.experiment.value.initialization.kind === 'given') return
  notices.show({
    kind: 'info',
    text: messages.network.drawnAgain,
    details: [],
    action: { label: messages.header.undo, run: document.undo },
  })
}
