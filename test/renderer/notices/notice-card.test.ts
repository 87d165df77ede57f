import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Notice } from '../../../src/renderer/lab/lab'
import NoticeCard from '../../../src/renderer/notices/NoticeCard.vue'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function show(parts: Partial<Notice> = {}) {
  const notice: Notice = { id: 1, kind: 'info', text: 'The cost came along.', details: [], action: null, ...parts }
  const card = mount(NoticeCard, { props: { notice } })
  return { card, closed: () => card.emitted('close')?.length ?? 0 }
}

describe('a notice', () => {
  it('that only informs goes by itself, after time to read it', () => {
    const { closed } = show()
    vi.advanceTimersByTime(10_000)
    expect(closed()).toBe(0)
    vi.advanceTimersByTime(5_000)
    expect(closed()).toBe(1)
  })

  it.each([
    ['pointer is', 'pointerenter', 'pointerleave'],
    ['focus is', 'focusin', 'focusout'],
  ])('stays as long as the %s on it', async (_, comes, goes) => {
    const { card, closed } = show()
    await card.trigger(comes)
    vi.advanceTimersByTime(60_000)
    expect(closed()).toBe(0)
    await card.trigger(goes)
    vi.advanceTimersByTime(15_000)
    expect(closed()).toBe(1)
  })

  it('of an error stays, and is heard at once', async () => {
    const { card, closed } = show({ kind: 'error' })
    await card.trigger('pointerleave')
    vi.advanceTimersByTime(600_000)
    expect(closed()).toBe(0)
    expect(card.attributes('role')).toBe('alert')
  })

  it('is closed by its answer', async () => {
    const run = vi.fn()
    const { card, closed } = show({ action: { label: 'Undo', run } })
    await card.get('.answer').trigger('click')
    expect(run).toHaveBeenCalledOnce()
    expect(closed()).toBe(1)
  })
})
