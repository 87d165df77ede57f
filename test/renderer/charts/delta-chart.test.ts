import { afterEach, describe, expect, it } from 'vitest'
import DeltaChart from '../../../src/renderer/charts/DeltaChart.vue'
import { formatReading } from '../../../src/renderer/charts/format'
import { at, pass } from '../../independent/lecture'
import { experimentWith } from '../data/experiment-with'
import { example } from './diagnosis/trained'
import { byHand, closeOpened, examples, open, problem, textOf, trainEpochs } from './open-reading'

afterEach(closeOpened)

describe('the chart of |δ|', () => {
  it('says each unit’s mean |δ| over the epoch', async () => {
    const stand = await open(DeltaChart, byHand)
    expect(stand.page.get('figure').attributes('aria-label')).toBe('Delta magnitudes')
    expect(textOf(stand, '[aria-live]')).toBe('Epoch 0: nothing has trained yet, so there is no δ to show')

    await trainEpochs(stand, 1)
    const deltas = examples.map((one) => pass(problem, byHand.theta ?? [], one).delta)
    const mean = (l: number, j: number): string =>
      formatReading(deltas.reduce((sum, delta) => sum + Math.abs(at(at(delta, l), j)), 0) / 4)
    expect(textOf(stand, '[aria-live]')).toBe(
      `Epoch 1: mean |δ| δ⁽²⁾₁ ${mean(0, 0)}, δ⁽²⁾₂ ${mean(0, 1)}, δ⁽³⁾₁ ${mean(1, 0)}`,
    )
  })

  it('never shows the history of one network as another’s', async () => {
    const stand = await open(DeltaChart, byHand)
    await trainEpochs(stand, 2)
    stand.lab.document.edit(() => experimentWith({}))
    await Promise.resolve()
    expect(textOf(stand, '[aria-live]')).not.toContain('Epoch 2')
    await stand.settle()
    expect(textOf(stand, '[aria-live]')).toContain('Epoch 0')
    expect(stand.page.findAll('.delta-legend button')).toHaveLength(5)
  })

  it('makes the unit stand out that its legend or its arrow keys point at', async () => {
    const { page, lab } = await open(DeltaChart, byHand)
    const second = page.get('[aria-label="δ of unit 2, layer 2"]')
    await second.trigger('pointerenter')
    expect(lab.selection.unit.value).toEqual({ layer: 2, unit: 1 })
    await second.trigger('pointerleave')
    expect(lab.selection.unit.value).toBeNull()

    const figure = page.get('figure')
    const after = async (key: string) => {
      await figure.trigger('keydown', { key })
      return lab.selection.unit.value
    }
    expect(await after('ArrowDown')).toEqual({ layer: 2, unit: 0 })
    expect(await after('ArrowUp')).toEqual({ layer: 3, unit: 0 })
    expect(await after('ArrowUp')).toEqual({ layer: 2, unit: 1 })
    await figure.trigger('blur')
    expect(lab.selection.unit.value).toBeNull()
  })

  it('says only the extremes of many units', async () => {
    const stand = await open(DeltaChart, example('digits'))
    expect(textOf(stand, '[aria-live]')).toContain('Epoch 0')
    expect(textOf(stand)).toContain('median and range, 2 layers')
    expect(stand.page.findAll('.delta-legend button')).toHaveLength(0)
  })
})
