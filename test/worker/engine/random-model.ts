/** The engine's model of a random problem. */
import type { TrainingSpec } from '../../../src/shared/experiment'
import type { Kernels } from '../../../src/worker/engine/kernels-module'
import { createModel, type Model } from '../../../src/worker/engine/model'
import type { RandomProblem } from '../../independent/random-problem'
import { inlineData, sgd } from './engine'

export function modelOf(
  kernels: Kernels,
  { network, cost, l1, l2, theta, examples }: RandomProblem,
  training: Partial<TrainingSpec> = {},
): Model {
  const data = inlineData(
    examples.map(({ x }) => x),
    examples.map(({ y }) => y),
  )
  const model = createModel(kernels, { network, cost, training: { ...sgd, ...training, l1, l2 } }, data)
  model.theta().set(theta.flat(2))
  return model
}
