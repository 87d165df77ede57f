import { describe, expect, it } from 'vitest'
import { createCallQueue } from '../../../../src/renderer/lab/session/call-queue'

function deferred(): { promise: Promise<void>; settle: () => void } {
  let settle = (): void => undefined
  const promise = new Promise<void>((resolve) => (settle = resolve))
  return { promise, settle }
}

describe('a queue of calls to the worker', () => {
  it('makes a call only when the one before has been answered', async () => {
    const queue = createCallQueue()
    const first = deferred()
    const made: string[] = []
    const one = queue.run(async () => {
      made.push('one')
      await first.promise
    })
    const two = queue.run(async () => void made.push('two'))
    await Promise.resolve()
    expect(made).toEqual(['one'])
    first.settle()
    await Promise.all([one, two])
    expect(made).toEqual(['one', 'two'])
  })

  it('goes on after a call that failed, and only its caller hears of it', async () => {
    const queue = createCallQueue()
    const failing = queue.run(() => Promise.reject(new Error('no')))
    const next = queue.run(async () => 'yes')
    await expect(failing).rejects.toThrow('no')
    await expect(next).resolves.toBe('yes')
  })

  it('of several loads that wait in a row makes only the last', async () => {
    const queue = createCallQueue()
    const first = deferred()
    const made: number[] = []
    const load = (value: number): Promise<number | null> =>
      queue.runLatest('load', async () => {
        made.push(value)
        if (value === 1) await first.promise
        return value
      })
    const answers = [load(1), load(2), load(3)]
    first.settle()
    expect(await Promise.all(answers)).toEqual([1, null, 3])
    expect(made).toEqual([1, 3])
  })

  it('makes both loads where another call stands between them', async () => {
    const queue = createCallQueue()
    const first = deferred()
    const blocked = queue.run(() => first.promise)
    const answers = [
      queue.runLatest('load', async () => 'a'),
      queue.run(async () => 'checkpoint'),
      queue.runLatest('load', async () => 'b'),
    ]
    first.settle()
    await blocked
    expect(await Promise.all(answers)).toEqual(['a', 'checkpoint', 'b'])
  })
})
