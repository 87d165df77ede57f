import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRegularCheckpoints } from '../../../../src/renderer/lab/session/regular-checkpoints'
import type { Checkpoint } from '../../../../src/shared/trainer'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const checkpointOf = (steps: number): Checkpoint => ({ progress: { epoch: 0, position: 0, steps } }) as Checkpoint

function stand() {
  let taken = 0
  const state = { runs: false, dead: false }
  const checkpoints = createRegularCheckpoints(
    async () => {
      if (state.dead) throw new Error('The worker is gone')
      return checkpointOf(++taken)
    },
    () => state.runs,
  )
  return { checkpoints, state, count: () => taken }
}

const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)

it('takes one two seconds after a change, however many changes there are', async () => {
  const { checkpoints, count } = stand()
  for (let change = 0; change < 10; change++) checkpoints.changed(1000)
  await pass(1900)
  expect(count()).toBe(0)
  await pass(200)
  expect(count()).toBe(1)
  await pass(60_000)
  expect(count()).toBe(1)
})

it('takes it sooner where someone needs it sooner, and never twice for it', async () => {
  const { checkpoints, count } = stand()
  checkpoints.changed(1000)
  checkpoints.takeWithin(1000)
  checkpoints.takeWithin(1500)
  await pass(1100)
  expect(count()).toBe(1)
  await pass(10_000)
  expect(count()).toBe(1)
})

it('goes on while training goes on, though no frame tells of a change', async () => {
  const { checkpoints, state, count } = stand()
  state.runs = true
  checkpoints.changed(1000)
  await pass(11_000)
  expect(count()).toBe(5)
  state.runs = false
  await pass(10_000)
  expect(count()).toBeLessThanOrEqual(6)
})

it('leaves a large model more time', async () => {
  const { checkpoints, count } = stand()
  checkpoints.changed(4_000_000)
  await pass(3900)
  expect(count()).toBe(0)
  await pass(200)
  expect(count()).toBe(1)
})

it('tells the watcher, who says before what it belongs to', async () => {
  const { checkpoints, state } = stand()
  let document = 'first'
  const seen: [string, number | null][] = []
  checkpoints.watch(() => {
    const asked = document
    return (checkpoint) => void seen.push([asked, checkpoint?.progress.steps ?? null])
  })
  checkpoints.takeWithin(0)
  await pass(1)
  document = 'second'
  state.dead = true
  checkpoints.takeWithin(0)
  await pass(1)
  expect(seen).toEqual([
    ['first', 1],
    ['second', null],
  ])
})
