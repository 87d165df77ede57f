/** A run by the real engine, and what is said about it. */
import { diagnose } from '../../../../src/renderer/charts/diagnosis/diagnose'
import type { Finding } from '../../../../src/renderer/charts/diagnosis/finding'
import { GALLERY } from '../../../../src/shared/experiments'
import type { Experiment, TrainingSpec } from '../../../../src/shared/experiment'
import { startTrainer, stepToEpoch } from '../../../worker/node-trainer'

export function example(id: string): Experiment {
  const found = GALLERY.find((entry) => entry.id === id)
  if (!found) throw new Error(`There is no example ${id}`)
  return found.experiment
}

export function withTraining(experiment: Experiment, training: Partial<TrainingSpec>): Experiment {
  return { ...experiment, training: { ...experiment.training, ...training } }
}

export function withRate(experiment: Experiment, learningRate: number): Experiment {
  return withTraining(experiment, { optimizer: { kind: 'sgd', learningRate } })
}

/** What is said after so many epochs, or once the run has diverged. */
export function diagnosisAfter(experiment: Experiment, epochs: number): readonly Finding[] {
  const lab = startTrainer(experiment)
  if (epochs === Infinity) {
    lab.trainer.play('full')
    for (let second = 0; second < 10; second++) lab.clock.run(1000)
  } else {
    stepToEpoch(lab, epochs)
  }
  const { history, model, evaluation, divergence } = lab.frame()
  return diagnose(experiment, history, model, evaluation, divergence)
}

export function finding(findings: readonly Finding[], key: string): Finding | undefined {
  return findings.find((candidate) => candidate.key.startsWith(key))
}
