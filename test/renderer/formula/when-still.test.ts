import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { whenStill } from '../../../src/renderer/formula/when-still'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('work waits until nothing new has come for a moment, then is done in order', () => {
  const done: string[] = []
  whenStill(() => done.push('first'))
  vi.advanceTimersByTime(40)
  whenStill(() => done.push('second'))
  vi.advanceTimersByTime(40)
  expect(done).toEqual([])
  vi.advanceTimersByTime(20)
  expect(done).toEqual(['first', 'second'])
  whenStill(() => done.push('third'))
  vi.advanceTimersByTime(60)
  expect(done).toEqual(['first', 'second', 'third'])
})

it('work that takes long is cut in slices, so that the page can answer between them', () => {
  const done: number[] = []
  for (const piece of [1, 2, 3]) {
    whenStill(() => {
      vi.spyOn(performance, 'now').mockReturnValue(1e9 + 10 * done.push(piece))
    })
  }
  vi.spyOn(performance, 'now').mockReturnValue(1e9)
  vi.advanceTimersToNextTimer()
  expect(done).toEqual([1])
  vi.advanceTimersToNextTimer()
  expect(done).toEqual([1, 2])
  vi.restoreAllMocks()
})
