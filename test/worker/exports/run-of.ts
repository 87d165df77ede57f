/** Runs of the real engine, to be exported. */
import type { Experiment } from '../../../src/shared/experiment'
import { exportRun } from '../../../src/worker/exports/export-run'
import { exportedRun } from '../../../src/worker/exports/exported-run'
import type { ExportKind, ExportedFile } from '../../../src/shared/exports'
import { loadRun } from '../../../src/worker/load-run'
import type { Run } from '../../../src/worker/run'
import { recordIfDue, trainEpochs } from '../../../src/cli/train-epochs'
import { kernels } from '../engine/engine'

/** At its initial weights, or throws what is wrong with the experiment. */
export function runOf(experiment: Experiment): Run {
  const loaded = loadRun(kernels, { generation: 1, experiment, checkpoint: null }, 0)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  recordIfDue(loaded.value)
  return loaded.value
}

/** Costs before training and after each epoch: [training part, test part]. */
export function costsOf(run: Run, epochs: number): (readonly [number, number | null])[] {
  const { trainCost, testCost } = run.evaluator.evaluate()
  const course = trainEpochs(run, epochs, { now: () => performance.now(), progressed: () => undefined })
  return [[trainCost, testCost], ...course.evaluations.map((each) => [each.trainCost, each.testCost] as const)]
}

export async function exported(run: Run, kind: ExportKind): Promise<ExportedFile> {
  const outcome = await exportRun(exportedRun(run), kind, () => Promise.resolve())
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  return outcome.value
}

export async function exportedText(run: Run, kind: ExportKind): Promise<string> {
  return new TextDecoder().decode((await exported(run, kind)).bytes)
}
