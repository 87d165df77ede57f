/** What the user has, when the worker dies at a bad moment: orders wait, or it dies again, or for good. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { decodeCopy } from '../../../../src/shared/copy-parts'
import { decodeDlab, encodeDlab } from '../../../../src/shared/dlab'
import type { Experiment } from '../../../../src/shared/experiment'
import type { Checkpoint } from '../../../../src/shared/trainer'
import { connectTrainer } from '../../connect-trainer'
import { experimentWith } from '../../data/experiment-with'
import { rename, setHidden, setOptimizer, setRate, setSeed } from '../edits'
import { openMortalLab, type MortalLab } from '../mortal-lab'

const circle = experimentWith({})

let stand: MortalLab
beforeEach(async () => {
  vi.useFakeTimers({
    shouldAdvanceTime: true,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  })
  stand = openMortalLab(circle)
  await pass(500)
  for (let epoch = 0; epoch < 3; epoch++) {
    stand.lab.run.stepEpoch()
    await pass(200)
  }
  // The newest checkpoint has been kept, and copied for recovery.
  await pass(5000)
})
afterEach(() => {
  stand.close()
  vi.useRealTimers()
})

const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)

const held = (): Promise<Checkpoint> => stand.checkpoint()

async function trained(experiment: Experiment, epochs: number): Promise<Checkpoint> {
  const trainer = connectTrainer()
  await trainer.load({ generation: 1, experiment, checkpoint: null })
  for (let epoch = 0; epoch < epochs; epoch++) {
    await trainer.stepEpoch()
    await pass(200)
  }
  return trainer.checkpoint()
}

it('it dies twice within a second: the trained weights are still there, unsaved and copied', async () => {
  const { theta } = await held()
  stand.die()
  await pass(300)
  stand.die()
  await pass(5000)
  expect((await held()).theta).toEqual(theta)
  expect(stand.lab.readings.progress.value.epoch).toBe(3)
  expect(stand.lab.files.unsaved.value).toBe(true)
  expect(stand.host.kept.size).toBe(1)
})

it('an edit of the network waits when it dies: it is made, and Undo brings the trained weights back', async () => {
  const { theta } = await held()
  stand.hang()
  stand.lab.run.stepEpoch()
  await pass(50)
  stand.lab.document.edit(setHidden(7))
  await pass(8000)
  expect(stand.lab.document.experiment.value.network.layers[0]?.units).toBe(7)
  expect((await held()).theta).toHaveLength((await trained(setHidden(7)(circle), 0)).theta.length)
  expect(stand.lab.readings.model.value).not.toBeNull()
  stand.lab.document.undo()
  await pass(1000)
  expect((await held()).theta).toEqual(theta)
})

it('it dies while it loads an edit: the next one loads it', async () => {
  stand.hang()
  stand.lab.document.edit(setSeed(7))
  await pass(50)
  stand.die()
  await pass(1000)
  expect(stand.lab.document.experiment.value.training.seed).toBe(7)
  expect((await held()).theta).toEqual((await trained(setSeed(7)(circle), 0)).theta)
})

it('a file is opened while it hangs: its own weights are there, not those of the document before', async () => {
  const file = rename('File')(circle)
  const checkpoint = await trained(file, 5)
  stand.host.chosen = { token: 'file', name: 'file.dlab', bytes: encodeDlab({ experiment: file, checkpoint }) }
  stand.hang()
  stand.lab.run.stepEpoch()
  await pass(50)
  void stand.lab.files.open()
  await pass(10_000)
  expect(stand.lab.document.experiment.value.name).toBe('File')
  expect((await held()).theta).toEqual(checkpoint.theta)
  expect(stand.lab.files.unsaved.value).toBe(false)
})

it('settings and weights of a moment before are those of the next worker too', async () => {
  stand.lab.document.edit(setRate(0.123))
  stand.lab.document.setWeight(2, 0.75)
  await pass(100)
  stand.die()
  await pass(1000)
  const { theta } = await held()
  expect(theta[2]).toBe(0.75)
  await stand.lab.files.save()
  const saved = decodeDlab(stand.host.saved[0]?.bytes ?? new Uint8Array())
  expect(saved.ok && saved.value.experiment.training.optimizer.learningRate).toBe(0.123)
  expect(saved.ok && saved.value.checkpoint?.theta).toEqual(theta)
})

it('what was reset stays so, and another optimizer is the next worker’s too', async () => {
  const fresh = await trained(circle, 0)
  stand.lab.run.reset()
  await pass(50)
  stand.die()
  await pass(500)
  expect((await held()).theta).toEqual(fresh.theta)
  expect(stand.lab.readings.progress.value.steps).toBe(0)

  stand.lab.document.edit(setOptimizer({ kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }))
  await pass(50)
  stand.die()
  await pass(500)
  expect((await held()).optimizerState).toHaveLength(2 * fresh.theta.length)
  expect(stand.lab.readings.model.value).not.toBeNull()
})

it('it dies for good: what was last kept can be saved, renaming keeps the copy whole, and edits say why they fail', async () => {
  const { theta } = await held()
  for (let death = 0; death < 3; death++) {
    stand.die()
    await pass(100)
  }
  const notices = () => stand.lab.notices.list.value
  const lost = () => notices().filter(({ action }) => action?.label === 'Try again')
  expect(lost()).toHaveLength(1)
  stand.lab.document.edit(rename('Renamed'))
  await pass(5000)
  const kept = stand.host.kept.get(1)
  const copy = decodeCopy(kept?.document ?? new Uint8Array(), kept?.run ?? new Uint8Array())
  expect(copy.ok && [copy.value.experiment.name, copy.value.checkpoint?.theta]).toEqual(['Renamed', theta])
  await stand.lab.files.save()
  const saved = decodeDlab(stand.host.saved[0]?.bytes ?? new Uint8Array())
  expect(saved.ok && saved.value.checkpoint?.theta).toEqual(theta)

  for (const { id } of notices()) stand.lab.notices.close(id)
  stand.lab.document.edit(setHidden(5))
  await pass(500)
  expect(notices().flatMap(({ details }) => details)).toContain('The worker that trains the network has stopped.')
  expect(lost()).toHaveLength(1)
  lost()[0]?.action?.run()
  await pass(1000)
  expect((await held()).theta).toEqual(theta)
})
