import { describe, expect, it } from 'vitest'
import { createDocument } from '../../../src/renderer/lab/document'
import { createSession } from '../../../src/renderer/lab/session/session'
import { newestWithin } from '../../../src/renderer/lab/undo-memory'
import type { Checkpoint } from '../../../src/shared/trainer'
import { connectTrainer } from '../connect-trainer'
import { experimentWith } from '../data/experiment-with'
import { rename, setHidden } from './edits'

const circle = experimentWith({})

/** A moment with a real checkpoint of the circle's network, and what such a one weighs. */
async function moments(count: number) {
  const trainer = connectTrainer()
  await trainer.load({ generation: 1, experiment: circle, checkpoint: null })
  const checkpoint = await trainer.checkpoint()
  const columns = [checkpoint.theta, checkpoint.initialTheta, checkpoint.optimizerState]
  const bytes = [...columns, ...Object.values(checkpoint.history)].reduce((sum, { byteLength }) => sum + byteLength, 0)
  return { bytes, list: Array.from({ length: count }, () => ({ checkpoint: Promise.resolve(checkpoint) })) }
}

describe('of the moments that Undo leads back to', () => {
  it('as many as fit are kept, the newest ones', async () => {
    const { bytes, list } = await moments(5)
    expect(await newestWithin(list, 5 * bytes)).toEqual(list)
    expect(await newestWithin(list, 5 * bytes - 1)).toEqual(list.slice(1))
    expect(await newestWithin(list, 2 * bytes)).toEqual(list.slice(3))
  })

  it('the last one is kept however large it is', async () => {
    const { list } = await moments(3)
    expect(await newestWithin(list, 1)).toEqual(list.slice(2))
  })

  it('those without weights, or whose weights never came, weigh nothing', async () => {
    const { bytes, list } = await moments(1)
    const never: Promise<Checkpoint> = Promise.reject(new Error('The worker is gone'))
    const mixed = [{ checkpoint: null }, { checkpoint: never }, ...list]
    expect(await newestWithin(mixed, bytes)).toEqual(mixed)
    expect(await newestWithin([], 0)).toEqual([])
  })
})

it('a document forgets its oldest steps where their weights would take too much', async () => {
  const { bytes } = await moments(1)
  const session = createSession({
    trainer: connectTrainer(),
    view: () => ({ example: 'latest', map: null }),
    nextFrame: (callback) => void setTimeout(callback),
    onFailure: (error) => expect.unreachable(String(error)),
  })
  await session.load(circle, null, true)
  const document = createDocument({
    session,
    initial: circle,
    onRefused: () => expect.unreachable('Every edit here is sound'),
    mostUndoBytes: 2.5 * bytes,
  })
  document.edit(rename('First'))
  for (const units of [3, 2, 3, 2]) {
    document.edit(setHidden(units))
    await session.checkpoint()
  }
  let steps = 0
  for (; document.canUndo.value; steps++) document.undo()
  expect(steps).toBeLessThan(4)
  expect(steps).toBeGreaterThan(0)
  expect(document.experiment.value.name).toBe('First')
})
