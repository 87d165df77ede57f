/** check: the analytic gradient against central differences of J, weight by weight. */
import { messages } from '../../shared/messages'
import { parameterCount } from '../../shared/network'
import { checkGradient, type GradientCheck } from '../../worker/engine/gradient-check'
import type { CheckCall } from '../arguments'
import { openFiniteRun } from '../read-experiment'
import { Refusal, type ExitStatus, type Surroundings } from '../surroundings'
import { formatNumber, formatTable } from '../tables'

const text = messages.cli

export type CheckResult = GradientCheck

export async function check({ file, json }: CheckCall, surroundings: Surroundings): Promise<ExitStatus> {
  const { model, data, experiment } = await openFiniteRun(file, surroundings)
  const result: CheckResult = checkGradient(model, experiment, data)
  const { cost } = model.evaluate(0, result.examples)
  if (!Number.isFinite(cost) || !model.gradient().every(Number.isFinite)) throw new Refusal(text.notFinite(file))
  const whole = { examples: data.summary.trainCount, weights: parameterCount(experiment.network) }
  surroundings.print(json ? `${JSON.stringify(result)}\n` : describe(experiment.name, result, whole))
  return 0
}

function describe(
  name: string,
  { maxRelativeError, worst, examples, weights, skipped }: CheckResult,
  whole: { readonly examples: number; readonly weights: number },
): string {
  const lines = [
    text.checked(name, formatNumber(maxRelativeError, 3)),
    text.checkedWeights(weights, whole.weights, examples, whole.examples),
    ...(skipped > 0 ? [text.skippedWeights(skipped)] : []),
  ]
  const head = lines.map((line) => `${line}\n`).join('')
  if (!worst) return head
  const { theta, row, column, analytic, numeric } = worst
  const rows = [
    [text.analytic, formatNumber(analytic, 9)],
    [text.numeric, formatNumber(numeric, 9)],
  ]
  return `${head}\n${text.worstWeight(theta, row, column)}\n${formatTable(rows)}`
}
