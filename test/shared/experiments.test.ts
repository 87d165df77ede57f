import { describe, expect, it } from 'vitest'
import { GALLERY } from '../../src/shared/experiments'
import type { Experiment } from '../../src/shared/experiment'
import { checkExperiment, parseExperiment } from '../../src/shared/parse-experiment'
import { startTrainer } from '../worker/node-trainer'

const entry = (id: string): Experiment => {
  const found = GALLERY.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`There is no example ${id}`)
  return found.experiment
}

describe('the bundled experiments', () => {
  it.each(GALLERY)('$title is sound, and survives being written and read', ({ experiment }) => {
    expect(checkExperiment(experiment)).toEqual([])
    expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual({ ok: true, value: experiment })
  })

  it('the lecture’s network learns XOR', () => {
    const lab = startTrainer(entry('lecture'), 1)
    lab.trainTo(200)
    const { trainCost, testAccuracy } = lab.trainer.checkpoint().history
    expect(trainCost.at(-1)).toBeLessThan(0.1 * (trainCost[0] ?? 0))
    expect(testAccuracy.at(-1)).toBeGreaterThan(0.97)
  })

  it('the course’s weights answer XNOR without training', () => {
    const lab = startTrainer(entry('xnorByHand'), 1)
    lab.trainTo(1)
    const { trainCost, trainAccuracy } = lab.trainer.checkpoint().history
    expect(trainAccuracy[0]).toBe(1)
    expect(trainCost[0]).toBeLessThan(1e-3)
  })

  it('deltas vanish on the way back through eight sigmoid layers', () => {
    const lab = startTrainer(entry('vanishingDeltas'), 1)
    lab.trainTo(20)
    const { meanAbsDelta } = lab.trainer.checkpoint().history
    const last = meanAbsDelta.subarray(-25)
    const firstLayer = Math.max(...last.subarray(0, 3))
    expect(firstLayer).toBeLessThan(1e-4 * (last[24] ?? 0))
  })

  it('zero weights keep the units of a layer twins, and the circle unsolved', () => {
    const lab = startTrainer(entry('symmetry'), 1)
    lab.trainTo(50)
    const { history } = lab.trainer.checkpoint()
    const last = history.meanAbsDelta.subarray(-5)
    expect(new Set(last.subarray(0, 4)).size).toBe(1)
    expect(history.testAccuracy.at(-1)).toBeLessThan(0.75)
  })

  it('too high a learning rate silences ReLU units: their δ is exactly zero', () => {
    const lab = startTrainer(entry('dyingRelu'), 1)
    lab.trainTo(50)
    const last = lab.trainer.checkpoint().history.meanAbsDelta.subarray(-11)
    expect(last.filter((delta) => delta === 0).length).toBeGreaterThanOrEqual(2)
  })
})
