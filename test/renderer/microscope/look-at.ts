/** A random problem under the microscope: what the engine says of one of its examples. */
import { SYMBOLS, type Notation } from '../../../src/renderer/formula/notation'
import { explain } from '../../../src/renderer/microscope/explain'
import type { Explanation, Subject } from '../../../src/renderer/microscope/explanation'
import { stepAt, stepCount } from '../../../src/renderer/lab/microscope/steps'
import type { Experiment } from '../../../src/shared/experiment'
import { createTrainer } from '../../../src/worker/trainer'
import type { RandomProblem } from '../../independent/random-problem'
import { kernels } from '../../worker/engine/engine'
import { experimentOf } from '../network/model-snapshot'

export const MOST_TERMS = 5

/** After so many updates from one batch each. */
export function lookAt(problem: RandomProblem, example: number, parts: Partial<Experiment> = {}, batches = 0): Subject {
  const experiment = { ...experimentOf(problem), ...parts }
  const trainer = createTrainer(kernels, { now: () => 0, schedule: () => undefined })
  const loaded = trainer.load({ generation: 1, checkpoint: null, experiment })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  for (let batch = 0; batch < batches; batch++) trainer.stepBatch()
  return { experiment, look: trainer.look(example), symbols: SYMBOLS.ng, mostTerms: MOST_TERMS }
}

/** Every step of the walk, with the deltas of bias units. */
export function explainAll(subject: Subject, notation: Notation = 'ng'): Explanation[] {
  const { network } = subject.experiment
  const named = { ...subject, symbols: SYMBOLS[notation] }
  return Array.from({ length: stepCount(network) }, (_, index) =>
    explain(named, stepAt(network, index), { biasDeltas: true }),
  )
}

/** The lab refuses softmax over one output, and data of one row. */
export function isLoadable({ network, examples }: RandomProblem): boolean {
  const output = network.layers.at(-1)
  return examples.length >= 2 && !(output?.activation === 'softmax' && output.units < 2)
}
