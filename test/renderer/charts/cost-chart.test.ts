import { afterEach, describe, expect, it } from 'vitest'
import CostChart from '../../../src/renderer/charts/CostChart.vue'
import { formatReading } from '../../../src/renderer/charts/format'
import { costOver } from '../../independent/lecture'
import { experimentWith } from '../data/experiment-with'
import { afterOneEpoch, byHand, closeOpened, examples, open, problem, textOf, trainEpochs } from './open-reading'

afterEach(closeOpened)

describe('the chart of the cost', () => {
  it('says the latest epoch and J in words', async () => {
    const stand = await open(CostChart, byHand)
    const figure = stand.page.get('figure')
    expect(figure.attributes('aria-label')).toBe('Cost')
    const before = costOver(problem, byHand.theta ?? [], examples)
    expect(textOf(stand, '[aria-live]')).toBe(`Epoch 0: training cost ${formatReading(before)}`)

    await trainEpochs(stand, 1)
    const after = costOver(problem, afterOneEpoch(byHand.theta ?? []), examples)
    expect(textOf(stand, '[aria-live]')).toBe(`Epoch 1: training cost ${formatReading(after)}`)
  })

  it('says the test cost where there is a test part', async () => {
    const stand = await open(CostChart, experimentWith({}))
    await trainEpochs(stand, 2)
    const { trainCost, testCost } = stand.lab.readings.evaluation.value ?? {}
    expect(textOf(stand, '[aria-live]')).toBe(
      `Epoch 2: training cost ${formatReading(trainCost ?? NaN)}, test cost ${formatReading(testCost ?? NaN)}`,
    )
    expect(textOf(stand, '.values')).toContain('test')
  })

  it('comes back to epoch 0 with Reset, and doesn’t keep the old cost', async () => {
    const stand = await open(CostChart, experimentWith({}))
    const before = textOf(stand, '[aria-live]')
    await trainEpochs(stand, 3)
    expect(textOf(stand, '[aria-live]')).toContain('Epoch 3')
    stand.lab.run.reset()
    await stand.settle()
    expect(textOf(stand, '[aria-live]')).toBe(before)
  })

  it('reads nothing aloud while it runs', async () => {
    const stand = await open(CostChart, experimentWith({}))
    const live = stand.page.get('[aria-live]')
    expect(live.attributes('aria-live')).toBe('polite')
    stand.lab.run.train()
    await stand.settle()
    expect(live.attributes('aria-live')).toBe('off')
    stand.lab.run.pause()
    await stand.settle()
  })

  it('can be drawn on a logarithmic scale', async () => {
    const { page } = await open(CostChart, byHand)
    const toggle = page.get('[aria-label="Logarithmic scale"]')
    expect(toggle.attributes('aria-pressed')).toBe('false')
    await toggle.trigger('click')
    expect(toggle.attributes('aria-pressed')).toBe('true')
  })
})
