/** What the training panel changes: pure functions from experiment to experiment. */
import type {
  Experiment,
  InitializationKind,
  OptimizerKind,
  OptimizerSpec,
  TrainingSpec,
} from '../../shared/experiment'
import type { Cost } from '../../shared/network'
import type { Edit } from '../lab/edit'

/** A setting of an optimizer besides its kind and its learning rate. */
export type OptimizerParameter = 'momentum' | 'decay' | 'epsilon' | 'beta1' | 'beta2'

/** PyTorch's own choices, where the course names none. */
const USUAL = { momentum: 0.9, decay: 0.99, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

export function optimizerOf(kind: OptimizerKind, learningRate: number): OptimizerSpec {
  const { momentum, decay, beta1, beta2, epsilon } = USUAL
  switch (kind) {
    case 'sgd':
      return { kind, learningRate }
    case 'momentum':
      return { kind, learningRate, momentum }
    case 'rmsprop':
      return { kind, learningRate, decay, epsilon }
    case 'adam':
      return { kind, learningRate, beta1, beta2, epsilon }
  }
}

export function setCost(cost: Cost): Edit {
  return (experiment) => ({ ...experiment, cost })
}

/** Another optimizer with its usual settings; the learning rate stays. */
export function setOptimizerKind(kind: OptimizerKind): Edit {
  return (experiment) => {
    const { optimizer } = experiment.training
    return optimizer.kind === kind ? experiment : withOptimizer(experiment, optimizerOf(kind, optimizer.learningRate))
  }
}

export function setLearningRate(learningRate: number): Edit {
  return (experiment) => withOptimizer(experiment, { ...experiment.training.optimizer, learningRate })
}

/** The value of a parameter; `null` where this optimizer has none of that name. */
export function optimizerParameter(optimizer: OptimizerSpec, name: OptimizerParameter): number | null {
  if (name === 'momentum') return optimizer.kind === 'momentum' ? optimizer.momentum : null
  if (name === 'decay') return optimizer.kind === 'rmsprop' ? optimizer.decay : null
  if (name === 'epsilon') {
    return optimizer.kind === 'rmsprop' || optimizer.kind === 'adam' ? optimizer.epsilon : null
  }
  return optimizer.kind === 'adam' ? optimizer[name] : null
}

/** An optimizer without a parameter of that name stays as it is. */
export function setOptimizerParameter(name: OptimizerParameter, value: number): Edit {
  return (experiment) => {
    const { optimizer } = experiment.training
    if (optimizerParameter(optimizer, name) === null) return experiment
    return withOptimizer(experiment, { ...optimizer, [name]: value })
  }
}

/** `batchSize`, `shuffle`, `l1`, `l2` or `seed`. */
export function setTraining(settings: Partial<Omit<TrainingSpec, 'optimizer'>>): Edit {
  return (experiment) => ({ ...experiment, training: { ...experiment.training, ...settings } })
}

const USUAL_RANGE = 0.5

/** How the initial weights are drawn. Given weights give way; without any, `given` changes nothing. */
export function setInitialization(kind: InitializationKind): Edit {
  return (experiment) => {
    if (kind === 'given') return experiment
    const { theta, ...rest } = experiment
    return { ...rest, initialization: kind === 'uniform' ? { kind, range: USUAL_RANGE } : { kind } }
  }
}

/** Initial weights uniform in [−range, range]. */
export function setUniformRange(range: number): Edit {
  return (experiment) =>
    experiment.initialization.kind === 'uniform'
      ? { ...experiment, initialization: { kind: 'uniform', range } }
      : experiment
}

/** What the screen says about the initial weights: given ones count, whatever was chosen before. */
export function shownInitialization(experiment: Experiment): InitializationKind {
  return experiment.theta ? 'given' : experiment.initialization.kind
}

function withOptimizer(experiment: Experiment, optimizer: OptimizerSpec): Experiment {
  return { ...experiment, training: { ...experiment.training, optimizer } }
}
