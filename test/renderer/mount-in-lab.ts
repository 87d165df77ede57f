/** A component in a real lab: the real document, session and engine; only the thread between them is missing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent, h, provide, type Component } from 'vue'
import { createLab } from '../../src/renderer/lab/create-lab'
import { labKey, type Lab } from '../../src/renderer/lab/lab'
import type { TrainerConnection } from '../../src/renderer/lab/worker-connection'
import type { Experiment } from '../../src/shared/experiment'
import type { LabApi } from '../../src/shared/lab-api'
import { compileKernels } from '../../src/worker/engine/kernels-module'
import { createTrainer } from '../../src/worker/trainer'

export interface MountedInLab {
  readonly lab: Lab
  readonly page: VueWrapper
  /** The present experiment, as plain data. */
  experiment(): Experiment
  /** Waits until the trainer has answered what was asked. */
  settle(): Promise<void>
}

const kernels = await compileKernels(readFileSync(join(import.meta.dirname, '../../src/worker/engine/kernels.wasm')))

/** Data cross to the trainer as they do to a worker: as a copy, which a Vue proxy would not survive. */
function connect(): TrainerConnection {
  const trainer = createTrainer(kernels, {
    now: () => performance.now(),
    schedule: (callback, delay) => void setTimeout(callback, delay),
  })
  return {
    load: async (request) => trainer.load(structuredClone(request)),
    setTraining: async (training) => trainer.setTraining(structuredClone(training)),
    setWeight: async (index, value) => trainer.setWeight(index, value),
    play: async (speed) => trainer.play(speed),
    pause: async () => trainer.pause(),
    stepExample: async () => trainer.stepExample(),
    stepBatch: async () => trainer.stepBatch(),
    stepEpoch: async () => trainer.stepEpoch(),
    reset: async () => trainer.reset(),
    drain: async (view) => trainer.drain(structuredClone(view)),
    checkpoint: async () => trainer.checkpoint(),
    preview: async (dataset) => trainer.preview(structuredClone(dataset)),
    ping: async () => trainer.ping(),
  }
}

/** No dialog is ever answered: these components open and save nothing. */
const host: LabApi = {
  host: 'browser',
  open: async () => ({ status: 'cancelled' }),
  save: async () => ({ status: 'cancelled' }),
  setUnsaved: () => undefined,
  onMenuCommand: () => () => undefined,
}

export async function mountInLab(component: Component, initial: Experiment): Promise<MountedInLab> {
  let created: Lab | undefined
  const Page = defineComponent(() => {
    const lab = createLab({ host, connect, initial, nextFrame: (callback) => setTimeout(callback) })
    created = lab
    provide(labKey, lab)
    return () => h(component)
  })
  const page = mount(Page, { attachTo: document.body })
  if (!created) throw new Error('The page has no lab')
  const lab = created
  const settle = async (): Promise<void> => {
    // An answer may ask for a frame, and the frame is an answer.
    for (let round = 0; round < 8; round++) await new Promise((resolve) => setTimeout(resolve))
  }
  await settle()
  return { lab, page, experiment: () => lab.document.experiment.value, settle }
}
