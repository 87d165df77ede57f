/**
 * brain.js. It has no batches: every example is followed by an update. All its layers have one activation, its cost is
 * the squared error.
 */
import { thetaBlocks } from '../../src/shared/network'
import type { Contender } from '../contender'
import { outputsOf } from '../workloads'

export const contender: Contender = {
  async prepare({ network, learningRate, examples }, { inputs, targets }, theta) {
    const activation = network.layers[0]?.activation ?? 'sigmoid'
    if (network.layers.some((layer) => layer.activation !== activation)) return 'has one activation for all layers'
    const { NeuralNetwork } = (await import('brain.js')).default
    // Momentum must be above 0; at 1e-12 it changes no digit.
    const net = new NeuralNetwork({ activation, learningRate, momentum: 1e-12 })
    net.sizes = [network.inputs, ...network.layers.map(({ units }) => units)]
    net.initialize()
    thetaBlocks(network).forEach(({ offset, rows, columns }, l) => {
      for (let j = 0; j < rows; j++) {
        const row = theta.subarray(offset + j * columns, offset + (j + 1) * columns)
        ;(net.biases[l + 1] as number[])[j] = row[0] ?? 0
        ;(net.weights[l + 1] as number[][])[j] = Array.from(row.subarray(1))
      }
    })

    const outputs = outputsOf(network)
    const set = Array.from({ length: examples }, (_, example) => ({
      input: Array.from(inputs.subarray(example * network.inputs, (example + 1) * network.inputs)),
      output: Array.from(targets.subarray(example * outputs, (example + 1) * outputs)),
    }))
    return {
      equivalent: { cost: 'squared-error', batchSize: 1 },
      train(first, count) {
        for (let example = first; example < first + count; example++) {
          net.trainPattern(set[example] as (typeof set)[number])
        }
      },
      outputs: () => set.flatMap(({ input }) => Array.from(net.runInput(input))),
    }
  },
}
