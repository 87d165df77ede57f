/** ConvNetJS, by its own layers and trainer. It knows the squared error and softmax; there is no cost for sigmoids. */
import { thetaBlocks, type Activation } from '../../src/shared/network'
import type { Contender } from '../contender'
import { outputsOf } from '../workloads'

export const contender: Contender = {
  async prepare({ network, batchSize, learningRate, examples }, { inputs, targets }, theta) {
    const convnet = (await import('convnetjs')).default
    const net = new convnet.Net()
    const layerOf: Partial<Record<Activation, new (size: object) => unknown>> = {
      sigmoid: convnet.SigmoidLayer,
      tanh: convnet.TanhLayer,
      relu: convnet.ReluLayer,
      softmax: convnet.SoftmaxLayer,
    }
    const dense = network.layers.map(({ units }, l) => {
      const in_depth = network.layers[l - 1]?.units ?? network.inputs
      return new convnet.FullyConnLayer({ in_sx: 1, in_sy: 1, in_depth, num_neurons: units })
    })
    // Put together by hand: made from a list of names, its last layer would always be linear.
    net.layers = [
      new convnet.InputLayer({ out_sx: 1, out_sy: 1, out_depth: network.inputs }),
      ...network.layers.flatMap(({ units, activation }, l) => {
        const After = layerOf[activation]
        const size = { in_sx: 1, in_sy: 1, in_depth: units, num_classes: units }
        return [dense[l], ...(After ? [new After(size)] : [])]
      }),
    ]
    const outputs = outputsOf(network)
    const isSoftmax = network.layers.at(-1)?.activation === 'softmax'
    if (!isSoftmax) net.layers.push(new convnet.RegressionLayer({ in_sx: 1, in_sy: 1, in_depth: outputs }))

    thetaBlocks(network).forEach(({ offset, rows, columns }, l) => {
      for (let j = 0; j < rows; j++) {
        const row = theta.subarray(offset + j * columns, offset + (j + 1) * columns)
        const layer = dense[l]
        if (!layer) continue
        layer.biases.w[j] = row[0] ?? 0
        for (let i = 1; i < columns; i++) (layer.filters[j] as { w: Float64Array }).w[i - 1] = row[i] ?? 0
      }
    })

    const trainer = new convnet.Trainer(net, {
      method: 'sgd',
      learning_rate: learningRate,
      momentum: 0,
      batch_size: batchSize,
    })
    const set = Array.from({ length: examples }, (_, example) => {
      const x = new convnet.Vol(Array.from(inputs.subarray(example * network.inputs, (example + 1) * network.inputs)))
      const y = Array.from(targets.subarray(example * outputs, (example + 1) * outputs))
      return { x, y: isSoftmax ? y.indexOf(1) : y }
    })
    return {
      equivalent: { cost: isSoftmax ? 'cross-entropy' : 'squared-error', batchSize },
      train(first, count) {
        for (let example = first; example < first + count; example++) {
          const { x, y } = set[example] as (typeof set)[number]
          trainer.train(x, y)
        }
      },
      outputs: () => set.flatMap(({ x }) => Array.from(net.forward(x).w)),
    }
  },
}
