/**
 * The trainer: owns the model, and answers what the screen asks of it. All of it runs in Node too: the clock and the
 * way to wait are given.
 *
 * Whatever way an epoch is cut (slices, single steps, pause and resume), its updates are the same ones in the same
 * order, so the same bits come out. Only `stepExample`, and a speed in examples, make other updates: from one example
 * each.
 */
import type { Outcome, TrainingSpec } from '../shared/experiment'
import { messages } from '../shared/messages'
import { checkExperiment } from '../shared/parse-experiment'
import type { Checkpoint, Frame, Loaded, LoadRequest, TrainerApi, View } from '../shared/trainer'
import { summarizeDataset } from './engine/datasets'
import type { Kernels } from './engine/kernels-module'
import { exportRun } from './exports/export-run'
import { exportedRun } from './exports/exported-run'
import { nextTurn } from './exports/pieces'
import { createFrameMaker, EMPTY_FRAME, type FrameMaker } from './frames'
import { loadRun, memoryProblem } from './load-run'
import { createMicroscope } from './microscope'
import { checkpointOf, drawOrder, returnToStart, thetaChanged, type Run } from './run'
import { createTrainingLoop, type TrainerClock } from './training-loop'

export function createTrainer(kernels: Kernels, clock: TrainerClock): TrainerApi {
  const loop = createTrainingLoop(clock)
  let run: Run | null = null
  let frames: FrameMaker | null = null

  function load(request: LoadRequest): Outcome<Loaded> {
    const loaded = loadRun(kernels, request, (run?.revision ?? 0) + 1)
    if (!loaded.ok) {
      // The screen may have let go of what it showed.
      if (run) frames = createFrameMaker(run, clock.now)
      return loaded
    }
    run?.model.release()
    run = loaded.value
    frames = createFrameMaker(run, clock.now)
    loop.take(run)
    return { ok: true, value: { generation: request.generation, data: run.data.summary } }
  }

  function setTraining(training: TrainingSpec): Outcome<null> {
    if (!run) return { ok: true, value: null }
    const experiment = { ...run.experiment, training }
    const problems = checkExperiment(experiment)
    if (problems.length > 0) return { ok: false, problems }
    // What could not be loaded again must not be trained: its file would not open.
    const tooLarge = memoryProblem(experiment)
    if (tooLarge) return { ok: false, problems: [tooLarge] }
    loop.verify()
    if (!configure(run, training)) {
      return { ok: false, problems: [{ path: 'training.optimizer.kind', message: messages.trainer.outOfMemory }] }
    }
    const before = run.experiment.training
    run.experiment = experiment
    // An epoch that has not begun takes its order from the new settings.
    if (run.position === 0 && (before.seed !== training.seed || before.shuffle !== training.shuffle)) drawOrder(run)
    if (run.steps === 0) run.gradientIsCurrent = false
    if (before.l1 !== training.l1 || before.l2 !== training.l2) loop.outdateEvaluation()
    return { ok: true, value: null }
  }

  function setWeight(index: number, value: number, isInitial: boolean): void {
    if (!run) return
    if (!Number.isInteger(index) || index < 0 || index >= run.model.parameterCount) {
      throw new RangeError(`There is no weight ${index}`)
    }
    if (!Number.isFinite(Math.fround(value))) throw new RangeError(`A weight can't be ${value}`)
    loop.verify()
    run.model.theta()[index] = value
    if (isInitial) run.initialTheta[index] = value
    if (run.steps === 0) run.telemetry.clear()
    run.divergence = null
    thetaChanged(run)
    loop.outdateEvaluation()
  }

  function reset(): void {
    if (!run) return
    returnToStart(run)
    loop.take(run)
  }

  function drain(view: View): Frame {
    if (!run || !frames) return EMPTY_FRAME
    loop.refreshEvaluation()
    const { running, slowEvaluation } = loop
    return frames.frame(view, {
      now: clock.now(),
      running,
      slowEvaluation,
      examplesPerSecond: running ? loop.examplesPerSecond() : 0,
    })
  }

  function checkpoint(): Checkpoint {
    return checkpointOf(runAtRest())
  }

  /** Looked at between two updates, where all is finite. */
  function runAtRest(): Run {
    if (!run) throw new Error('There is no model yet')
    loop.verify()
    return run
  }

  return {
    ...createMicroscope(kernels, runAtRest),
    load,
    setTraining,
    setWeight,
    play: (speed) => loop.play(speed),
    pause: () => loop.rest(),
    stepExample: () => loop.step('example'),
    stepBatch: () => loop.step('batch'),
    stepEpoch: () => loop.step('epoch'),
    reset,
    drain,
    checkpoint,
    exportRun: (kind, name) => exportRun(exportedRun(runAtRest(), name), kind, nextTurn),
    preview: summarizeDataset,
    ping: () => undefined,
  }
}

/** Another kind of optimizer starts with an empty state, and its own count of updates. False: there is no memory. */
function configure({ model, experiment }: Run, training: TrainingSpec): boolean {
  try {
    model.configure(training)
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
  if (experiment.training.optimizer.kind !== training.optimizer.kind) model.steps = 0
  return true
}
