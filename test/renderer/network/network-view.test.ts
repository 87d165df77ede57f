import { afterEach, describe, expect, it, vi } from 'vitest'
import { GALLERY } from '../../../src/shared/experiments'
import type { Experiment, Scaling } from '../../../src/shared/experiment'
import { csvDataset } from '../../shared/imported/csv-dataset'
import { experimentWith } from '../data/experiment-with'
import { openNetwork, type OpenNetwork } from './open-network'

let opened: OpenNetwork | undefined
afterEach(() => {
  opened?.page.unmount()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function open(...parameters: Parameters<typeof openNetwork>): Promise<OpenNetwork> {
  opened = await openNetwork(...parameters)
  return opened
}

function example(id: string): Experiment {
  const found = GALLERY.find((entry) => entry.id === id)
  if (!found) throw new Error(`There is no example ${id}`)
  return found.experiment
}

const xnor = example('xnorByHand')

describe('the note at a single output', () => {
  const network = { inputs: 1, layers: [{ units: 1, activation: 'linear' as const }] }
  const flats = (targetScale: Scaling): Experiment =>
    experimentWith({
      network,
      cost: 'squared-error',
      theta: [[[0, 1]]],
      dataset: csvDataset('size,price\n0.5,350000\n0.5,350000\n0,100000\n1,600000\n', {
        targetKind: 'value',
        targetScale,
      }),
    })
  const note = async (experiment: Experiment): Promise<readonly string[]> => {
    const { page, lab, settle } = await open(experiment)
    const { labels } = lab.readings.data.value ?? {}
    lab.selection.example.value = Math.max(0, labels?.indexOf(0.5) ?? 0)
    await settle()
    return page.findAll('.note.above .line').map((line) => line.text())
  }

  it('says the answer to a scaled target in the target’s own units too', async () => {
    // h = x = 0.5: half-way from 100,000 to 600,000.
    expect(await note(flats('min-max'))).toEqual(['h 0.50 = 350,000 price', 'y 0.50 = 350,000', 'cost 0'])
  })

  it('has the cost on a line of its own for values, so that it is never too wide', async () => {
    const dataset: Experiment['dataset'] = { kind: 'inline', inputs: [[1]], targets: [[-0.25]], trainFraction: 1 }
    expect(await note(experimentWith({ network, cost: 'squared-error', theta: [[[0, 1]]], dataset }))).toEqual([
      'h 1.00 · y −0.25',
      'cost 0.78',
    ])
  })

  it('has one line for classes', async () => {
    const [line, ...more] = await note(xnor)
    expect(line).toMatch(/^h .+ · y .+ · cost /)
    expect(more).toEqual([])
  })
})

describe('numbers on units', () => {
  it('are the engine’s, for the example that is looked at', async () => {
    const { numbersOn, unit, lab, settle } = await open(xnor)
    lab.selection.example.value = 3
    await settle()
    // x = (1, 1): z = −30 + 20 + 20 = 10, a = 1 / (1 + e⁻¹⁰)
    expect(numbersOn(1, 0)).toContain('1.00')
    expect(numbersOn(2, 0)).toContain('10.0')
    expect(unit(2, 0).attributes('aria-label')).toMatch(/^Unit 1 of layer 2: z 10\.0, a 1\.00, δ /)
    expect(unit(1, 1).attributes('aria-label')).toBe('Input 2, x₂: 1.00')
  })

  it('are hatched while they are not known, and never 0', async () => {
    const { unit, numbersOn, lab, settle } = await open(experimentWith({}))
    lab.document.edit((experiment) => ({
      ...experiment,
      network: {
        ...experiment.network,
        layers: [
          { units: 2, activation: 'tanh' },
          { units: 1, activation: 'sigmoid' },
        ],
      },
    }))
    // The document is ahead of its readings until the worker answers.
    await Promise.resolve()
    expect(lab.readings.model.value).toBeNull()
    for (const [layer, at] of [
      [1, 0],
      [2, 0],
      [2, 1],
      [3, 0],
    ] as const) {
      expect(unit(layer, at).classes()).toContain('unknown')
      expect(numbersOn(layer, at)).not.toMatch(/\d\.|\b0\b/)
    }
    expect(unit(2, 0).attributes('aria-label')).toBe('Unit 1 of layer 2')
    await settle()
    expect(unit(2, 0).classes()).not.toContain('unknown')
  })

  it('that are no numbers any more are marked', async () => {
    const { unit, lab, settle } = await open(
      experimentWith({
        cost: 'squared-error',
        network: {
          inputs: 2,
          layers: [
            { units: 2, activation: 'linear' },
            { units: 1, activation: 'linear' },
          ],
        },
      }),
    )
    for (const weight of [0, 1, 2, 6, 7]) lab.document.setWeight(weight, 3e38)
    await settle()
    expect(unit(2, 0).classes()).toContain('broken')
  })

  it('are not read aloud while they run', async () => {
    const { unit, lab, settle } = await open(experimentWith({}))
    lab.run.train()
    await settle()
    expect(unit(2, 0).attributes('aria-label')).toBe('Unit 1 of layer 2')
    lab.run.pause()
    await settle()
    expect(unit(2, 0).attributes('aria-label')).toMatch(/: z /)
  })

  it('of many units are a picture of all and a count of those that are folded away', async () => {
    const { page } = await open(example('digits'))
    const strips = page.findAll('.fold')
    expect(strips).toHaveLength(2)
    expect(strips[0]?.get('canvas').attributes('aria-label')).toBe(
      'Activations of all 64 units of layer 1 as a picture',
    )
    const drawn = page.findAll('[data-unit^="1-"]').length
    expect(strips[0]?.text()).toBe(`⋮ ${64 - drawn} more`)
  })
})

describe('moving among units with the keyboard', () => {
  it('follows the arrow keys, and pins what it comes to', async () => {
    const { unit, lab } = await open(experimentWith({}))
    await unit(2, 0).trigger('keydown', { key: 'ArrowDown' })
    expect(lab.selection.pinned.value).toEqual({ layer: 2, unit: 1 })
    expect(document.activeElement).toBe(unit(2, 1).element)
    await unit(2, 1).trigger('keydown', { key: 'ArrowRight' })
    expect(lab.selection.pinned.value).toEqual({ layer: 3, unit: 0 })
    await unit(3, 0).trigger('keydown', { key: 'Escape' })
    expect(lab.selection.pinned.value).toBeNull()
  })

  it('is one stop for the Tab key', async () => {
    const { page, unit, lab, settle } = await open(experimentWith({}))
    const stops = (): (string | undefined)[] =>
      page.findAll('[data-unit][tabindex="0"]').map((stop) => stop.attributes('data-unit'))
    expect(stops()).toEqual(['2-0'])
    await unit(2, 0).trigger('keydown', { key: 'ArrowLeft' })
    expect(stops()).toEqual(['1-0'])
    // A unit that no longer exists is no stop.
    lab.selection.pinned.value = { layer: 2, unit: 3 }
    lab.document.edit((experiment) => ({
      ...experiment,
      network: { ...experiment.network, layers: experiment.network.layers.slice(1) },
    }))
    await settle()
    expect(stops()).toEqual(['2-0'])
  })

  it('a click pins a unit and lets go of it', async () => {
    const { unit, lab } = await open(experimentWith({}))
    await unit(2, 2).trigger('click', { detail: 1 })
    expect(lab.selection.pinned.value).toEqual({ layer: 2, unit: 2 })
    expect(unit(2, 2).attributes('aria-pressed')).toBe('true')
    await unit(2, 2).trigger('click', { detail: 1 })
    expect(lab.selection.pinned.value).toBeNull()
  })

  it('Enter on the unit that the arrow keys have chosen keeps it', async () => {
    const { unit, lab } = await open(experimentWith({}))
    await unit(2, 0).trigger('keydown', { key: 'ArrowDown' })
    await unit(2, 1).trigger('click', { detail: 0 })
    expect(lab.selection.pinned.value).toEqual({ layer: 2, unit: 1 })
  })

  it('the pointer makes a unit stand out for as long as it is there', async () => {
    const { unit, lab } = await open(experimentWith({}))
    await unit(2, 1).trigger('pointerenter')
    expect(lab.selection.unit.value).toEqual({ layer: 2, unit: 1 })
    expect(unit(2, 1).classes()).toContain('selected')
    await unit(2, 1).trigger('pointerleave')
    expect(lab.selection.unit.value).toBeNull()
  })
})
