import type { Contender } from '../contender'
import { prepareTensorFlow, registerGradients } from './tensorflow'

export const contender: Contender = {
  async prepare(workload, data, theta) {
    const tf = await import('@tensorflow/tfjs-core')
    registerGradients()
    await import('@tensorflow/tfjs-backend-cpu')
    await tf.setBackend('cpu')
    return prepareTensorFlow(tf, workload, data, theta)
  },
}
