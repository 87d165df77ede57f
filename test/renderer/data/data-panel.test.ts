import { afterEach, describe, expect, it } from 'vitest'
import DataPanel from '../../../src/renderer/data/DataPanel.vue'
import { mountInLab, type MountedInLab } from '../mount-in-lab'
import { experimentWith } from './experiment-with'

let mounted: MountedInLab | undefined
afterEach(() => mounted?.page.unmount())

async function openPanel(parts: Parameters<typeof experimentWith>[0] = {}) {
  const stand = await mountInLab(DataPanel, experimentWith(parts))
  mounted = stand
  const { page, lab, settle } = stand
  return {
    ...stand,
    button: (name: string) => page.get(`button[aria-label="${name}"]`),
    tile: (name: string) => page.get<HTMLButtonElement>(`[data-tile][aria-label="${name}"]`),
    slider: (name: string) => {
      const label = page.findAll('label').find((candidate) => candidate.text() === name)
      return page.get<HTMLInputElement>(`#${label?.attributes('for')}`)
    },
    async choose(name: string) {
      await page.get(`[data-tile][aria-label="${name}"]`).trigger('click')
      await settle()
    },
    notice: () => lab.notices.list.value.at(-1),
  }
}

describe('the gallery', () => {
  it('offers all data by name, with the present ones pressed', async () => {
    const { page } = await openPanel()
    const tiles = page.findAll('[data-tile]')
    expect(tiles.map((tile) => tile.attributes('aria-label'))).toEqual([
      ...['Circle', 'Exclusive or', 'Gaussian', 'Spiral', 'Plane', 'Multi Gaussian'],
      ...['AND', 'OR', 'XOR', 'XNOR', 'Iris', 'Digits'],
    ])
    expect(tiles.filter((tile) => tile.attributes('aria-pressed') === 'true')).toHaveLength(1)
    expect(tiles[0]?.attributes('aria-pressed')).toBe('true')
  })

  it('loads what is chosen, into the trainer too, as one step to undo', async () => {
    const { choose, experiment, lab, tile, settle } = await openPanel()
    await choose('Digits')
    expect(experiment().dataset).toEqual({ kind: 'builtin', name: 'digits', seed: 1, trainFraction: 0.8 })
    expect(lab.readings.data.value).toMatchObject({ trainCount: 1438, testCount: 359 })
    expect(tile('Digits').attributes('aria-pressed')).toBe('true')
    lab.document.undo()
    await settle()
    expect(experiment()).toEqual(experimentWith({}))
    expect(lab.document.canUndo.value).toBe(false)
  })

  it('tells what was fitted, until something else happens', async () => {
    const { choose, notice, lab, settle, button } = await openPanel()
    await choose('Iris')
    expect(notice()).toMatchObject({ kind: 'info', text: 'The network was fitted to the data.' })
    expect(notice()?.details).toHaveLength(3)
    await button('Shuffle the split').trigger('click')
    await settle()
    expect(lab.notices.list.value).toEqual([])
  })

  it('undoes the choice from the notice', async () => {
    const { choose, notice, experiment } = await openPanel()
    await choose('Plane')
    notice()?.action?.run()
    expect(experiment()).toEqual(experimentWith({}))
  })

  it('does nothing where the data are there already', async () => {
    const { choose, lab } = await openPanel()
    await choose('Circle')
    expect(lab.document.canUndo.value).toBe(false)
  })

  it('brings data back as they were left', async () => {
    const { choose, slider, experiment } = await openPanel()
    const noise = slider('Noise')
    noise.element.value = '0.3'
    await noise.trigger('input')
    await choose('XNOR')
    await choose('Spiral')
    expect(experiment().dataset).toMatchObject({ name: 'spiral', noise: 0.3, samples: 500 })
  })

  it('keeps the experiment’s own data within reach', async () => {
    const own = { kind: 'inline', inputs: [[0.5, 2]], targets: [[1]], trainFraction: 1 } as const
    const { choose, experiment, page } = await openPanel({ dataset: own })
    expect(page.get('[aria-pressed=true][data-tile]').attributes('aria-label')).toBe('Own data')
    await choose('OR')
    await choose('Own data')
    expect(experiment().dataset).toEqual(own)
  })

  it('is one stop for Tab; arrows go from tile to tile and choose nothing', async () => {
    const { page, tile, experiment } = await openPanel()
    const stops = (): (string | undefined)[] =>
      page
        .findAll('[data-tile]')
        .filter((candidate) => candidate.attributes('tabindex') === '0')
        .map((candidate) => candidate.attributes('aria-label'))
    expect(stops()).toEqual(['Circle'])
    tile('Circle').element.focus()
    await tile('Circle').trigger('keydown', { key: 'ArrowRight' })
    expect(document.activeElement).toBe(tile('Exclusive or').element)
    await tile('Exclusive or').trigger('keydown', { key: 'End' })
    expect(document.activeElement).toBe(tile('Digits').element)
    expect(stops()).toEqual(['Digits'])
    expect(experiment()).toEqual(experimentWith({}))
  })
})

describe('settings', () => {
  it('makes a drag of the noise one step to undo', async () => {
    const { slider, experiment, lab, settle } = await openPanel()
    const noise = slider('Noise')
    await noise.trigger('pointerdown')
    for (const value of ['0.2', '0.3', '0.4']) {
      noise.element.value = value
      await noise.trigger('input')
    }
    await noise.trigger('change')
    expect(experiment().dataset).toMatchObject({ noise: 0.4 })
    lab.document.undo()
    await settle()
    expect(experiment().dataset).toMatchObject({ noise: 0.1 })
    expect(lab.document.canUndo.value).toBe(false)
  })

  it('shows the split in examples, as the trainer counts them', async () => {
    const { slider, lab, page, settle } = await openPanel()
    const split = slider('Train / test')
    await split.trigger('keydown', { key: 'ArrowRight' })
    await settle()
    expect(page.text()).toContain('275 / 225')
    expect(lab.readings.data.value).toMatchObject({ trainCount: 275, testCount: 225 })
  })

  it('refuses a split that leaves nothing to train, in place', async () => {
    const { page, button, experiment, settle } = await openPanel()
    await button('Train / test: 250 / 250, type an exact value').trigger('click')
    await settle()
    const field = page.get('.editor input')
    await field.setValue('0')
    await field.trigger('keydown', { key: 'Enter' })
    expect(page.get('[role=alert]').text()).toBe('Out of range: type a number from 0.1 % to 100 %.')
    expect(experiment()).toEqual(experimentWith({}))
  })

  it('draws other points of the same kind', async () => {
    const { button, lab, settle } = await openPanel()
    const before = lab.readings.data.value?.points?.slice()
    await button('Draw other points').trigger('click')
    await settle()
    expect(lab.readings.data.value?.points).toHaveLength(before?.length ?? 0)
    expect(lab.readings.data.value?.points).not.toEqual(before)
  })
})

describe('inputs', () => {
  it('switches what the network sees', async () => {
    const { button, experiment, lab, settle } = await openPanel()
    expect(button('x1').attributes('aria-pressed')).toBe('true')
    await button('x1 squared').trigger('click')
    await settle()
    expect(experiment().network.inputs).toBe(3)
    expect(lab.readings.data.value?.inputNames).toEqual(['x₁', 'x₂', 'x₁²'])
    expect(lab.notices.list.value).toEqual([])
  })

  it('keeps the last input', async () => {
    const { button, experiment } = await openPanel()
    await button('x1').trigger('click')
    await button('x2').trigger('click')
    expect(experiment().dataset).toMatchObject({ features: ['x2'] })
    expect(button('x2').attributes('aria-disabled')).toBe('true')
  })

  it('names the columns of other data', async () => {
    const { choose, page } = await openPanel()
    await choose('Iris')
    expect(page.text()).toContain('sepal length, sepal width, petal length, petal width')
  })

  it('tells that given weights are gone', async () => {
    const { button, notice } = await openPanel({
      network: { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' }] },
      initialization: { kind: 'given' },
      theta: [[[1, 2, 3]]],
    })
    await button('sine of x1').trigger('click')
    expect(notice()?.details).toEqual(['The given weights no longer fit, so new ones are drawn.'])
  })
})
