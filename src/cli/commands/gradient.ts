/** gradient: J and ∇J on the whole training part, regularisation included. */
import { messages } from '../../shared/messages'
import { nestTheta } from '../../shared/network'
import type { GradientCall } from '../arguments'
import { openFiniteRun } from '../read-experiment'
import { Refusal, type ExitStatus, type Surroundings } from '../surroundings'
import { formatMatrix, formatNumber } from '../tables'

const text = messages.cli

export interface GradientResult {
  readonly cost: number
  readonly gradient: readonly (readonly (readonly number[])[])[]
}

export async function gradient({ file, json }: GradientCall, surroundings: Surroundings): Promise<ExitStatus> {
  const { model, data, experiment } = await openFiniteRun(file, surroundings)
  const { trainCount } = data.summary
  const cost = model.gradientOf(0, trainCount)
  const flat = model.gradient()
  if (!Number.isFinite(cost) || !flat.every(Number.isFinite)) throw new Refusal(text.notFinite(file))
  const result: GradientResult = { cost, gradient: nestTheta(experiment.network, flat) }
  if (json) {
    surroundings.print(`${JSON.stringify(result)}\n`)
    return 0
  }
  const matrices = result.gradient.map(
    (matrix, index) => `\n${text.fullGradient(index + 1)}\n${formatMatrix(matrix, text.moreRows, '…')}`,
  )
  surroundings.print([text.fullCost(experiment.name, trainCount, formatNumber(cost)), ...matrices].join(''))
  return 0
}
