/** TensorFlow.js' core with its own gradients and optimizer: what its layers are made of, without their bookkeeping. */
import type * as tensorFlow from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { createRequire } from 'node:module'
import { thetaBlocks } from '../../src/shared/network'
import type { Contestant } from '../contender'
import { outputsOf, type Workload, type WorkloadData } from '../workloads'

type TensorFlow = typeof tensorFlow

/** The core knows the derivatives of its operations only once this has run. Its folders can be required, not imported. */
export function registerGradients(): void {
  createRequire(import.meta.url)('@tensorflow/tfjs-core/dist/register_all_gradients')
}

/** On the backend that has been made ready. */
export function prepareTensorFlow(
  tf: TensorFlow,
  { network, cost, batchSize, learningRate, examples }: Workload,
  { inputs, targets }: WorkloadData,
  theta: Float32Array,
): Contestant {
  const layers = thetaBlocks(network).map(({ offset, rows, columns }, l) => {
    const block = tf.tensor2d(theta.subarray(offset, offset + rows * columns), [rows, columns])
    return {
      activation: network.layers[l]?.activation,
      bias: tf.variable(tf.reshape(tf.slice2d(block, [0, 0], [rows, 1]), [1, rows])),
      weights: tf.variable(tf.transpose(tf.slice2d(block, [0, 1], [rows, columns - 1]))), // [inputs, units]
    }
  })
  const x = tf.tensor2d(inputs, [examples, network.inputs])
  const y = tf.tensor2d(targets, [examples, outputsOf(network)])
  const batches = Array.from({ length: Math.ceil(examples / batchSize) }, (_, index) => {
    const from = index * batchSize
    const size = Math.min(batchSize, examples - from)
    return { x: tf.slice2d(x, [from, 0], [size, -1]), y: tf.slice2d(y, [from, 0], [size, -1]), size }
  })

  /** z of the output layer. [batch, outputs] */
  function logits(x: Tensor): Tensor {
    return layers.reduce((a, { weights, bias }, l) => {
      const z = tf.add(tf.matMul(a, weights), bias)
      return l < layers.length - 1 ? activate(z, layers[l]?.activation) : z
    }, x)
  }

  function activate(z: Tensor, activation: string | undefined): Tensor {
    if (activation === 'sigmoid') return tf.sigmoid(z)
    if (activation === 'tanh') return tf.tanh(z)
    if (activation === 'relu') return tf.relu(z)
    return activation === 'softmax' ? tf.softmax(z) : z
  }

  /** J over a batch, as a scalar. */
  function costOf(z: Tensor, y: Tensor, size: number): Tensor {
    const activation = layers.at(-1)?.activation
    if (cost === 'squared-error') return tf.div(tf.sum(tf.squaredDifference(activate(z, activation), y)), 2 * size)
    if (activation === 'softmax') return tf.losses.softmaxCrossEntropy(y, z)
    return tf.div(tf.losses.sigmoidCrossEntropy(y, z, undefined, 0, tf.Reduction.SUM), size)
  }

  const optimizer = tf.train.sgd(learningRate)
  return {
    equivalent: { cost, batchSize },
    train(first, count) {
      for (let index = first / batchSize; index * batchSize < first + count; index++) {
        const batch = batches[index] as (typeof batches)[number]
        optimizer.minimize(() => costOf(logits(batch.x), batch.y, batch.size))
      }
      // A backend may put work off until its result is asked for.
      layers[0]?.bias.dataSync()
    },
    outputs: () => tf.tidy(() => activate(logits(x), layers.at(-1)?.activation).dataSync()),
  }
}
