/**
 * synaptic writes out the whole network as one function, a statement for each weight. It has no batches: every example
 * is followed by an update. Two of its ways are no gradient descent: δ of the outputs is h − y whatever their activation,
 * and δ of the layer before is taken from weights that this very example has changed already.
 */
import { thetaBlocks } from '../../src/shared/network'
import type { Contender } from '../contender'
import { outputsOf } from '../workloads'

/** Above, the function is larger than V8 compiles. */
const MOST_WEIGHTS = 20_000

export const contender: Contender = {
  async prepare({ network, learningRate, examples }, { inputs, targets }, theta) {
    const activations = network.layers.map(({ activation }) => activation)
    if (activations.includes('softmax')) return 'has no softmax'
    if (theta.length > MOST_WEIGHTS) return 'a statement for each weight: too many to compile'
    const { Architect, Neuron } = await import('synaptic')
    const squash = { sigmoid: Neuron.squash.LOGISTIC, tanh: Neuron.squash.TANH, relu: Neuron.squash.RELU }

    const built = new Architect.Perceptron(network.inputs, ...network.layers.map(({ units }) => units))
    const layers = [...built.layers.hidden, built.layers.output]
    thetaBlocks(network).forEach(({ offset, columns }, l) => {
      layers[l]?.list.forEach((neuron, j) => {
        const row = theta.subarray(offset + j * columns, offset + (j + 1) * columns)
        neuron.bias = row[0] ?? 0
        const activation = activations[l]
        neuron.squash = activation === 'tanh' || activation === 'relu' ? squash[activation] : squash.sigmoid
        // Connections are kept by rising number, in the order of the units that they come from.
        Object.values(neuron.connections.inputs).forEach((connection, i) => (connection.weight = row[1 + i] ?? 0))
      })
    })

    const outputs = outputsOf(network)
    const set = Array.from({ length: examples }, (_, example) => ({
      x: Array.from(inputs.subarray(example * network.inputs, (example + 1) * network.inputs)),
      y: Array.from(targets.subarray(example * outputs, (example + 1) * outputs)),
    }))
    return {
      equivalent: null,
      train(first, count) {
        for (let example = first; example < first + count; example++) {
          const { x, y } = set[example] as (typeof set)[number]
          built.activate(x)
          built.propagate(learningRate, y)
        }
      },
      // A copy of each: the function writes its answers into one array.
      outputs: () => set.flatMap(({ x }) => [...built.activate(x)]),
    }
  },
}
