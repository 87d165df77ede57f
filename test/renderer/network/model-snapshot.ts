/** What the engine says of a problem whose numbers the lecture's formulas can tell as well. */
import type { Experiment } from '../../../src/shared/experiment'
import type { ModelSnapshot } from '../../../src/shared/trainer'
import { drawProblem, type RandomProblem } from '../../independent/random-problem'
import { inOrder, kernels, sgd } from '../../worker/engine/engine'
import { modelOf } from '../../worker/engine/random-model'
import { networkOf } from './network-of'

export function snapshotOf(problem: RandomProblem, example = 0): ModelSnapshot {
  const model = modelOf(kernels, problem)
  model.gradientOf(0, problem.examples.length, inOrder(problem.examples.length))
  const snapshot = {
    theta: model.theta().slice(),
    gradient: model.gradient().slice(),
    trace: model.trace(example),
  }
  model.release()
  return snapshot
}

export function experimentOf({ network, cost, l1, l2, theta, examples }: RandomProblem): Experiment {
  return {
    format: 'delta-lab-experiment',
    version: 1,
    name: 'Random',
    network,
    cost,
    initialization: { kind: 'given' },
    training: { ...sgd, l1, l2 },
    dataset: {
      kind: 'inline',
      inputs: examples.map(({ x }) => x),
      targets: examples.map(({ y }) => y),
      trainFraction: 1,
    },
    theta,
  }
}

/** 2-2-2-1 of sigmoids under cross-entropy, three examples. */
export function lectureProblem(): RandomProblem {
  return drawProblem({ network: networkOf(2, 2, 2, 1), cost: 'cross-entropy', l1: 0, l2: 0 }, 3, 5)
}
