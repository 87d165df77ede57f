/** The engine as the worker drives it: an epoch a call, statistics recorded and taken now and then. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Experiment } from '../../src/shared/experiment'
import { compileKernels, type Kernels } from '../../src/worker/engine/kernels-module'
import { createModel, type Model } from '../../src/worker/engine/model'
import type { PreparedData } from '../../src/worker/engine/prepared-data'
import type { Contender } from '../contender'
import { dataOf, thetaOf, type Workload, type WorkloadData } from '../workloads'

/** Examples; the lab takes its statistics once a frame. */
const TAKEN_AFTER = 10_000

type Settings = Pick<Experiment, 'network' | 'cost' | 'training'>

export async function loadKernels(): Promise<Kernels> {
  const path = fileURLToPath(new URL('../../src/worker/engine/kernels.wasm', import.meta.url))
  return compileKernels(readFileSync(path))
}

export function settingsOf({ network, cost, batchSize, learningRate }: Workload): Settings {
  const optimizer = { kind: 'sgd', learningRate } as const
  return { network, cost, training: { optimizer, batchSize, shuffle: false, l1: 0, l2: 0, seed: 1 } }
}

export function prepared({ inputs, targets }: WorkloadData, examples: number): PreparedData {
  return {
    inputs,
    targets,
    summary: {
      task: 'regression',
      inputNames: [],
      classNames: [],
      trainCount: examples,
      testCount: 0,
      points: null,
      domain: null,
      labels: new Float32Array(examples),
      inputScale: null,
      targetScale: null,
    },
    features: null,
  }
}

export function orderOf(examples: number): Uint32Array {
  return Uint32Array.from({ length: examples }, (_, example) => example)
}

/** A model on drawn data, at the weights that every contender starts from. */
export function newModel(kernels: Kernels, workload: Workload, data: WorkloadData = dataOf(workload)): Model {
  const model = createModel(kernels, settingsOf(workload), prepared(data, workload.examples))
  model.theta().set(thetaOf(workload))
  return model
}

export const contender: Contender = {
  async prepare(workload, data) {
    const model = newModel(await loadKernels(), workload, data)
    const order = orderOf(workload.examples)
    let untaken = 0
    return {
      equivalent: { cost: workload.cost, batchSize: workload.batchSize },
      train(first, count) {
        model.train(order, first, count)
        untaken += count
        if (untaken < TAKEN_AFTER) return
        model.takeStatistics()
        untaken = 0
      },
      outputs: () => model.outputs(0, workload.examples),
    }
  },
}
