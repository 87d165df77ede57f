/** A trainer whose answers to the microscope wait until they are let through, as those of a busy worker do. */
import type { TrainerConnection } from '../../../src/renderer/lab/session/worker-connection'
import type { MicroscopeApi } from '../../../src/shared/microscope'

export interface HeldBack {
  through(trainer: TrainerConnection): TrainerConnection
  /** From now on such calls wait. */
  hold(name: keyof MicroscopeApi): void
  /** How often it was asked. */
  calls(name: keyof MicroscopeApi): number
  /** Lets all go, and holds nothing any more. */
  release(): void
}

export function holdBack(): HeldBack {
  const held = new Set<keyof MicroscopeApi>()
  const asked: (keyof MicroscopeApi)[] = []
  let waiting: (() => void)[] = []
  async function passed<T>(name: keyof MicroscopeApi, call: () => Promise<T>): Promise<T> {
    asked.push(name)
    const answer = await call()
    if (held.has(name)) await new Promise<void>((resolve) => waiting.push(resolve))
    return answer
  }
  return {
    through: (trainer) => ({
      ...trainer,
      look: (example) => passed('look', () => trainer.look(example)),
      nudge: (request) => passed('nudge', () => trainer.nudge(request)),
      curve: (request) => passed('curve', () => trainer.curve(request)),
      checkExample: (example) => passed('checkExample', () => trainer.checkExample(example)),
      pulls: (weight, scope) => passed('pulls', () => trainer.pulls(weight, scope)),
    }),
    hold: (name) => void held.add(name),
    calls: (name) => asked.filter((each) => each === name).length,
    release() {
      held.clear()
      for (const resolve of waiting) resolve()
      waiting = []
    },
  }
}
