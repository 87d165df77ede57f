import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createKeptCheckpoint } from '../../../../src/renderer/lab/session/kept-checkpoint'
import type { Checkpoint } from '../../../../src/shared/trainer'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const checkpointOf = (steps: number): Checkpoint => ({ progress: { epoch: 0, position: 0, steps } }) as Checkpoint

function stand() {
  let taken = 0
  const state = { runs: false, dead: false, generation: 1 }
  const kept = createKeptCheckpoint(
    async () => {
      if (state.dead) throw new Error('The worker is gone')
      return { generation: state.generation, checkpoint: checkpointOf(++taken) }
    },
    () => state.runs,
  )
  return { kept, state, count: () => taken }
}

const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)

it('takes one two seconds after a change, however many changes there are', async () => {
  const { kept, count } = stand()
  for (let change = 0; change < 10; change++) kept.changed(1000)
  await pass(1900)
  expect(count()).toBe(0)
  await pass(200)
  expect(count()).toBe(1)
  expect(kept.of(1)).toEqual(checkpointOf(1))
  expect(kept.of(2)).toBeNull()
  await pass(60_000)
  expect(count()).toBe(1)
})

it('takes it sooner where someone needs it sooner, and never twice for it', async () => {
  const { kept, count } = stand()
  kept.changed(1000)
  kept.takeWithin(1000)
  kept.takeWithin(1500)
  await pass(1100)
  expect(count()).toBe(1)
  await pass(10_000)
  expect(count()).toBe(1)
})

it('goes on while training goes on, though no frame tells of a change', async () => {
  const { kept, state, count } = stand()
  state.runs = true
  kept.changed(1000)
  await pass(11_000)
  expect(count()).toBe(5)
  state.runs = false
  await pass(10_000)
  expect(count()).toBeLessThanOrEqual(6)
})

it('leaves a large model more time', async () => {
  const { kept, count } = stand()
  kept.changed(4_000_000)
  await pass(3900)
  expect(count()).toBe(0)
  await pass(200)
  expect(count()).toBe(1)
})

it('tells the watcher, who says before what it belongs to', async () => {
  const { kept, state } = stand()
  let document = 'first'
  const seen: [string, number | null][] = []
  kept.watch(() => {
    const asked = document
    return (checkpoint) => void seen.push([asked, checkpoint?.progress.steps ?? null])
  })
  kept.takeWithin(0)
  await pass(1)
  document = 'second'
  state.dead = true
  kept.takeWithin(0)
  await pass(1)
  expect(seen).toEqual([
    ['first', 1],
    ['second', null],
  ])
  expect(kept.of(1)).toEqual(checkpointOf(1))
})

it('keeps a model that takes another one’s place meanwhile under its own generation', async () => {
  const { kept, state } = stand()
  kept.changed(1000)
  await pass(500)
  state.generation = 2
  kept.changed(1000)
  await pass(2000)
  expect(kept.of(2)).toEqual(checkpointOf(1))
  expect(kept.of(1)).toBeNull()
})
