/** The Playground's algorithm, rebuilt in `../object-per-weight.ts`. */
import type { Contender } from '../contender'
import { backward, buildUnits, forward, update } from '../object-per-weight'
import { outputsOf } from '../workloads'

export const contender: Contender = {
  async prepare({ network, cost, batchSize, learningRate, examples }, { inputs, targets }, theta) {
    const layers = buildUnits(network, theta)
    const outputs = outputsOf(network)
    return {
      equivalent: { cost, batchSize },
      train(first, count) {
        const end = first + count
        for (let from = first; from < end; from += batchSize) {
          const size = Math.min(batchSize, end - from)
          for (let example = from; example < from + size; example++) {
            forward(layers, inputs, example * network.inputs)
            backward(layers, cost, targets, example * outputs)
          }
          update(layers, learningRate, size)
        }
      },
      outputs: () =>
        Array.from({ length: examples }, (_, example) => {
          forward(layers, inputs, example * network.inputs)
          return layers.at(-1)?.map(({ a }) => a) ?? []
        }).flat(),
    }
  },
}
