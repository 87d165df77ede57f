/** The engine against PyTorch: test/fixtures/reference/README.md. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Experiment, InlineDataset } from '../../../src/shared/experiment'
import type { NestedTheta } from '../../../src/shared/network'
import { initialTheta } from '../../../src/worker/engine/initialization'
import { createModel } from '../../../src/worker/engine/model'
import { inlineData, inOrder, kernels, relativeError, type Rows } from './engine'

interface ReferenceCase {
  readonly experiment: Omit<Experiment, 'dataset'> & { readonly dataset: InlineDataset }
  readonly trace: {
    readonly example: number
    readonly cost: number
    readonly a: Rows
    readonly z: Rows
    readonly delta: Rows
    readonly gradient: NestedTheta
  }
  readonly full: { readonly cost: number; readonly gradient: NestedTheta }
  readonly run: { readonly epochs: number; readonly costAfterEpoch: readonly number[]; readonly theta: NestedTheta }
}

const file = fileURLToPath(new URL('../../fixtures/reference/cases.json', import.meta.url))
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: ReferenceCase[] }

function loadModel({ network, cost, training, dataset, initialization, theta }: ReferenceCase['experiment']) {
  const model = createModel(kernels, { network, cost, training }, inlineData(dataset.inputs, dataset.targets))
  model.theta().set(initialTheta(network, initialization, theta, training.seed))
  return model
}

it('has 24 cases', () => expect(cases).toHaveLength(24))

describe.each(cases)('$experiment.name', ({ experiment, trace, full, run }) => {
  const examples = experiment.dataset.inputs.length

  it('agrees on one example, forward and backward', () => {
    const ours = loadModel(experiment).trace(trace.example)
    expect(relativeError([ours.cost], [trace.cost])).toBeLessThan(1e-5)
    expect(relativeError(ours.a, trace.a.flat())).toBeLessThan(1e-5)
    expect(relativeError(ours.z, trace.z.flat())).toBeLessThan(1e-5)
    expect(relativeError(ours.delta, trace.delta.flat())).toBeLessThan(1e-5)
    expect(relativeError(ours.gradient, trace.gradient.flat(2))).toBeLessThan(1e-5)
  })

  it('agrees on J and its gradient', () => {
    const model = loadModel(experiment)
    expect(relativeError([model.gradientOf(0, examples)], [full.cost])).toBeLessThan(1e-5)
    expect(relativeError(model.gradient(), full.gradient.flat(2))).toBeLessThan(1e-5)
    expect(relativeError([model.evaluate(0, examples).cost + model.penalty()], [full.cost])).toBeLessThan(1e-5)
  })

  it('agrees on the whole run', () => {
    const model = loadModel(experiment)
    const costs = run.costAfterEpoch.map(() => {
      model.train(inOrder(examples), 0, examples)
      return model.evaluate(0, examples).cost + model.penalty()
    })
    expect(costs).toHaveLength(run.epochs)
    expect(relativeError(costs, run.costAfterEpoch)).toBeLessThan(1e-3)
    expect(relativeError(model.theta(), run.theta.flat(2))).toBeLessThan(1e-3)
  })
})
