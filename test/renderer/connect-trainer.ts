/** The real trainer and engine behind the connection that a page has; only the thread between them is missing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TrainerConnection } from '../../src/renderer/lab/session/worker-connection'
import { compileKernels } from '../../src/worker/engine/kernels-module'
import { createTrainer } from '../../src/worker/trainer'

const kernels = await compileKernels(readFileSync(join(import.meta.dirname, '../../src/worker/engine/kernels.wasm')))

/** Data cross to the trainer as they do to a worker: as a copy, which a Vue proxy would not survive. */
export function connectTrainer(): TrainerConnection {
  const trainer = createTrainer(kernels, {
    now: () => performance.now(),
    schedule: (callback, delay) => void setTimeout(callback, delay),
  })
  return {
    load: async (request) => trainer.load(structuredClone(request)),
    setTraining: async (training) => trainer.setTraining(structuredClone(training)),
    setWeight: async (...weight) => trainer.setWeight(...weight),
    play: async (speed) => trainer.play(speed),
    pause: async () => trainer.pause(),
    stepExample: async () => trainer.stepExample(),
    stepBatch: async () => trainer.stepBatch(),
    stepEpoch: async () => trainer.stepEpoch(),
    reset: async () => trainer.reset(),
    drain: async (view) => trainer.drain(structuredClone(view)),
    checkpoint: async () => trainer.checkpoint(),
    look: async (example) => trainer.look(structuredClone(example)),
    nudge: async (request) => trainer.nudge(structuredClone(request)),
    curve: async (request) => trainer.curve(structuredClone(request)),
    checkExample: async (example) => trainer.checkExample(structuredClone(example)),
    pulls: async (weight, scope) => trainer.pulls(weight, scope),
    exportRun: async (kind, name) => trainer.exportRun(kind, name),
    preview: async (dataset) => trainer.preview(structuredClone(dataset)),
    ping: async () => trainer.ping(),
  }
}
