import { describe, expect, it, vi } from 'vitest'
import { createSession, type Session } from '../../../../src/renderer/lab/session/session'
import type { TrainerConnection } from '../../../../src/renderer/lab/session/worker-connection'
import type { Evaluation, Frame } from '../../../../src/shared/trainer'
import { connectTrainer } from '../../connect-trainer'
import { experimentWith } from '../../data/experiment-with'
import { setHidden, setRate, setSeed } from '../edits'

const circle = experimentWith({})
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** A session whose frames come when the test says so. */
async function createStand(through: (trainer: TrainerConnection) => TrainerConnection = (trainer) => trainer) {
  const trainer = connectTrainer()
  const waiting: (() => void)[] = []
  const failures: unknown[] = []
  const session: Session = createSession({
    trainer: through(trainer),
    view: () => ({ example: 'latest', map: null }),
    nextFrame: (callback) => void waiting.push(callback),
    onFailure: (error) => void failures.push(error),
  })
  const frame = async (): Promise<void> => {
    for (const callback of waiting.splice(0)) callback()
    await tick()
  }
  await session.load(circle, null, true)
  return { session, trainer, failures, frame, asked: () => waiting.length }
}

describe('a frame', () => {
  it('is asked for once, however often something changed', async () => {
    const { session, asked } = await createStand()
    for (let times = 0; times < 5; times++) session.refresh()
    expect(asked()).toBe(1)
  })

  it('brings the numbers of the model', async () => {
    const { session, trainer, frame } = await createStand()
    expect(session.readings.model.value).toBeNull()
    await frame()
    expect(session.readings.model.value?.theta).toEqual((await trainer.checkpoint()).theta)
    expect(session.readings.data.value?.trainCount).toBe(250)
  })

  it('is asked for again while the network trains, and no more at rest', async () => {
    const { session, frame, asked } = await createStand()
    await frame()
    session.play('full')
    await tick()
    await frame()
    await vi.waitFor(() => expect(asked()).toBe(1))
    session.pause()
    await tick()
    for (let frames = 0; frames < 20 && asked() > 0; frames++) await frame()
    expect(asked()).toBe(0)
  })

  it('of an older model is dropped', async () => {
    let held: ((frame: Frame) => void) | null = null
    const { session, trainer, frame } = await createStand((real) => ({
      ...real,
      drain: (view) => (held === null ? real.drain(view) : new Promise((resolve) => (held = resolve))),
    }))
    await frame()
    const before = session.readings.model.value
    held = () => undefined
    session.refresh()
    await frame()
    // Another model is ordered while that frame is under way.
    const stale = await trainer.drain({ example: 3, map: null })
    expect(stale.model).not.toBeNull()
    void session.load(setSeed(2)(circle), null, true)
    held({ ...stale, progress: { ...stale.progress, epoch: 99 } })
    await tick()
    expect(session.readings.model.value).toBe(before)
    expect(session.readings.progress.value.epoch).toBe(0)
  })

  it('that fails is told', async () => {
    const { failures, frame } = await createStand((trainer) => ({
      ...trainer,
      drain: () => Promise.reject(new Error('no frame')),
    }))
    await frame()
    expect(failures).toEqual([new Error('no frame')])
  })
})

describe('numbers of a network of another shape', () => {
  it('are never shown, not even for a frame', async () => {
    const { session, frame } = await createStand()
    await frame()
    session.stepEpoch()
    await tick()
    await frame()
    expect(session.readings.history.value?.epochs.length).toBe(2)
    const loading = session.load(setHidden(6)(circle), null, true)
    const { model, history, evaluation, map, progress } = session.readings
    expect([model.value, history.value, evaluation.value, map.value]).toEqual([null, null, null, null])
    expect(progress.value.epoch).toBe(0)
    await loading
    await frame()
    expect(model.value?.theta).toHaveLength(6 * 3 + 7)
  })

  it('come back where that network is refused', async () => {
    const { session, frame } = await createStand()
    await frame()
    session.stepEpoch()
    await tick()
    await frame()
    const { model, evaluation, progress } = session.readings
    const theta = model.value?.theta
    const outcome = await session.load(setHidden(0)(circle), null, true)
    expect(outcome?.ok).toBe(false)
    await frame()
    expect(model.value?.theta).toEqual(theta)
    expect(evaluation.value).not.toBeNull()
    expect(progress.value.epoch).toBe(1)
  })
})

it('an accuracy of an older model does not stay beside a new one’s numbers', async () => {
  const slow: { evaluation: Evaluation | null }[] = []
  const { session, frame } = await createStand((trainer) => ({
    ...trainer,
    drain: async (view) => {
      const drained = await trainer.drain(view)
      // The evaluation of the second model takes its time.
      if (drained.generation === 2) slow.push(drained)
      return drained.generation === 2 ? { ...drained, evaluation: null } : drained
    },
  }))
  await frame()
  expect(session.readings.evaluation.value).not.toBeNull()
  await session.load(setSeed(2)(circle), null, true)
  await frame()
  expect(slow).not.toEqual([])
  expect(session.readings.model.value).not.toBeNull()
  expect(session.readings.evaluation.value).toBeNull()
})

describe('whether it runs', () => {
  it('is known at once, and frames from before the order don’t flip it back', async () => {
    const { session, frame } = await createStand()
    await frame()
    session.refresh()
    session.play('full')
    expect(session.running.value).toBe(true)
    const shown: boolean[] = []
    for (let frames = 0; frames < 4; frames++) {
      await frame()
      shown.push(session.running.value)
    }
    expect(shown).toEqual([true, true, true, true])
    session.pause()
    expect(session.running.value).toBe(false)
    await frame()
    expect(session.running.value).toBe(false)
  })

  it('ends with another model', async () => {
    const { session, frame } = await createStand()
    session.play('full')
    await tick()
    void session.load(setSeed(2)(circle), null, true)
    expect(session.running.value).toBe(false)
    await tick()
    await frame()
    expect(session.running.value).toBe(false)
  })

  it('goes on where settings of the run change', async () => {
    const { session, frame } = await createStand()
    session.play('full')
    session.setTraining(setRate(0.01)(circle).training)
    await tick()
    await frame()
    expect(session.running.value).toBe(true)
    session.pause()
    await tick()
  })
})
