/** trace: forward and backward for one example alone, without regularisation. */
import { messages } from '../../shared/messages'
import { nestTheta } from '../../shared/network'
import type { TraceCall } from '../arguments'
import { nestActivations, nestComputed } from '../nested'
import { openFiniteRun } from '../read-experiment'
import { Refusal, type ExitStatus, type Surroundings } from '../surroundings'
import { firstRows, formatMatrix, formatNumber, formatTable } from '../tables'

const text = messages.cli

export interface TraceResult {
  readonly example: number
  readonly cost: number
  /** Layer 1 first. */
  readonly a: readonly (readonly number[])[]
  /** Layer 2 first. */
  readonly z: readonly (readonly number[])[]
  /** ∂cost/∂z, layer 2 first. */
  readonly delta: readonly (readonly number[])[]
  /** ∂cost/∂Θ, bias first in each row. */
  readonly gradient: readonly (readonly (readonly number[])[])[]
}

export async function trace({ file, example, json }: TraceCall, surroundings: Surroundings): Promise<ExitStatus> {
  const { model, data, experiment } = await openFiniteRun(file, surroundings)
  const { network } = experiment
  const examples = data.summary.trainCount + data.summary.testCount
  if (example >= examples) throw new Refusal(text.noSuchExample(file, example, examples))
  const traced = model.trace(example)
  if (!Number.isFinite(traced.cost) || !traced.gradient.every(Number.isFinite)) {
    throw new Refusal(text.notFinite(file))
  }
  const result: TraceResult = {
    example,
    cost: traced.cost,
    a: nestActivations(network, traced.a),
    z: nestComputed(network, traced.z),
    delta: nestComputed(network, traced.delta),
    gradient: nestTheta(network, traced.gradient),
  }
  surroundings.print(json ? `${JSON.stringify(result)}\n` : describe(experiment.name, examples, result))
  return 0
}

function describe(name: string, examples: number, { example, cost, a, z, delta, gradient }: TraceResult): string {
  const layers = a.map((activations, index) => {
    const { shown, others } = firstRows(activations)
    const computed = index > 0
    const rows = shown.map((activation, unit) => [
      String(unit + 1),
      ...(computed ? [formatNumber(z[index - 1]?.[unit] ?? NaN)] : []),
      formatNumber(activation),
      ...(computed ? [formatNumber(delta[index - 1]?.[unit] ?? NaN)] : []),
    ])
    const head = computed ? ['unit', 'z', 'a', 'δ'] : ['unit', 'a']
    const more = others > 0 ? `  ${text.moreRows(others)}\n` : ''
    return `\n${text.layer(index + 1)}\n${formatTable([head, ...rows])}${more}`
  })
  const matrices = gradient.map(
    (matrix, index) => `\n${text.costGradient(index + 1)}\n${formatMatrix(matrix, text.moreRows, '…')}`,
  )
  return [text.traced(name, example, examples, formatNumber(cost)), ...layers, ...matrices].join('')
}
