import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createKeptCheckpoint } from '../../../src/renderer/lab/kept-checkpoint'
import type { Checkpoint } from '../../../src/shared/trainer'
import { lecture, startTrainer } from '../../worker/node-trainer'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A worker whose model changes with every generation; each checkpoint tells by its steps which state it is of. */
function stand() {
  const sample = startTrainer(lecture()).trainer.checkpoint()
  let steps = 0
  const kept = createKeptCheckpoint(async (): Promise<Checkpoint> => {
    return { ...sample, progress: { ...sample.progress, steps } }
  })
  const change = (generation: number, to: number): void => {
    steps = to
    kept.changed(generation, 9)
  }
  const stepsOf = (generation: number): number | null => kept.of(generation)?.progress.steps ?? null
  return { change, stepsOf }
}

it('a change is kept within two seconds', async () => {
  const { change, stepsOf } = stand()
  change(1, 7)
  expect(stepsOf(1)).toBeNull()
  await vi.advanceTimersByTimeAsync(2000)
  expect(stepsOf(1)).toBe(7)
})

it('so is the last of many, even where nothing comes after it', async () => {
  const { change, stepsOf } = stand()
  change(1, 1)
  await vi.advanceTimersByTimeAsync(1999)
  change(1, 2)
  await vi.advanceTimersByTimeAsync(1)
  change(1, 3)
  await vi.advanceTimersByTimeAsync(4000)
  expect(stepsOf(1)).toBe(3)
})

it('a model that takes another one’s place meanwhile is kept under its own generation', async () => {
  const { change, stepsOf } = stand()
  change(1, 1)
  await vi.advanceTimersByTimeAsync(500)
  change(2, 5)
  await vi.advanceTimersByTimeAsync(4000)
  expect(stepsOf(2)).toBe(5)
  expect(stepsOf(1)).toBeNull()
})
