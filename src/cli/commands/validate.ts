/** validate: whether the lab can open a file, and each reason why not. */
import { messages } from '../../shared/messages'
import { parameterCount, unitCounts } from '../../shared/network'
import type { Problem } from '../../shared/experiment'
import type { ValidateCall } from '../arguments'
import { describeDivergence } from '../divergence-line'
import { describeProblems, openExperiment, type Opened } from '../read-experiment'
import type { ExitStatus, Surroundings } from '../surroundings'

const text = messages.cli

export interface ValidateResult {
  readonly ok: boolean
  readonly problems: readonly Problem[]
}

export async function validate({ file, json }: ValidateCall, surroundings: Surroundings): Promise<ExitStatus> {
  const opened = await openExperiment(file, surroundings)
  const result: ValidateResult = opened.ok ? { ok: true, problems: [] } : { ok: false, problems: opened.problems }
  if (json) surroundings.print(`${JSON.stringify(result)}\n`)
  else surroundings.print(opened.ok ? describe(file, opened.value) : text.notSound(file, result.problems))
  if (opened.ok) return 0
  surroundings.say(`${text.line(describeProblems(file, result.problems))}\n`)
  return 1
}

function describe(file: string, { run, isTrained }: Opened): string {
  const { experiment, data, epoch, divergence } = run
  const { trainCount, testCount } = data.summary
  const sound = text.sound(file, {
    name: experiment.name,
    network: unitCounts(experiment.network).join('-'),
    weights: parameterCount(experiment.network),
    trainCount,
    testCount,
    epochs: isTrained ? epoch : null,
  })
  return divergence ? `${sound}${text.soundButBroken(describeDivergence(divergence))}\n` : sound
}
