import type { Experiment } from '../../shared/experiment'
import { messages } from '../../shared/messages'
import type { Lab } from '../lab/lab'
import { tellWithUndo } from '../lab/tell-with-undo'

/** An edit of the network's layers; says so where it costs the weights that were given. */
export function reshape(lab: Pick<Lab, 'document' | 'notices'>, change: (experiment: Experiment) => Experiment): void {
  const { document } = lab
  const wasGiven = document.experiment.value.initialization.kind === 'given'
  const problems = document.edit(change)
  if (problems.length > 0 || !wasGiven || document.experiment.value.initialization.kind === 'given') return
  tellWithUndo(lab, messages.network.drawnAgain)
}
