import { afterEach, describe, expect, it } from 'vitest'
import { createSession, type Session } from '../../../../src/renderer/lab/session/session'
import type { TrainerConnection } from '../../../../src/renderer/lab/session/worker-connection'
import type { Checkpoint } from '../../../../src/shared/trainer'
import { connectTrainer } from '../../connect-trainer'
import { experimentWith } from '../../data/experiment-with'
import { setHidden, setSeed } from '../edits'
import { openLab, trainEpochs, type OpenLab } from '../open-lab'

const circle = experimentWith({})
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

async function trainedCheckpoint(): Promise<Checkpoint> {
  const trainer = connectTrainer()
  await trainer.load({ generation: 1, experiment: circle, checkpoint: null })
  await trainer.stepBatch()
  return trainer.checkpoint()
}

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

describe('of several models ordered at once', () => {
  it('only the last is made, and the others hear that theirs was replaced', async () => {
    const made: number[] = []
    const { session } = await createStand((trainer) => ({
      ...trainer,
      load: async (request) => {
        made.push(request.experiment.training.seed)
        return trainer.load(request)
      },
    }))
    const outcomes = await Promise.all([2, 3, 4, 5].map((seed) => session.load(setSeed(seed)(circle), null, true)))
    expect(outcomes.map((outcome) => outcome?.ok ?? null)).toEqual([true, null, null, true])
    expect(made).toEqual([1, 2, 5])
  })

  it('a checkpoint that never comes means the initial weights', async () => {
    const { session, trainer } = await createStand()
    const wanted = (await trainer.checkpoint()).initialTheta
    await session.load(circle, Promise.reject(new Error('The worker is gone')), false)
    expect((await trainer.checkpoint()).theta).toEqual(wanted)
  })
})

describe('the start', () => {
  let opened: OpenLab | undefined
  afterEach(() => opened?.close())

  it('is where nothing has been ordered to train the newest model', async () => {
    const { session, frame } = await createStand()
    expect(session.isUntrained()).toBe(true)
    session.stepExample()
    expect(session.isUntrained()).toBe(false)
    await tick()
    await frame()
    expect(session.isUntrained()).toBe(false)
    session.reset()
    expect(session.isUntrained()).toBe(true)
    session.play('full')
    expect(session.isUntrained()).toBe(false)
    await session.load(setSeed(2)(circle), null, true)
    expect(session.isUntrained()).toBe(true)
    await session.load(circle, trainedCheckpoint(), false)
    expect(session.isUntrained()).toBe(false)
  })

  it('has weights as soon as they are shown, and none from before an order', async () => {
    const { session, trainer, frame } = await createStand()
    expect(session.startingTheta()).toBeNull()
    await frame()
    expect(session.startingTheta()).toEqual((await trainer.checkpoint()).initialTheta)
    session.setWeight(0, 5)
    expect(session.startingTheta()).toBeNull()
    await tick()
    await frame()
    expect(session.startingTheta()?.[0]).toBe(5)
    session.stepBatch()
    await tick()
    await frame()
    expect(session.startingTheta()).toBeNull()
  })

  it('stays where a model is refused', async () => {
    const { session } = await createStand()
    session.stepBatch()
    await session.load(setHidden(0)(circle), null, true)
    expect(session.isUntrained()).toBe(false)
  })

  it('is none of a trained model where others after it are refused, or skipped', async () => {
    const { session } = await createStand()
    session.stepBatch()
    const refused = [2, 3, 4].map(() => session.load(setHidden(0)(circle), null, true))
    await Promise.all(refused)
    expect(session.isUntrained()).toBe(false)
  })

  it('is none where training was ordered while a model was on its way that is refused', async () => {
    const { session } = await createStand()
    const refused = session.load(setHidden(0)(circle), null, true)
    session.stepBatch()
    await refused
    expect(session.isUntrained()).toBe(false)
  })

  it('shows a model before anybody trains it', async () => {
    opened = await openLab(circle)
    expect(opened.lab.readings.evaluation.value?.epoch).toBe(0)
    await trainEpochs(opened, 1)
    expect(opened.lab.readings.evaluation.value?.epoch).toBe(1)
  })
})
