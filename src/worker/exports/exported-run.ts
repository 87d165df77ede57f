/** A run as it is at one moment, in copies: what follows may take its time, and meanwhile the run goes on. */
import type { Experiment } from '../../shared/experiment'
import type { History } from '../../shared/trainer'
import type { PreparedData } from '../engine/prepared-data'
import type { Run } from '../run'

export interface ExportedRun {
  readonly experiment: Experiment
  readonly data: PreparedData
  readonly theta: Float32Array // [parameters]
  readonly initialTheta: Float32Array // [parameters]
  readonly history: History
  /** Completed epochs. */
  readonly epoch: number
}

export function exportedRun(
  { experiment, data, model, initialTheta, telemetry, epoch }: Run,
  name = experiment.name,
): ExportedRun {
  return {
    experiment: { ...experiment, name },
    data,
    theta: model.theta().slice(),
    initialTheta: initialTheta.slice(),
    history: telemetry.snapshot(),
    epoch,
  }
}
