import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import CostChart from '../../../src/renderer/charts/CostChart.vue'
import DeltaChart from '../../../src/renderer/charts/DeltaChart.vue'
import { formatReading } from '../../../src/renderer/charts/format'
import { experimentWith } from '../data/experiment-with'
import { giveElementsSize } from '../element-size'
import type { MountedInLab } from '../mount-in-lab'
import { giveCanvasesContext } from './drawing-context'
import { closeOpened, open, trainEpochs } from './open-reading'

beforeEach(() => {
  giveElementsSize(400, 180)
  giveCanvasesContext()
  // Nor has happy-dom any fonts to wait for.
  Object.defineProperty(document, 'fonts', { configurable: true, value: { ready: Promise.resolve() } })
})
afterEach(() => {
  closeOpened()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  Reflect.deleteProperty(document, 'fonts')
})

/** Until the picture has been drawn: at most once in an animation frame. */
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60))

function rows({ page }: MountedInLab): [string, string][] {
  return page.findAll('.chart-tooltip .row').map((row) => [row.get('dt').text(), row.get('dd').text()])
}

async function press({ page, settle }: MountedInLab, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.get('figure').trigger('keydown', { key })
  await settle()
}

describe('the exact values beside the crosshair', () => {
  it('are the costs of the epoch that the keys have come to, and are read aloud', async () => {
    const stand = await open(CostChart, experimentWith({}))
    await trainEpochs(stand, 3)
    await drawn()
    await press(stand, 'ArrowLeft', 'ArrowLeft')
    const history = stand.lab.readings.history.value
    const reading = (column: Float32Array | undefined): string => formatReading(column?.[2] ?? NaN)
    expect(stand.page.get('.chart-tooltip .heading').text()).toBe('epoch 2')
    expect(stand.page.get('.chart-tooltip').attributes('role')).toBe('status')
    expect(rows(stand)).toEqual([
      ['train', reading(history?.trainCost)],
      ['test', reading(history?.testCost)],
      ['batches', `${reading(history?.lowestBatchCost)} – ${reading(history?.highestBatchCost)}`],
    ])
    await press(stand, 'Escape')
    expect(stand.page.find('.chart-tooltip').exists()).toBe(false)
  })

  it('have no batches before training', async () => {
    const stand = await open(CostChart, experimentWith({}))
    await drawn()
    await press(stand, 'Home')
    expect(rows(stand).map(([name]) => name)).toEqual(['train', 'test'])
  })

  it('are each unit’s |δ|, the selected one standing out', async () => {
    const stand = await open(DeltaChart, experimentWith({}))
    await trainEpochs(stand, 2)
    await drawn()
    await press(stand, 'End', 'ArrowDown')
    const deltas = stand.lab.readings.history.value?.meanAbsDelta.slice(-5) ?? []
    expect(rows(stand).map(([name]) => name)).toEqual(['δ⁽²⁾₁', 'δ⁽²⁾₂', 'δ⁽²⁾₃', 'δ⁽²⁾₄', 'δ⁽³⁾₁'])
    expect(rows(stand).map(([, value]) => value)).toEqual(Array.from(deltas, formatReading))
    expect(stand.page.findAll('.chart-tooltip .row.strong').map((row) => row.get('dt').text())).toEqual(['δ⁽²⁾₁'])
  })
})
