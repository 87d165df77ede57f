import { afterEach, describe, expect, it } from 'vitest'
import AccuracyCard from '../../../src/renderer/charts/AccuracyCard.vue'
import ConfusionMatrix from '../../../src/renderer/charts/ConfusionMatrix.vue'
import { formatPercent } from '../../../src/renderer/charts/format'
import { at, pass } from '../../independent/lecture'
import { experimentWith } from '../data/experiment-with'
import { example } from './diagnosis/trained'
import { byHand, closeOpened, examples, open, problem, textOf, trainEpochs } from './open-reading'

afterEach(closeOpened)

describe('accuracy', () => {
  it('is the share of right answers on the test part, and on the training part', async () => {
    const stand = await open(AccuracyCard, experimentWith({}))
    await trainEpochs(stand, 2)
    const { trainAccuracy, testAccuracy } = stand.lab.readings.evaluation.value ?? {}
    expect(textOf(stand)).toBe(
      `Accuracy: ${formatPercent(testAccuracy ?? NaN)} right on test ${formatPercent(trainAccuracy ?? NaN)} on training`,
    )
  })

  it('of XOR by hand counts the answers of the lecture’s formulas', async () => {
    const stand = await open(AccuracyCard, byHand)
    const right = examples.filter(({ x, y }) => {
      const answer = at(at(pass(problem, byHand.theta ?? [], { x, y }).a, -1), 0)
      return answer >= 0.5 === (at(y, 0) === 1)
    })
    expect(textOf(stand)).toBe(`Accuracy: ${formatPercent(right.length / 4)} right on training`)
  })

  it('is nothing where there is no right or wrong', async () => {
    const { dataset } = experimentWith({})
    if (dataset.kind !== 'generated') throw new Error('It is generated')
    const stand = await open(
      AccuracyCard,
      experimentWith({
        cost: 'squared-error',
        network: { inputs: 2, layers: [{ units: 1, activation: 'linear' }] },
        dataset: { ...dataset, name: 'plane' },
      }),
    )
    expect(stand.page.find('.accuracy-card').exists()).toBe(false)
  })
})

describe('the confusion matrix', () => {
  it('counts every test example once, by true class and answer', async () => {
    const stand = await open(ConfusionMatrix, example('iris'))
    await trainEpochs(stand, 1)
    const { data, evaluation } = stand.lab.readings
    expect(stand.page.findAll('thead th').map((cell) => cell.text())).toEqual(data.value?.classNames)
    const counts = stand.page.findAll('tbody tr').map((row) => row.findAll('td').map((cell) => Number(cell.text())))
    expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(data.value?.testCount)
    // A row for each true class, as many as the data have of it.
    const labels = [...(data.value?.labels ?? [])].slice(data.value?.trainCount)
    counts.forEach((row, truth) => {
      expect(row.reduce((sum, count) => sum + count, 0)).toBe(labels.filter((label) => label === truth).length)
    })
    const diagonal = counts.reduce((sum, row, truth) => sum + at(row, truth), 0)
    expect(diagonal / labels.length).toBeCloseTo(evaluation.value?.testAccuracy ?? NaN, 10)
    expect(textOf(stand, 'caption')).toContain('Test part')
  })

  it('is left out where there are only two classes', async () => {
    const { page } = await open(ConfusionMatrix, byHand)
    expect(page.find('table').exists()).toBe(false)
  })
})
