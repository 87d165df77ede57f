import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { createPacer, usePaced } from '../../../src/renderer/ui/pace'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('numbers that can be read', () => {
  let scope: EffectScope
  beforeEach(() => {
    scope = effectScope()
  })
  afterEach(() => scope.stop())

  function pace() {
    const source = ref(0)
    const running = ref(false)
    const shown = scope.run(() =>
      usePaced(
        () => source.value,
        () => running.value,
        200,
      ),
    )
    if (!shown) throw new Error('The scope has been stopped')
    return { source, running, shown }
  }

  it('come at once while at rest', async () => {
    const { source, shown } = pace()
    for (const value of [1, 2, 3]) {
      source.value = value
      await nextTick()
      expect(shown.value).toBe(value)
    }
  })

  it('come at most every so often while running, and always the newest', async () => {
    const { source, running, shown } = pace()
    running.value = true
    await nextTick()
    const seen = new Set<number>()
    for (let value = 1; value <= 100; value++) {
      source.value = value
      await nextTick()
      vi.advanceTimersByTime(10)
      seen.add(shown.value)
    }
    // A second of running.
    expect(seen.size).toBeGreaterThanOrEqual(4)
    expect(seen.size).toBeLessThanOrEqual(7)
    vi.advanceTimersByTime(200)
    expect(shown.value).toBe(100)
  })

  it('are the last ones as soon as the run stops', async () => {
    const { source, running, shown } = pace()
    running.value = true
    source.value = 1
    await nextTick()
    source.value = 2
    await nextTick()
    running.value = false
    await nextTick()
    expect(shown.value).toBe(2)
  })

  it('come no more once their component is gone', async () => {
    const { source, running, shown } = pace()
    running.value = true
    source.value = 1
    await nextTick()
    const last = shown.value
    source.value = 2
    await nextTick()
    scope.stop()
    vi.advanceTimersByTime(1000)
    expect(shown.value).toBe(last)
  })
})

describe('pictures at a calm rate', () => {
  it('several that are asked for become one', () => {
    const draw = vi.fn()
    const pacer = createPacer(draw, () => 0)
    for (let times = 0; times < 5; times++) pacer.ask()
    expect(draw).not.toHaveBeenCalled()
    vi.advanceTimersByTime(20)
    expect(draw).toHaveBeenCalledTimes(1)
  })

  it('come at most every so often', () => {
    const draw = vi.fn()
    const pacer = createPacer(draw, () => 50)
    for (let at = 0; at < 1000; at += 5) {
      pacer.ask()
      vi.advanceTimersByTime(5)
    }
    expect(draw.mock.calls.length).toBeGreaterThanOrEqual(14)
    expect(draw.mock.calls.length).toBeLessThanOrEqual(24)
  })

  it('don’t come after the end', () => {
    const draw = vi.fn()
    const pacer = createPacer(draw, () => 0)
    pacer.ask()
    pacer.stop()
    vi.advanceTimersByTime(100)
    expect(draw).not.toHaveBeenCalled()
  })
})
