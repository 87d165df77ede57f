import { describe, expect, it } from 'vitest'
import { lecture, startTrainer, withTraining } from './node-trainer'

describe('a speed in examples', () => {
  it('is kept over a long time, one update for each example', () => {
    const lab = startTrainer(lecture())
    lab.trainer.play({ unit: 'example', perSecond: 5 })
    for (let time = 0; time < 60_000; time += 50) lab.clock.run(50)
    // The first at once, then five a second.
    expect(Math.abs(lab.frame().progress.steps - 301)).toBeLessThanOrEqual(1)
    expect(lab.frame().progress).toMatchObject({ epoch: 6 })
  })

  it('begins at once', () => {
    const lab = startTrainer(lecture())
    lab.trainer.play({ unit: 'example', perSecond: 1 })
    lab.clock.run(10)
    expect(lab.frame().progress.steps).toBe(1)
  })

  it('makes up for no more than a moment of a stall', () => {
    const lab = startTrainer(lecture())
    lab.trainer.play({ unit: 'example', perSecond: 100 })
    lab.clock.run(1000)
    const before = lab.frame().progress.steps
    lab.clock.stall(20_000)
    lab.clock.run(100)
    expect(lab.frame().progress.steps - before).toBeLessThan(35)
  })
})

describe('a speed in epochs', () => {
  it.each([1, 10, 60])('%d a second are kept, in the batches of the settings', (perSecond) => {
    const lab = startTrainer(lecture())
    lab.trainer.play({ unit: 'epoch', perSecond })
    for (let time = 0; time < 20_000; time += 50) lab.clock.run(50)
    const { epoch, steps } = lab.frame().progress
    expect(Math.abs(epoch - 20 * perSecond)).toBeLessThanOrEqual(1)
    expect(Math.abs(steps - 7 * 20 * perSecond)).toBeLessThanOrEqual(7)
  })

  it('spreads an epoch over its time', () => {
    const lab = startTrainer(lecture())
    lab.trainer.play({ unit: 'epoch', perSecond: 1 })
    lab.clock.run(500)
    const { epoch, position } = lab.frame().progress
    expect(epoch).toBe(0)
    expect(position).toBeGreaterThanOrEqual(24)
    expect(position).toBeLessThanOrEqual(40)
  })

  it('beyond what the machine can do saves nothing up', () => {
    // A look at the clock takes 2 ms: some four batches a slice, where the speed asks for many more.
    const lab = startTrainer(lecture(), 2)
    lab.trainer.play({ unit: 'epoch', perSecond: 1000 })
    lab.clock.run(2000)
    const before = lab.frame().progress.steps
    lab.trainer.play({ unit: 'epoch', perSecond: 1 })
    lab.clock.run(1000)
    expect(lab.frame().progress.steps - before).toBeLessThan(12)
  })
})

describe('changing speed', () => {
  it('while training needs no pause', () => {
    const lab = startTrainer(withTraining(lecture(), { batchSize: 1 }))
    lab.trainer.play({ unit: 'example', perSecond: 1 })
    lab.clock.run(2500)
    expect(lab.frame().progress.steps).toBe(3)
    lab.trainer.play('full')
    lab.clock.run(100)
    expect(lab.frame().progress.steps).toBeGreaterThan(1000)
    lab.trainer.pause()
    expect(lab.frame().running).toBe(false)
  })
})

it('at rest nothing is left to do: the worker sleeps', () => {
  const lab = startTrainer(lecture())
  lab.trainer.play('full')
  lab.clock.run(50)
  lab.trainer.pause()
  lab.clock.run(50)
  expect(lab.clock.isIdle).toBe(true)
})
