/** What was changed along with a choice of data, and why: one sentence for each change. */
import { datasetFacts } from '../../shared/dataset-facts'
import type { Experiment } from '../../shared/experiment'
import { messages } from '../../shared/messages'

export function fittingChanges(before: Experiment, after: Experiment): string[] {
  const text = messages.data.fitted
  const changes: string[] = []
  const facts = datasetFacts(after.dataset, after.network.layers.at(-1)?.activation ?? null)
  if (before.network.inputs !== after.network.inputs) changes.push(text.inputs(after.network.inputs))

  const oldOutput = before.network.layers.at(-1)
  const output = after.network.layers.at(-1)
  if (oldOutput && output) {
    if (oldOutput.units !== output.units) {
      changes.push(
        facts.task === 'classification' && output.units > 1
          ? text.outputPerClass(output.units)
          : text.outputs(output.units, facts.task),
      )
    }
    if (oldOutput.activation !== output.activation) changes.push(text.activation[output.activation])
  }
  if (before.cost !== after.cost) changes.push(text.cost[after.cost])
  if (before.theta && !after.theta) changes.push(text.theta)
  return changes
}
