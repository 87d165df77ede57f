/** What the network answers to an example of one's own, in words: a class, or a value in its own units. */
import type { Experiment } from '../../shared/experiment'
import { messages } from '../../shared/messages'
import type { DataSummary, ExampleTrace } from '../../shared/trainer'
import { readExample } from '../charts/example-reading'
import { formatOwnUnits } from '../lab/own-units'
import { readValues } from '../charts/value-reading'
import { formatActivation } from '../network/format'

/** `null`: h says it all. */
export function ownAnswer(trace: ExampleTrace, data: DataSummary, experiment: Experiment): string | null {
  const { dataset } = experiment
  if (dataset.kind === 'inline' || dataset.kind === 'generated') return null
  const answers = [...trace.a.slice(-trace.target.length)]
  const h = formatActivation(Math.max(...answers))
  if (data.task === 'classification') {
    const { answer } = readExample(trace, data, experiment)
    return answer && messages.microscope.own.answer(answer, h)
  }
  const [value] = readValues(trace, data, dataset)
  return value ? messages.microscope.own.answer(`${formatOwnUnits(value.answer)} ${value.name}`, h) : null
}
