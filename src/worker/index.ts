/**
 * The worker's door. It opens at once; calls that come before the kernels are compiled wait for them, and are answered
 * in the order they were made. Where they can't be compiled, every call is rejected with the reason.
 */
import { expose, transfer } from 'comlink'
import type { TrainerApi } from '../shared/trainer'
import kernelsUrl from './engine/kernels.wasm?url'
import { compileKernels } from './engine/kernels-module'
import { transferablesOf } from './frames'
import { holdLifeLock } from './hold-life-lock'
import { checkpointBuffers } from './run'
import { createTrainer } from './trainer'
import type { TrainerClock } from './training-loop'

/** `TrainerApi` as the page calls it. */
type AnsweredLater = {
  readonly [Method in keyof TrainerApi]: (
    ...parameters: Parameters<TrainerApi[Method]>
  ) => Promise<Awaited<ReturnType<TrainerApi[Method]>>>
}

function createWorkerClock(): TrainerClock {
  const { port1, port2 } = new MessageChannel()
  let waiting: (() => void)[] = []
  port1.onmessage = () => {
    const callbacks = waiting
    waiting = []
    for (const callback of callbacks) callback()
  }
  return {
    now: () => performance.now(),
    schedule(callback, delay) {
      if (delay > 0) {
        setTimeout(callback, delay)
        return
      }
      // Behind the messages that have already come; a timer would wait 4 ms.
      waiting.push(callback)
      port2.postMessage(null)
    },
  }
}

async function startTrainer(): Promise<TrainerApi> {
  const response = await fetch(kernelsUrl)
  if (!response.ok) throw new Error(`The engine can't be loaded: ${response.status} ${response.statusText}`)
  return createTrainer(await compileKernels(await response.arrayBuffer()), createWorkerClock())
}

// A browser tells the page of an error that nobody caught, but not of a promise that was rejected: both have stopped
// something half-way.
addEventListener('unhandledrejection', ({ reason }) => reportError(reason))

const trainer = startTrainer()
// Each call hears of a failure itself.
trainer.catch(() => undefined)

const api: AnsweredLater = {
  load: async (request) => (await trainer).load(request),
  setTraining: async (training) => (await trainer).setTraining(training),
  setWeight: async (...weight) => (await trainer).setWeight(...weight),
  play: async (speed) => (await trainer).play(speed),
  pause: async () => (await trainer).pause(),
  stepExample: async () => (await trainer).stepExample(),
  stepBatch: async () => (await trainer).stepBatch(),
  stepEpoch: async () => (await trainer).stepEpoch(),
  reset: async () => (await trainer).reset(),
  async drain(view) {
    const frame = (await trainer).drain(view)
    // Only the list given here counts: `transfer` inside an object copies.
    return transfer(frame, transferablesOf(frame))
  },
  async checkpoint() {
    const checkpoint = (await trainer).checkpoint()
    return transfer(checkpoint, checkpointBuffers(checkpoint))
  },
  look: async (example) => (await trainer).look(example),
  nudge: async (request) => (await trainer).nudge(request),
  curve: async (request) => (await trainer).curve(request),
  checkExample: async (example) => (await trainer).checkExample(example),
  pulls: async (weight, scope) => (await trainer).pulls(weight, scope),
  async exportRun(kind, name) {
    const outcome = await (await trainer).exportRun(kind, name)
    return outcome.ok ? transfer(outcome, [outcome.value.bytes.buffer]) : outcome
  },
  preview: async (dataset) => (await trainer).preview(dataset),
  ping: async () => (await trainer).ping(),
}

expose(api)
holdLifeLock()
