import type { Experiment } from '../../shared/experiment'

/** A pure change of the experiment. */
export type Edit = (experiment: Experiment) => Experiment
