/** All steps of the walk, for another document: as text, or as a page to print. */
import { messages } from '../../shared/messages'
import { explain } from './explain'
import type { Explanation, Subject } from './explanation'
import { stepAt, stepCount } from '../lab/microscope/steps'

/** A walk of thousands of steps is nothing to print. */
const MOST_STEPS = 400

export interface WorkedExample {
  readonly title: string
  /** Which example it is. */
  readonly about: string
  readonly steps: readonly Explanation[]
  /** Steps that were left out at the end. */
  readonly omitted: number
}

export function workExample(subject: Subject, about: string): WorkedExample {
  const { network, name } = subject.experiment
  const count = stepCount(network)
  const steps = Array.from({ length: Math.min(count, MOST_STEPS) }, (_, index) =>
    explain(subject, stepAt(network, index), { biasDeltas: false }),
  )
  return { title: name, about, steps, omitted: count - steps.length }
}

export function workedExampleAsText({ title, about, steps, omitted }: WorkedExample): string {
  const sections = steps.map(({ title: heading, lines, note }) =>
    [
      heading,
      ...lines.map((parts) => `  ${parts.map(({ text }) => text).join('  ')}`),
      ...(note ? [`  ${note}`] : []),
    ].join('\n'),
  )
  const rest = omitted > 0 ? [messages.microscope.omittedSteps(omitted)] : []
  return `${[title, about, ...sections, ...rest].join('\n\n')}\n`
}
