/** Readings of a run in a real lab. */
import type { Component } from 'vue'
import type { Experiment } from '../../../src/shared/experiment'
import { at, gradientOver, type Theta } from '../../independent/lecture'
import { experimentWith } from '../data/experiment-with'
import { mountInLab, type MountedInLab } from '../mount-in-lab'

let mounted: MountedInLab | undefined

export async function open(component: Component, experiment: Experiment): Promise<MountedInLab> {
  mounted = await mountInLab(component, experiment)
  return mounted
}

export function closeOpened(): void {
  mounted?.page.unmount()
  mounted = undefined
}

/** As much as a screen reader gets. */
export function textOf({ page }: MountedInLab, selector = ':scope'): string {
  const found = selector === ':scope' ? page : page.get(selector)
  return found.text().replaceAll(/\s+/g, ' ')
}

export async function trainEpochs({ lab, settle }: MountedInLab, epochs: number): Promise<void> {
  for (let epoch = 0; epoch < epochs; epoch++) {
    lab.run.stepEpoch()
    await settle()
  }
}

const xor = {
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [[0], [1], [1], [0]],
}
/** Two sigmoids, one batch of all four examples: small enough to compute an epoch by the lecture's formulas. */
export const byHand: Experiment = experimentWith({
  network: { inputs: 2, layers: [2, 1].map((units) => ({ units, activation: 'sigmoid' })) },
  initialization: { kind: 'given' },
  theta: [
    [
      [0.5, -1, 0.25],
      [-0.5, 1, 0.75],
    ],
    [[0.125, 1, -1]],
  ],
  training: {
    ...experimentWith({}).training,
    batchSize: 4,
    shuffle: false,
    optimizer: { kind: 'sgd', learningRate: 0.5 },
  },
  dataset: { kind: 'inline', ...xor, trainFraction: 1 },
})
export const problem = { network: byHand.network, cost: byHand.cost, l1: 0, l2: 0 }
export const examples = xor.inputs.map((x, index) => ({ x, y: at(xor.targets, index) }))

export function afterOneEpoch(theta: Theta): Theta {
  const flat = theta.flat(2)
  const gradient = gradientOver(problem, theta, examples)
  let next = 0
  return theta.map((block) => block.map((row) => row.map(() => at(flat, next) - 0.5 * at(gradient, next++))))
}
