import { afterEach, describe, expect, it } from 'vitest'
import AccuracyCard from '../../../src/renderer/charts/AccuracyCard.vue'
import ErrorCard from '../../../src/renderer/charts/ErrorCard.vue'
import ConfusionMatrix from '../../../src/renderer/charts/ConfusionMatrix.vue'
import { formatPercent } from '../../../src/renderer/charts/format'
import { formatOwnUnits } from '../../../src/renderer/lab/own-units'
import { at, pass } from '../../independent/lecture'
import { csvDataset } from '../../shared/imported/csv-dataset'
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

describe('the error of a value to predict', () => {
  const rows = Array.from({ length: 20 }, (_, row) => `${row},${1000 + 37 * ((row * 7) % 11)}`)
  const prices = (targetScale: 'none' | 'standard', trainFraction: number) =>
    experimentWith({
      cost: 'squared-error',
      network: { inputs: 1, layers: [{ units: 1, activation: 'linear' }] },
      dataset: csvDataset(`size,price\n${rows.join('\n')}\n`, {
        ...{ scale: 'standard', targetKind: 'value', targetScale, trainFraction },
      }),
    })

  /** Looked at one after the other: how far each answer is from its target. */
  async function distances(stand: Awaited<ReturnType<typeof open>>): Promise<number[]> {
    const { lab, settle } = stand
    const found: number[] = []
    for (let example = 0; example < rows.length; example++) {
      lab.selection.example.value = example
      await settle()
      const { trace } = lab.readings.model.value ?? {}
      found.push(Math.abs((trace?.a.at(-1) ?? NaN) - (trace?.target[0] ?? NaN)))
    }
    return found
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

  it('is how far answers are off on average, in its own units, on the test part and on the training part', async () => {
    const stand = await open(ErrorCard, prices('standard', 0.75))
    await trainEpochs(stand, 2)
    const { divisor } = stand.lab.readings.data.value?.targetScale ?? { divisor: NaN }
    const off = await distances(stand)
    const [test, train] = [mean(off.slice(15)) * divisor, mean(off.slice(0, 15)) * divisor]
    expect(test).toBeGreaterThan(1)
    expect(textOf(stand)).toBe(
      `Mean absolute error: ${formatOwnUnits(test, 3)} off on average, on test ${formatOwnUnits(train, 3)} on training mean absolute error of price`,
    )
  })

  it('of values that were not scaled is in the same units', async () => {
    const stand = await open(ErrorCard, prices('none', 1))
    expect(textOf(stand)).toBe(
      `Mean absolute error: ${formatOwnUnits(mean(await distances(stand)), 3)} off on average, on training mean absolute error of price`,
    )
  })

  it('is nothing where there are classes', async () => {
    const { page } = await open(ErrorCard, experimentWith({}))
    expect(page.find('.error-card').exists()).toBe(false)
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
