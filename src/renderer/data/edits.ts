/** What the data panel changes: pure functions from experiment to experiment. */
import { trainingExamples } from '../../shared/dataset-facts'
import { FEATURES, type DatasetSpec, type Experiment, type FeatureName } from '../../shared/experiment'
import type { Edit } from '../lab/edit'
import { withDataset } from './fit-network'

/** Other data, and a network that fits them. */
export function chooseDataset(dataset: DatasetSpec): Edit {
  return (experiment) => withDataset(experiment, dataset)
}

/** How far points stray, 0 to 0.5. Only generated data have noise; others stay as they are. */
export function setNoise(noise: number): Edit {
  return (experiment) => {
    const { dataset } = experiment
    return dataset.kind === 'generated' ? { ...experiment, dataset: { ...dataset, noise } } : experiment
  }
}

/** How many points are generated. */
export function setSamples(samples: number): Edit {
  return (experiment) => {
    const { dataset } = experiment
    return dataset.kind === 'generated' ? keepWholeBatch(experiment, { ...dataset, samples }) : experiment
  }
}

/** Other points of the same kind, or another split of the same examples. Inline data have nothing to draw. */
export function redrawSeed(seed: number): Edit {
  return (experiment) => {
    const { dataset } = experiment
    return dataset.kind === 'inline' ? experiment : { ...experiment, dataset: { ...dataset, seed } }
  }
}

/** The share that trains; the rest is the test part. */
export function setTrainFraction(trainFraction: number): Edit {
  return (experiment) => keepWholeBatch(experiment, { ...experiment.dataset, trainFraction })
}

/** Shows the network one thing more of each point, or one less. The last one stays. */
export function toggleFeature(feature: FeatureName): Edit {
  return (experiment) => {
    const { dataset } = experiment
    if (dataset.kind !== 'generated') return experiment
    const isOn = dataset.features.includes(feature)
    if (isOn && dataset.features.length === 1) return experiment
    // Always in the same order, so that off and on again is the same network.
    const features = FEATURES.filter((name) => (name === feature ? !isOn : dataset.features.includes(name)))
    return withDataset(experiment, { ...dataset, features })
  }
}

/** A batch that was the whole training part still is when that part changes its size. */
function keepWholeBatch(experiment: Experiment, dataset: DatasetSpec): Experiment {
  const { training } = experiment
  const wasWhole = training.batchSize >= trainingExamples(experiment.dataset)
  const whole = trainingExamples(dataset)
  if (!wasWhole || training.batchSize >= whole) return { ...experiment, dataset }
  return { ...experiment, dataset, training: { ...training, batchSize: whole } }
}
