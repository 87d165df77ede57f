/** Which cost goes with the outputs and the data: asked before it is refused. */
import type { Experiment } from '../../shared/experiment'
import { COSTS, type Cost } from '../../shared/network'
import { checkExperiment } from '../../shared/parse-experiment'

export interface CostChoice {
  readonly cost: Cost
  /** Why it can't be chosen; `null` where it can. */
  readonly obstacle: string | null
}

/** Every cost, in the rest of a sound experiment. */
export function costChoices(experiment: Experiment): readonly CostChoice[] {
  return COSTS.map((cost) => ({ cost, obstacle: checkExperiment({ ...experiment, cost })[0]?.message ?? null }))
}
