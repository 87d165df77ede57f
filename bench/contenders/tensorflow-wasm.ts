import { dirname, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Contender } from '../contender'
import { prepareTensorFlow, registerGradients } from './tensorflow'

export const contender: Contender = {
  async prepare(workload, data, theta) {
    const tf = await import('@tensorflow/tfjs-core')
    registerGradients()
    const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
    setWasmPaths(dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm'))) + sep)
    setThreadsCount(1)
    await tf.setBackend('wasm')
    return prepareTensorFlow(tf, workload, data, theta)
  },
}
