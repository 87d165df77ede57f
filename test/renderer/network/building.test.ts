import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Experiment } from '../../../src/shared/experiment'
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

const shape = ({ network }: Experiment): number[] => network.layers.map(({ units }) => units)

describe('building', () => {
  it('adds a unit, takes one away, and undoes both', async () => {
    const { named, page, lab, experiment, settle } = await open(experimentWith({}))
    await named('Add a unit to layer 2').trigger('click')
    await settle()
    expect(shape(experiment())).toEqual([5, 1])
    expect(page.findAll('[data-unit^="2-"]')).toHaveLength(5)
    expect(lab.readings.model.value?.theta).toHaveLength(5 * 3 + 6)

    await named('Remove a unit from layer 2').trigger('click')
    await named('Remove a unit from layer 2').trigger('click')
    await settle()
    expect(shape(experiment())).toEqual([3, 1])

    for (let step = 0; step < 3; step++) lab.document.undo()
    await settle()
    expect(experiment()).toEqual(experimentWith({}))
    expect(page.findAll('[data-unit^="2-"]')).toHaveLength(4)
  })

  it('leaves a layer its last unit', async () => {
    const one = {
      inputs: 2,
      layers: [{ units: 1, activation: 'tanh' } as const, { units: 1, activation: 'sigmoid' } as const],
    }
    const { named, experiment, lab } = await open(experimentWith({ network: one }))
    const button = named('Remove a unit from layer 2')
    expect(button.attributes('aria-disabled')).toBe('true')
    await button.trigger('click')
    expect(shape(experiment())).toEqual([1, 1])
    expect(lab.notices.list.value).toEqual([])
  })

  it('takes a number of units that is typed, and complains about one that there can’t be', async () => {
    const { experiment, page, settle } = await open(experimentWith({}))
    const field = page.get('.controls .number input')
    expect(page.get('.controls .number label').text()).toBe('Units of layer 2')
    await field.setValue('7')
    await field.trigger('keydown', { key: 'Enter' })
    await settle()
    expect(shape(experiment())).toEqual([7, 1])
    await field.setValue('0')
    await field.trigger('keydown', { key: 'Enter' })
    await settle()
    expect(shape(experiment())).toEqual([7, 1])
    expect(page.text()).toContain('Out of range')
  })

  it('adds a layer between two, and takes it away', async () => {
    const { named, experiment, lab, settle } = await open(experimentWith({}))
    await named('Add a layer after layer 2').trigger('click')
    await settle()
    expect(shape(experiment())).toEqual([4, 4, 1])
    await named('Remove layer 3').trigger('click')
    await settle()
    expect(shape(experiment())).toEqual([4, 1])
    lab.document.undo()
    await settle()
    expect(shape(experiment())).toEqual([4, 4, 1])
  })

  it('can’t take inputs or outputs away', async () => {
    const { page } = await open(experimentWith({}))
    const labels = page.findAll('[aria-label^="Remove layer"]').map((button) => button.attributes('aria-label'))
    expect(labels).toEqual(['Remove layer 2'])
  })

  it('changes an activation', async () => {
    const { named, experiment, lab, settle } = await open(experimentWith({}))
    await named('Activation of layer 2').setValue('relu')
    await settle()
    expect(experiment().network.layers[0]?.activation).toBe('relu')
    expect(lab.notices.list.value).toEqual([])
  })

  it('says that the cost came along with another output', async () => {
    const { named, experiment, lab } = await open(experimentWith({}))
    await named('Activation of layer 3').setValue('tanh')
    expect(experiment().cost).toBe('squared-error')
    expect(lab.notices.list.value.map(({ text }) => text)).toEqual([
      'The cost is the squared error now: these outputs are no probabilities.',
    ])
    lab.document.undo()
    expect(experiment().cost).toBe('cross-entropy')
  })

  it('refuses an output that the data don’t fit, says why, and shows the old one', async () => {
    const { named, experiment, lab } = await open(experimentWith({}))
    const select = named('Activation of layer 3')
    await select.setValue('softmax')
    expect(experiment()).toEqual(experimentWith({}))
    expect(lab.notices.list.value[0]?.details.join(' ')).toContain('Softmax over a single output always answers 1.')
    expect(select.element).toMatchObject({ value: 'sigmoid' })
  })

  it('offers softmax for the outputs only', async () => {
    const { named } = await open(experimentWith({}))
    const options = (label: string): string[] =>
      named(label)
        .findAll('option')
        .map((option) => option.text())
    expect(options('Activation of layer 2')).not.toContain('softmax')
    expect(options('Activation of layer 3')).toContain('softmax')
  })
})
