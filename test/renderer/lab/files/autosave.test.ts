import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { decodeCopy } from '../../../../src/shared/copy-parts'
import type { SavedExperiment } from '../../../../src/shared/dlab'
import type { Lab } from '../../../../src/renderer/lab/lab'
import { experimentWith } from '../../data/experiment-with'
import { rename, setHidden, setRate } from '../edits'
import { openLab, type OpenLab } from '../open-lab'

const circle = experimentWith({})
const other = setHidden(3)(rename('Other')(circle))

let stand: OpenLab
beforeEach(async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  stand = await openLab(circle)
  // The checkpoint of the start has been taken.
  await pass(3000)
})
afterEach(() => {
  stand.close()
  vi.useRealTimers()
})

const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)

/** What could be recovered of this window's copy. */
function copy(number = 1): SavedExperiment | null {
  const kept = stand.host.kept.get(number)
  if (!kept) return null
  const decoded = decodeCopy(kept.document, kept.run)
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems))
  return decoded.value
}

describe('a copy of unsaved work', () => {
  it('is kept a second after an edit', async () => {
    stand.lab.document.edit(setRate(0.1))
    await pass(900)
    expect(stand.host.keepCount).toBe(0)
    await pass(200)
    expect(copy()?.experiment.training.optimizer.learningRate).toBe(0.1)
    expect(stand.host.kept.get(1)?.note).toEqual({
      ...{ name: 'Circle', epoch: 0, file: null, savedAt: null },
      onlyTrained: false,
    })
  })

  it('says so where an example was only trained: nobody is asked to save that', async () => {
    stand.lab.run.stepEpoch()
    await pass(3000)
    expect(stand.host.kept.get(1)?.note).toMatchObject({ onlyTrained: true })
    expect(stand.lab.files.unsaved.value).toBe(true)
    expect(stand.lab.files.mayLoseWork.value).toBe(false)
    stand.lab.document.setWeight(0, 2)
    await pass(3000)
    expect(stand.host.kept.get(1)?.note).toMatchObject({ onlyTrained: false })
    expect(stand.lab.files.mayLoseWork.value).toBe(true)
  })

  it.each<[string, (lab: Lab) => unknown]>([
    [
      'was trained with other settings, which were undone since',
      (lab) => (lab.document.edit(setRate(0.9)), lab.document.undo()),
    ],
    ['was to be saved, which failed', (lab) => lab.files.save()],
  ])('says nothing of the kind where an example %s', async (_how, act) => {
    stand.lab.run.stepEpoch()
    await pass(3000)
    stand.host.failure = 'disk-full'
    void act(stand.lab)
    await pass(3000)
    stand.lab.run.stepEpoch()
    await pass(3000)
    expect(stand.host.kept.get(1)?.note).toMatchObject({ onlyTrained: false })
    expect(stand.lab.files.mayLoseWork.value).toBe(true)
  })

  it('does not wait for the end of a gesture that goes on and on', async () => {
    for (let step = 1; step <= 40; step++) {
      stand.lab.document.edit(setRate(step / 100), { gesture: 'rate' })
      await pass(100)
    }
    expect(stand.host.keepCount).toBeGreaterThanOrEqual(3)
    expect(copy()?.experiment.training.optimizer.learningRate).toBeGreaterThan(0.25)
  })

  it('holds the weights of the moment, bit for bit, while it trains', async () => {
    stand.lab.run.speed.value = { unit: 'epoch', perSecond: 4 }
    stand.lab.run.train()
    await pass(12_000)
    expect(stand.host.keepCount).toBeGreaterThanOrEqual(3)
    stand.lab.run.pause()
    await pass(3000)
    const kept = copy()
    expect(kept?.checkpoint?.progress.steps).toBeGreaterThan(0)
    expect(kept?.checkpoint).toEqual(await stand.checkpoint())
    expect(stand.host.kept.get(1)?.note.epoch).toBe(kept?.checkpoint?.progress.epoch)
  })

  it('is at no moment of training older than five seconds', async () => {
    stand.lab.run.speed.value = { unit: 'epoch', perSecond: 4 }
    stand.lab.run.train()
    let newest = 0
    let since = 0
    let longest = 0
    for (let moment = 0; moment < 12_000; moment += 250) {
      await pass(250)
      since += 250
      const steps = copy()?.checkpoint?.progress.steps ?? 0
      if (steps > newest) since = 0
      newest = Math.max(newest, steps)
      longest = Math.max(longest, since)
    }
    expect(longest).toBeLessThanOrEqual(3000)
    stand.lab.run.pause()
    await pass(100)
  })

  it('is not written again while nothing has changed', async () => {
    stand.lab.document.edit(setRate(0.1))
    await pass(30_000)
    expect(stand.host.keepCount).toBe(1)
  })

  it('is not there for what is clean', async () => {
    stand.lab.files.startFrom(other)
    await pass(10_000)
    expect(stand.host.keepCount).toBe(0)
  })

  it('sends the experiment only when that has changed', async () => {
    const keep = vi.spyOn(stand.host, 'keepCopy')
    stand.lab.document.edit(setRate(0.1))
    await pass(2000)
    stand.lab.run.stepEpoch()
    await pass(4000)
    stand.lab.document.edit(rename('Mine'))
    await pass(4000)
    expect(keep.mock.calls.map(([, , { document }]) => document !== null)).toEqual([true, false, true])
    expect(copy()?.experiment.name).toBe('Mine')
  })

  it('never overlaps another, and of those that wait only the newest is written', async () => {
    const answers: (() => void)[] = []
    const epochs: number[] = []
    vi.spyOn(stand.host, 'keepCopy').mockImplementation(async (_copy, note) => {
      epochs.push(note.epoch)
      await new Promise<void>((resolve) => answers.push(resolve))
      return { status: 'done', file: null }
    })
    for (let epoch = 1; epoch <= 4; epoch++) {
      stand.lab.run.stepEpoch()
      await pass(3000)
    }
    expect(epochs).toEqual([1])
    answers.shift()?.()
    await pass(100)
    expect(epochs).toEqual([1, 4])
  })
})

describe('a copy goes', () => {
  it('after a save', async () => {
    stand.lab.document.edit(setRate(0.1))
    await pass(2000)
    expect(copy()).not.toBeNull()
    await stand.lab.files.save()
    await pass(100)
    expect(copy()).toBeNull()
  })

  it('not after a save that failed', async () => {
    stand.lab.document.edit(setRate(0.1))
    await pass(2000)
    stand.host.failure = 'disk-full'
    await stand.lab.files.save()
    await pass(2000)
    expect(copy()).not.toBeNull()
  })

  it('when Undo makes the document clean', async () => {
    stand.lab.document.edit(setRate(0.1))
    await pass(2000)
    stand.lab.document.undo()
    await pass(2000)
    expect(copy()).toBeNull()
    stand.lab.document.redo()
    await pass(2000)
    expect([...stand.host.kept.values()]).toHaveLength(1)
  })

  it('also when it was being packed while the document was saved', async () => {
    stand.lab.document.edit(setRate(0.1))
    vi.advanceTimersByTime(1000)
    await stand.lab.files.save()
    await pass(3000)
    expect(copy()).toBeNull()
  })

  it('not when another experiment takes the document’s place: Undo leads back to it', async () => {
    stand.lab.document.edit(setRate(0.1))
    await pass(2000)
    stand.lab.files.startFrom(other)
    await pass(2000)
    expect(copy(1)?.experiment.training.optimizer.learningRate).toBe(0.1)
    stand.lab.document.edit(setRate(0.2))
    await pass(2000)
    expect(copy(1)?.experiment.training.optimizer.learningRate).toBe(0.1)
    expect(copy(2)?.experiment.training.optimizer.learningRate).toBe(0.2)
    await stand.lab.files.save()
    await pass(100)
    // The other one was never saved: Undo still leads back to it, and so does a crash.
    expect([...stand.host.kept.keys()]).toEqual([1])
    expect(stand.lab.files.mayLoseWork.value).toBe(true)
  })
})

describe('a copy that cannot be written', () => {
  it('is said once, stays said, and is tried again until it works', async () => {
    stand.host.keepFailure = 'disk-full'
    stand.lab.document.edit(setRate(0.1))
    await pass(2000)
    const notices = () => stand.lab.notices.list.value
    expect(notices()).toMatchObject([{ kind: 'error', details: ['The disk is full.'] }])
    expect(notices()[0]?.text).toContain('can’t be kept safe')
    await pass(20_000)
    expect(notices()).toHaveLength(1)
    expect(stand.host.keepCount).toBeGreaterThanOrEqual(3)
    expect(stand.lab.files.unsaved.value).toBe(true)

    stand.host.keepFailure = null
    await pass(7000)
    expect(copy()?.experiment.training.optimizer.learningRate).toBe(0.1)
    expect(notices()).toEqual([])
  })

  it('is whole the next time, whatever the host has lost', async () => {
    stand.lab.document.edit(setRate(0.1))
    await pass(2000)
    stand.host.kept.clear()
    stand.lab.run.stepEpoch()
    await pass(12_000)
    expect(copy()?.checkpoint?.progress.epoch).toBe(1)
  })
})
