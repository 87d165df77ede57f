/** A component in a real lab: the real document, session and engine; only the thread between them is missing. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent, h, provide, type Component } from 'vue'
import { createLab } from '../../src/renderer/lab/create-lab'
import { labKey, type Lab } from '../../src/renderer/lab/lab'
import type { TrainerConnection } from '../../src/renderer/lab/session/worker-connection'
import type { Experiment } from '../../src/shared/experiment'
import { connectPacking } from './connect-packing'
import { connectTrainer } from './connect-trainer'
import { createHostStub } from './lab/host-stub'

export interface MountedInLab {
  readonly lab: Lab
  readonly page: VueWrapper
  /** The present experiment, as plain data. */
  experiment(): Experiment
  /** Waits until the trainer has answered what was asked. */
  settle(): Promise<void>
}

/** `through`: what stands between the lab and the trainer. */
export async function mountInLab(
  component: Component,
  initial: Experiment,
  through: (trainer: TrainerConnection) => TrainerConnection = (trainer) => trainer,
): Promise<MountedInLab> {
  let created: Lab | undefined
  const Page = defineComponent(() => {
    const lab = createLab({
      // No dialog is ever answered: these components open and save nothing.
      host: createHostStub(),
      packing: connectPacking(),
      connect: () => ({ trainer: through(connectTrainer()), restart: () => undefined }),
      initial,
      nextFrame: (callback) => setTimeout(callback),
    })
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
