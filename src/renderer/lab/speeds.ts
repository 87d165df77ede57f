import { messages } from '../../shared/messages'
import type { Speed } from '../../shared/trainer'

const text = messages.transport.speeds

/** From watching every example go through to as fast as the machine can. */
export const SPEEDS = {
  example1: { speed: { unit: 'example', perSecond: 1 }, label: text.example1 },
  example5: { speed: { unit: 'example', perSecond: 5 }, label: text.example5 },
  epoch1: { speed: { unit: 'epoch', perSecond: 1 }, label: text.epoch1 },
  epoch10: { speed: { unit: 'epoch', perSecond: 10 }, label: text.epoch10 },
  epoch60: { speed: { unit: 'epoch', perSecond: 60 }, label: text.epoch60 },
  epoch600: { speed: { unit: 'epoch', perSecond: 600 }, label: text.epoch600 },
  full: { speed: 'full', label: text.full },
} as const satisfies Readonly<Record<string, { speed: Speed; label: string }>>

export type SpeedName = keyof typeof SPEEDS

/** Slow enough to watch a small network learn, fast enough not to wait for it. */
export const FIRST_SPEED: SpeedName = 'epoch60'

export const SPEED_OPTIONS = Object.entries(SPEEDS).map(([name, { label }]) => ({ value: name, label }))

export function speedNamed(name: string): Speed {
  const found = Object.entries(SPEEDS).find(([candidate]) => candidate === name)
  if (!found) throw new RangeError(`There is no speed "${name}"`)
  return found[1].speed
}
