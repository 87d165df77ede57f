/** A worker that may die in every way, and a clock that the test moves. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLivingWorker, WorkerDied, type StartedWorker } from '../../../../src/renderer/lab/session/living-worker'

interface Api {
  ask(question: string): Promise<string>
}

interface Started {
  silent: boolean
  terminated: boolean
  fail(detail: string): void
}

/** Answers until it is silenced; then calls to it never come back. */
function createWorkers() {
  const started: Started[] = []
  function start(): StartedWorker<Api> {
    let listener: (detail: string) => void = () => undefined
    const own = { silent: false, terminated: false, fail: (detail: string) => listener(detail) }
    const number = started.push(own)
    const answer = <T>(value: T): Promise<T> => (own.silent ? new Promise(() => undefined) : Promise.resolve(value))
    return {
      api: { ask: (question) => answer(`${question} ${number}`) },
      ping: () => answer(null),
      onDeath: (hear) => (listener = hear),
      terminate: () => (own.terminated = true),
    }
  }
  return { started, start }
}

function stand() {
  const { started, start } = createWorkers()
  const life = { onRestart: vi.fn(), onLost: vi.fn() }
  const living = createLivingWorker(start, life)
  const at = (index: number): Started => {
    const worker = started.at(index)
    if (!worker) throw new RangeError('No such worker was started')
    return worker
  }
  return { started, life, living, at, newest: () => at(-1) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('while it lives', () => {
  it('answers, and is left alone', async () => {
    const { living, life, started } = stand()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await living.call((api) => api.ask('who?'))).toBe('who? 1')
    expect(started).toHaveLength(1)
    expect(life.onRestart).not.toHaveBeenCalled()
  })

  it('may take its time: three seconds of silence are no death', async () => {
    const { newest, started } = stand()
    newest().silent = true
    await vi.advanceTimersByTimeAsync(3000)
    newest().silent = false
    await vi.advanceTimersByTimeAsync(60_000)
    expect(started).toHaveLength(1)
  })

  it('a call that it rejects is rejected, and nothing else happens', async () => {
    const { living, started } = stand()
    await expect(living.call(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(started).toHaveLength(1)
  })
})

describe('when it dies', () => {
  it('in silence, that is noticed within seven seconds: pending calls are rejected, another one is started', async () => {
    const { living, life, newest, started } = stand()
    newest().silent = true
    const pending = expect(living.call((api) => api.ask('who?'))).rejects.toBeInstanceOf(WorkerDied)
    await vi.advanceTimersByTimeAsync(7000)
    await pending
    expect(started[0]?.terminated).toBe(true)
    expect(life.onRestart).toHaveBeenCalledOnce()
    expect(await living.call((api) => api.ask('who?'))).toBe('who? 2')
  })

  it('with an error that nobody caught, that is noticed at once', async () => {
    const { living, life, newest } = stand()
    newest().silent = true
    const pending = expect(living.call((api) => api.ask('who?'))).rejects.toThrow('out of memory')
    newest().fail('out of memory')
    await pending
    expect(life.onRestart).toHaveBeenCalledWith('out of memory')
  })

  it('the one that is gone is asked no more', async () => {
    const { life, newest, at, started } = stand()
    newest().fail('first')
    at(0).silent = true
    await vi.advanceTimersByTimeAsync(60_000)
    expect(started).toHaveLength(2)
    expect(life.onRestart).toHaveBeenCalledOnce()
  })

  it('again and again, it is lost, until another one is asked for', async () => {
    const { living, life, newest, started } = stand()
    for (let death = 0; death < 3; death++) newest().fail('again')
    expect(started).toHaveLength(3)
    expect(life.onLost).toHaveBeenCalledWith('again')
    await expect(living.call((api) => api.ask('who?'))).rejects.toBeInstanceOf(WorkerDied)
    living.restart()
    expect(await living.call((api) => api.ask('who?'))).toBe('who? 4')
  })

  it('now and then, it is replaced each time', async () => {
    const { life, newest } = stand()
    for (let death = 0; death < 6; death++) {
      newest().fail('now and then')
      await vi.advanceTimersByTimeAsync(60_000)
    }
    expect(life.onLost).not.toHaveBeenCalled()
    expect(life.onRestart).toHaveBeenCalledTimes(6)
  })
})
