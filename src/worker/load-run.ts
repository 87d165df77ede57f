/** From a request to a run, or to what is wrong with it. Nothing that exists is touched. */
import { datasetFacts } from '../shared/dataset-facts'
import type { Experiment, Outcome, Problem } from '../shared/experiment'
import { messages } from '../shared/messages'
import { computedUnitCount, parameterCount } from '../shared/network'
import { checkExperiment } from '../shared/parse-experiment'
import type { Checkpoint, History, LoadRequest } from '../shared/trainer'
import { brokenAtRest } from './divergence'
import { prepareDataset } from './engine/datasets'
import { createEvaluator } from './engine/evaluation'
import { initialTheta } from './engine/initialization'
import type { Kernels } from './engine/kernels-module'
import { LARGEST_MEMORY, memoryEstimate, OPTIMIZER_SLOTS } from './engine/memory-plan'
import { createModel, type Model } from './engine/model'
import type { PreparedData } from './engine/prepared-data'
import { epochOrder } from '../shared/rng'
import { drawOrder, isFiniteRun, setOrder, type Run } from './run'
import { createTelemetry, nothingUnrecorded } from './telemetry'

/** `revision`: where the run's count of changes starts. */
export function loadRun(kernels: Kernels, request: LoadRequest, revision: number): Outcome<Run> {
  const { experiment, checkpoint } = request
  const problems = checkExperiment(experiment)
  if (problems.length > 0) return { ok: false, problems }
  const tooLarge = memoryProblem(experiment)
  if (tooLarge) return { ok: false, problems: [tooLarge] }
  const prepared = prepareDataset(experiment.dataset, experiment.network)
  if (!prepared.ok) return prepared
  const misfit = checkpoint && checkpointProblem(checkpoint, request, prepared.value)
  if (misfit) return { ok: false, problems: [misfit] }
  const run = runOrNull(kernels, request, prepared.value, revision)
  if (!run) return { ok: false, problems: [{ path: 'network', message: messages.trainer.outOfMemory }] }
  return { ok: true, value: run }
}

/** Known before anything is allocated, the data's own room included. */
export function memoryProblem({ network, training, dataset }: Experiment): Problem | null {
  const { examples } = datasetFacts(dataset, network.layers.at(-1)?.activation ?? null)
  const bytes = memoryEstimate(network, training.optimizer.kind, examples)
  if (bytes <= LARGEST_MEMORY) return null
  return { path: 'network', message: messages.trainer.tooLarge(bytes, LARGEST_MEMORY) }
}

/** `null`: the machine has no more memory to give. */
function runOrNull(kernels: Kernels, request: LoadRequest, data: PreparedData, revision: number): Run | null {
  try {
    return createRun(request, data, createModel(kernels, request.experiment, data), revision)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function createRun(request: LoadRequest, data: PreparedData, model: Model, revision: number): Run {
  const { experiment, generation, checkpoint } = request
  const { network, initialization, theta, training } = experiment
  const run: Run = {
    generation,
    experiment,
    data,
    model,
    evaluator: createEvaluator(model, data),
    telemetry: createTelemetry(computedUnitCount(network)),
    initialTheta: checkpoint?.initialTheta.slice() ?? initialTheta(network, initialization, theta, training.seed),
    epoch: 0,
    position: 0,
    steps: 0,
    latest: 0,
    order: new Uint32Array(data.summary.trainCount),
    orderSource: training,
    revision,
    evaluated: null,
    gradientIsCurrent: false,
    divergence: null,
  }
  model.theta().set(checkpoint?.theta ?? run.initialTheta)
  if (checkpoint) resume(run, checkpoint)
  else drawOrder(run)
  return run
}

function resume(run: Run, checkpoint: Checkpoint): void {
  const { progress, history, unrecorded, orderSource, optimizerSteps } = checkpoint
  run.epoch = progress.epoch
  run.position = progress.position
  run.steps = progress.steps
  run.model.optimizerState().set(checkpoint.optimizerState)
  run.model.steps = optimizerSteps ?? progress.steps
  run.telemetry.restore(history, unrecorded ?? nothingUnrecorded(computedUnitCount(run.experiment.network)))
  if (orderSource) setOrder(run, orderSource)
  else drawOrder(run)
  run.latest = latestExample(run)
  // A run that was saved after it broke opens, to be looked at; the first edit or Reset mends it.
  if (!isFiniteRun(run)) run.divergence = brokenAtRest(run)
}

function latestExample({ epoch, position, order, orderSource: { seed, shuffle } }: Run): number {
  if (position > 0) return order[position - 1] ?? 0
  if (epoch === 0) return 0
  return epochOrder(seed, epoch - 1, order.length, shuffle).at(-1) ?? 0
}

function checkpointProblem(checkpoint: Checkpoint, request: LoadRequest, data: PreparedData): Problem | null {
  const { network, training } = request.experiment
  const { theta, initialTheta, optimizerState, progress, history, unrecorded, optimizerSteps } = checkpoint
  const parameters = parameterCount(network)
  const units = computedUnitCount(network)
  const slots = OPTIMIZER_SLOTS[training.optimizer.kind]
  const counts = [progress.epoch, progress.position, progress.steps, optimizerSteps ?? 0]
  const checks: readonly [path: string, fits: boolean, message: string][] = [
    ['theta', theta.length === parameters, messages.trainer.otherNetwork(theta.length, parameters)],
    [
      'initialTheta',
      initialTheta.length === parameters,
      messages.trainer.otherNetwork(initialTheta.length, parameters),
    ],
    ['optimizerState', optimizerState.length === slots * parameters, messages.trainer.otherOptimizer],
    ['progress', counts.every((count) => Number.isSafeInteger(count) && count >= 0), messages.trainer.badProgress],
    ['progress.position', progress.position < data.summary.trainCount, messages.trainer.badProgress],
    ['history', historyFits(history, progress.epoch, units), messages.trainer.badHistory],
    ['unrecorded', (unrecorded?.sumAbsDelta.length ?? units) === units, messages.trainer.badHistory],
  ]
  const failed = checks.find(([, fits]) => !fits)
  return failed ? { path: `checkpoint.${failed[0]}`, message: failed[2] } : null
}

/** Every column as long as the epochs, and the epochs rising, up to now. */
function historyFits({ epochs, meanAbsDelta, ...costs }: History, epoch: number, units: number): boolean {
  const columnsFit = Object.values(costs).every((column) => column.length === epochs.length)
  const rising = epochs.every((value, index) => value > (epochs[index - 1] ?? -1) && value <= epoch)
  return columnsFit && rising && meanAbsDelta.length === epochs.length * units
}
