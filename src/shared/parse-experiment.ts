/** The way from unknown data to an `Experiment`, and the rules that hold between its fields. */
import * as v from 'valibot'
import { datasetProblems, datasetFacts } from './dataset-facts'
import type { Experiment, Outcome, Problem } from './experiment'
import { experimentSchema } from './experiment-schema'
import { toNewestVersion } from './experiment-versions'
import { messages } from './messages'
import { NETWORK_LIMITS, parameterCount, thetaBlocks } from './network'

const text = messages.problems
/** Enough to mend a file by; more would only scroll. */
const MAX_PROBLEMS = 20

/**
 * Refuses by naming each wrong field; a newer version by its number. Older versions are brought up to date, unknown
 * fields are left out.
 */
export function parseExperiment(data: unknown): Outcome<Experiment> {
  const newest = toNewestVersion(data)
  if (!newest.ok) return newest
  const result = v.safeParse(experimentSchema, newest.value)
  if (!result.success) return { ok: false, problems: fieldProblems(result.issues) }
  const problems = problemsBetweenFields(result.output)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: result.output }
}

/** What keeps a well-typed experiment from being trained: empty where it is sound. */
export function checkExperiment(experiment: Experiment): readonly Problem[] {
  const shape = v.safeParse(experimentSchema, experiment)
  if (!shape.success) return fieldProblems(shape.issues)
  return problemsBetweenFields(experiment)
}

function problemsBetweenFields(experiment: Experiment): readonly Problem[] {
  return [
    ...networkProblems(experiment),
    ...costProblems(experiment),
    ...datasetProblems(experiment.dataset, experiment.network),
    ...targetProblems(experiment),
    ...thetaProblems(experiment),
  ].slice(0, MAX_PROBLEMS)
}

/** Where another field of imported data is wrong, their source was never looked for: nobody could mend that. */
function fieldProblems(issues: readonly v.BaseIssue<unknown>[]): Problem[] {
  const problems = issues.map(problemOf)
  const isSource = ({ path }: Problem): boolean => path === 'dataset.source'
  const others = problems.filter((problem) => !isSource(problem))
  return (others.length > 0 ? others : problems).slice(0, MAX_PROBLEMS)
}

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  return { path: v.getDotPath(issue) ?? '', message: issue.message }
}

function networkProblems({ network }: Experiment): Problem[] {
  const problems: Problem[] = []
  network.layers.slice(0, -1).forEach((layer, index) => {
    if (layer.activation !== 'softmax') return
    problems.push({ path: `network.layers.${index}.activation`, message: text.hiddenSoftmax(index + 2) })
  })
  const parameters = parameterCount(network)
  if (parameters > NETWORK_LIMITS.parameters) {
    problems.push({ path: 'network.layers', message: text.tooManyParameters(parameters, NETWORK_LIMITS.parameters) })
  }
  return problems
}

function costProblems({ network, cost }: Experiment): Problem[] {
  const activation = network.layers.at(-1)?.activation
  if (cost === 'squared-error' && activation === 'softmax') return [{ path: 'cost', message: text.softmaxSquaredError }]
  if (cost === 'cross-entropy' && activation !== 'softmax' && activation !== 'sigmoid') {
    return [{ path: 'cost', message: text.crossEntropyNeeds(activation ?? '') }]
  }
  return []
}

/** Cross-entropy compares probabilities: targets outside 0 to 1 mean nothing to it. */
function targetProblems({ network, cost, dataset }: Experiment): Problem[] {
  const last = network.layers.at(-1)
  if (cost !== 'cross-entropy' || !last) return []
  if (dataset.kind !== 'inline') {
    const { task } = datasetFacts(dataset, last.activation)
    return task === 'regression' ? [{ path: 'cost', message: text.crossEntropyRegression }] : []
  }
  const outside = dataset.targets.findIndex((row) => row.some((target) => target < 0 || target > 1))
  if (outside >= 0) return [{ path: `dataset.targets.${outside}`, message: text.targetOutside(outside + 1) }]
  if (last.activation !== 'softmax') return []
  const uneven = dataset.targets.findIndex((row) => Math.abs(row.reduce((sum, target) => sum + target, 0) - 1) > 1e-4)
  return uneven >= 0 ? [{ path: `dataset.targets.${uneven}`, message: text.targetSum(uneven + 1) }] : []
}

function thetaProblems({ network, theta, initialization }: Experiment): Problem[] {
  if (!theta) return initialization.kind === 'given' ? [{ path: 'theta', message: text.thetaMissing }] : []
  const blocks = thetaBlocks(network)
  if (theta.length !== blocks.length) {
    return [{ path: 'theta', message: text.thetaCount(blocks.length, theta.length) }]
  }
  for (const [index, { rows, columns }] of blocks.entries()) {
    const matrix = theta[index] ?? []
    if (matrix.length !== rows) {
      return [{ path: `theta.${index}`, message: text.thetaRows(index + 1, rows, matrix.length) }]
    }
    const row = matrix.findIndex((weights) => weights.length !== columns)
    if (row >= 0) {
      const found = matrix[row]?.length ?? 0
      return [{ path: `theta.${index}.${row}`, message: text.thetaColumns(index + 1, row + 1, columns, found) }]
    }
  }
  return []
}
