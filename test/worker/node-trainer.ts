/** The trainer in Node: the real engine, and a clock whose time passes only while it is looked at or run. */
import type { Experiment, OptimizerSpec } from '../../src/shared/experiment'
import type { Checkpoint, Frame, TrainerApi, View } from '../../src/shared/trainer'
import { createTrainer } from '../../src/worker/trainer'
import type { TrainerClock } from '../../src/worker/training-loop'
import { kernels } from './engine/engine'

export const VIEW: View = { example: 'latest', map: null }

export const OPTIMIZERS: readonly OptimizerSpec[] = [
  { kind: 'sgd', learningRate: 0.3 },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.9 },
  { kind: 'rmsprop', learningRate: 0.01, decay: 0.9, epsilon: 1e-8 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
]

/** The lecture's network on data that its two inputs can tell apart: 50 examples train, 20 test. */
export function lecture(changes: Partial<Experiment> = {}): Experiment {
  return {
    format: 'delta-lab-experiment',
    version: 1,
    name: 'Lecture',
    network: {
      inputs: 2,
      layers: [
        { units: 2, activation: 'sigmoid' },
        { units: 2, activation: 'sigmoid' },
        { units: 1, activation: 'sigmoid' },
      ],
    },
    cost: 'cross-entropy',
    initialization: { kind: 'xavier-uniform' },
    training: {
      optimizer: { kind: 'sgd', learningRate: 0.3 },
      batchSize: 8,
      shuffle: true,
      l1: 0,
      l2: 0,
      seed: 1,
    },
    dataset: {
      kind: 'generated',
      name: 'gauss',
      samples: 70,
      noise: 0.1,
      seed: 1,
      features: ['x1', 'x2'],
      trainFraction: 5 / 7,
    },
    ...changes,
  }
}

export function withTraining(experiment: Experiment, training: Partial<Experiment['training']>): Experiment {
  return { ...experiment, training: { ...experiment.training, ...training } }
}

export interface FakeClock extends TrainerClock {
  /** Lets so many milliseconds pass. */
  run(duration: number): void
  /** Nothing happens, time passes. */
  stall(duration: number): void
  readonly isIdle: boolean
}

/** `tick`: milliseconds that pass whenever somebody looks at the clock. */
export function createFakeClock(tick: number): FakeClock {
  let time = 0
  const waiting: { at: number; callback: () => void }[] = []
  return {
    now: () => (time += tick),
    schedule: (callback, delay) => void waiting.push({ at: time + delay, callback }),
    get isIdle() {
      return waiting.length === 0
    },
    stall: (duration) => void (time += duration),
    run(duration) {
      const end = time + duration
      while (time < end) {
        waiting.sort((a, b) => a.at - b.at)
        const next = waiting.shift()
        if (!next) break
        if (next.at >= end) {
          waiting.push(next)
          break
        }
        time = Math.max(time, next.at)
        next.callback()
      }
      time = Math.max(time, end)
    },
  }
}

export interface NodeTrainer {
  readonly trainer: TrainerApi
  readonly clock: FakeClock
  /** Loads, or throws what is wrong. */
  load(experiment: Experiment, checkpoint?: Checkpoint | null): void
  frame(view?: Partial<View>): Frame
  theta(): Float32Array
  /** Plays at full speed until that many epochs are completed, then pauses; may go a little further. Takes no frames. */
  trainTo(epoch: number): void
}

export function startTrainer(experiment?: Experiment, tick = 0.05): NodeTrainer {
  const clock = createFakeClock(tick)
  const trainer = createTrainer(kernels, clock)
  let generation = 0
  const started: NodeTrainer = {
    trainer,
    clock,
    load(wanted, checkpoint = null) {
      const outcome = trainer.load({ generation: ++generation, experiment: wanted, checkpoint })
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
    },
    frame: (view = {}) => trainer.drain({ ...VIEW, ...view }),
    theta: () => trainer.checkpoint().theta,
    trainTo(epoch) {
      trainer.play('full')
      while (trainer.checkpoint().progress.epoch < epoch) clock.run(10)
      trainer.pause()
    },
  }
  if (experiment) started.load(experiment)
  return started
}

/** From now to the end of that epoch, exactly. Takes no frames. */
export function stepToEpoch({ trainer, clock }: NodeTrainer, epoch: number): void {
  while (trainer.checkpoint().progress.epoch < epoch) {
    trainer.stepEpoch()
    clock.run(200)
  }
}
