import { afterEach, describe, expect, it } from 'vitest'
import TrainingPanel from '../../../src/renderer/training/TrainingPanel.vue'
import { experimentWith } from '../data/experiment-with'
import { mountInLab, type MountedInLab } from '../mount-in-lab'

let mounted: MountedInLab | undefined
afterEach(() => mounted?.page.unmount())

async function openPanel(parts: Parameters<typeof experimentWith>[0] = {}) {
  const stand = await mountInLab(TrainingPanel, experimentWith(parts))
  mounted = stand
  const { page, settle } = stand
  const named = (name: string) => page.findAll('label').find((label) => label.text().startsWith(name))
  const select = (name: string) => page.get<HTMLSelectElement>(`#${named(name)?.attributes('for')}`)
  return {
    ...stand,
    select,
    labels: () => page.findAll('label').map((label) => label.element.firstChild?.textContent?.trim() ?? ''),
    slider: (name: string) => page.get<HTMLInputElement>(`#${named(name)?.attributes('for')}`),
    field: (name: string) => {
      const found = named(name)
      if (!found) throw new Error(`There is no ${name}`)
      return found.get<HTMLInputElement>('input')
    },
    button: (name: string) => page.get(`button[aria-label="${name}"]`),
    async type(name: string, text: string) {
      await page.get(`button[aria-label^="${name}"]`).trigger('click')
      await settle()
      const field = page.get('.editor input')
      await field.setValue(text)
      await field.trigger('keydown', { key: 'Enter' })
      await settle()
    },
  }
}

describe('what is minimised', () => {
  it('changes the cost', async () => {
    const { select, experiment } = await openPanel()
    await select('Cost').setValue('squared-error')
    expect(experiment().cost).toBe('squared-error')
  })

  it('explains squared error with softmax instead of offering it', async () => {
    const { select } = await openPanel({ network: { inputs: 2, layers: [{ units: 2, activation: 'softmax' }] } })
    const option = select('Cost').get<HTMLOptionElement>('option[value=squared-error]')
    expect(option.element.disabled).toBe(true)
    expect(option.text()).toContain('Softmax outputs are compared by cross-entropy, not by squared error.')
  })
})

describe('the steps', () => {
  it('shows each optimizer with its own settings', async () => {
    const { select, slider, field, experiment, labels } = await openPanel()
    expect(labels()).not.toContain('Momentum')

    await select('Optimizer').setValue('momentum')
    const momentum = slider('Momentum')
    await momentum.trigger('keydown', { key: 'ArrowLeft' })
    expect(experiment().training.optimizer).toEqual({ kind: 'momentum', learningRate: 0.3, momentum: 0.89 })

    await select('Optimizer').setValue('adam')
    expect(labels()).toEqual(expect.arrayContaining(['Decay β₁', 'Decay β₂', 'Guard ε']))
    await field('Decay β₁').setValue('0.8')
    await field('Decay β₁').trigger('blur')
    expect(experiment().training.optimizer).toMatchObject({ kind: 'adam', beta1: 0.8, beta2: 0.999 })

    await field('Decay β₂').setValue('1')
    await field('Decay β₂').trigger('blur')
    expect(experiment().training.optimizer).toMatchObject({ beta2: 0.999 })
  })

  it.each(['0', '-1', 'NaN', 'abc', '1e30', ''])('refuses a learning rate of %j in place', async (text) => {
    const { type, page, experiment, lab } = await openPanel()
    await type('Learning rate', text)
    expect(page.get('[role=alert]').text()).toContain('a number above 0')
    expect(experiment()).toEqual(experimentWith({}))
    expect(lab.notices.list.value).toEqual([])
  })

  it('takes an exact learning rate without starting over', async () => {
    const { type, experiment, lab, settle } = await openPanel()
    lab.run.stepExample()
    await settle()
    const steps = lab.readings.progress.value.steps
    expect(steps).toBe(1)
    await type('Learning rate', '0.025')
    expect(experiment().training.optimizer.learningRate).toBe(0.025)
    lab.run.stepExample()
    await settle()
    expect(lab.readings.progress.value.steps).toBe(2)
  })

  it('makes a drag of α one step to undo', async () => {
    const { slider, experiment, lab } = await openPanel()
    const alpha = slider('Learning rate')
    await alpha.trigger('pointerdown')
    for (const position of ['10', '8', '4']) {
      alpha.element.value = position
      await alpha.trigger('input')
    }
    expect(experiment().training.optimizer.learningRate).toBe(0.001)
    lab.document.undo()
    expect(experiment().training.optimizer.learningRate).toBe(0.3)
    expect(lab.document.canUndo.value).toBe(false)
  })

  it('goes up to a batch of all examples and names it so', async () => {
    const { slider, experiment, page } = await openPanel()
    await slider('Batch').trigger('keydown', { key: 'End' })
    expect(experiment().training.batchSize).toBe(250)
    await Promise.resolve()
    expect(page.text()).toContain('all 250')
  })

  it.each([
    ['1.5', 'Only a whole number from 1 to 250 works here.'],
    ['0', 'Out of range: type a whole number from 1 to 250.'],
    ['251', 'Out of range: type a whole number from 1 to 250.'],
  ])('refuses a batch of %s', async (text, message) => {
    const { type, page, experiment } = await openPanel()
    await type('Batch', text)
    expect(page.get('[role=alert]').text()).toBe(message)
    expect(experiment().training.batchSize).toBe(10)
  })

  it('shows l2 and the course’s λ = l2·m', async () => {
    const { type, page, experiment } = await openPanel()
    await type('Regularisation L2', '0.004')
    expect(experiment().training.l2).toBe(0.004)
    expect(page.text()).toContain('0.004 · λ 1')
  })

  it('shuffles or doesn’t', async () => {
    const { field, experiment } = await openPanel()
    await field('New order each epoch').setValue(false)
    expect(experiment().training.shuffle).toBe(false)
  })
})

describe('the start', () => {
  it('names given weights and draws others on demand', async () => {
    const { select, experiment } = await openPanel({
      network: { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' }] },
      initialization: { kind: 'given' },
      theta: [[[-30, 20, 20]]],
    })
    expect(select('Weights').element.value).toBe('given')
    await select('Weights').setValue('zeros')
    expect(experiment().initialization).toEqual({ kind: 'zeros' })
    expect(experiment()).not.toHaveProperty('theta')
  })

  it('offers no given weights where there are none', async () => {
    const { select } = await openPanel()
    expect(
      select('Weights')
        .findAll('option')
        .map((option) => option.element.value),
    ).not.toContain('given')
  })

  it('asks for a range where the weights are uniform', async () => {
    const { select, type, experiment } = await openPanel()
    await select('Weights').setValue('uniform')
    await type('Range', '0.25')
    expect(experiment().initialization).toEqual({ kind: 'uniform', range: 0.25 })
  })

  it('draws other weights with the next seed, and takes a typed one', async () => {
    const { button, field, experiment, lab, settle } = await openPanel()
    const before = lab.readings.model.value?.theta.slice()
    await button('New seed').trigger('click')
    await settle()
    expect(experiment().training.seed).toBe(2)
    expect(lab.readings.model.value?.theta).not.toEqual(before)

    await field('Seed').setValue('1')
    await field('Seed').trigger('keydown', { key: 'Enter' })
    await settle()
    expect(lab.readings.model.value?.theta).toEqual(before)

    await field('Seed').setValue('1.5')
    await field('Seed').trigger('blur')
    expect(experiment().training.seed).toBe(1)
  })
})
