/** Which cost goes with which output activation: the rules of the experiment format, before anything is refused. */
import { COSTS, type Activation, type Cost } from '../../shared/network'
import { messages } from '../../shared/messages'

export interface CostChoice {
  readonly cost: Cost
  /** Why it can't be chosen with these outputs; `null` where it can. */
  readonly obstacle: string | null
}

export function costChoices(outputActivation: Activation): readonly CostChoice[] {
  return COSTS.map((cost) => ({
    cost,
    obstacle: isCostSound(cost, outputActivation) ? null : messages.training.costObstacles[cost],
  }))
}

/** Cross-entropy needs outputs that are probabilities; softmax outputs need cross-entropy. */
export function isCostSound(cost: Cost, outputActivation: Activation): boolean {
  if (cost === 'squared-error') return outputActivation !== 'softmax'
  return outputActivation === 'sigmoid' || outputActivation === 'softmax'
}
