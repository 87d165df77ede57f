import { afterEach, describe, expect, it } from 'vitest'
import DecisionMap from '../../../src/renderer/charts/DecisionMap.vue'
import Diagnosis from '../../../src/renderer/charts/Diagnosis.vue'
import ExampleCard from '../../../src/renderer/charts/ExampleCard.vue'
import TrainPanel from '../../../src/renderer/charts/TrainPanel.vue'
import { formatReading } from '../../../src/renderer/charts/format'
import irisCsv from '../../../src/worker/engine/data/iris.csv?raw'
import { csvDataset } from '../../shared/imported/csv-dataset'
import { experimentWith } from '../data/experiment-with'
import { example } from './diagnosis/trained'
import { closeOpened, open, textOf } from './open-reading'

afterEach(closeOpened)

describe('the card of an example', () => {
  it('says what it is, what the network answers, and every output', async () => {
    const stand = await open(ExampleCard, example('iris'))
    stand.lab.selection.example.value = 7
    await stand.settle()
    const { model, data } = stand.lab.readings
    const { trace } = model.value ?? {}
    if (!trace || !data.value) throw new Error('The lab has no numbers')
    const names = data.value.classNames
    const answers = [...trace.a.slice(-3)]
    const truth = names[data.value.labels[7] ?? -1]
    const answer = names[answers.indexOf(Math.max(...answers))]
    expect(textOf(stand, '.answer')).toContain(`is ${truth}, answered ${answer}`)
    expect(textOf(stand, '.answer')).toContain(truth === answer ? 'right' : 'wrong')
    expect(textOf(stand, '.cost')).toBe(`training example · cost(i) ${formatReading(trace.cost)}`)
    expect(stand.page.findAll('.outputs .visually-hidden').map((line) => line.text())).toEqual(
      names.map((name, k) => `${name}: ${formatReading(answers[k] ?? NaN)}${name === truth ? ', the true class' : ''}`),
    )
    // In centimetres, as the flower stands in the file.
    const lengths = stand.page.findAll('.inputs dd').map((value) => value.text())
    expect(irisCsv).toContain(`\n${lengths.join(',')},${truth}`)
  })

  it('of a value says what it is and what was answered, in its own units', async () => {
    const content = 'size,rooms,age,price\n10,1,5,100000\n20,3,9,200000\n40,2,7,600000\n'
    const dataset = csvDataset(content, { targetKind: 'value', targetScale: 'min-max', scale: 'standard' })
    const network = { inputs: 3, layers: [{ units: 1, activation: 'linear' as const }] }
    // h = 0.5: half-way from 100,000 to 600,000.
    const stand = await open(
      ExampleCard,
      experimentWith({ network, cost: 'squared-error', theta: [[[0.5, 0, 0, 0]]], dataset }),
    )
    stand.lab.selection.example.value = stand.lab.readings.data.value?.labels.indexOf(Math.fround(0.2)) ?? -1
    await stand.settle()
    expect(textOf(stand, '.values .name')).toBe('price')
    expect(stand.page.findAll('.values dl > div').map((row) => row.text())).toEqual([
      'answered350,000',
      'is200,000',
      'off by150,000',
    ])
    expect(stand.page.findAll('.inputs dd').map((value) => value.text())).toEqual(['20', '3', '9'])
    expect(textOf(stand, '.ends')).toBe('100,000600,000')
    const place = (mark: string) => stand.page.get<HTMLElement>(`.line .${mark}`).element.style.left
    expect([place('target'), place('answer')]).toEqual(['20%', '50%'])
    expect(stand.page.find('.outputs').exists()).toBe(false)
  })

  it('while it trains, the number is that of the example whose values stand below', async () => {
    const stand = await open(ExampleCard, example('iris'))
    const { page, lab, settle } = stand
    const values = (): string =>
      page
        .findAll('.inputs dd')
        .map((value) => value.text())
        .join(' ')
    const number = (): string => page.get<HTMLInputElement>('.number input').element.value
    const seen = new Map<string, string>()
    lab.run.speed.value = { unit: 'epoch', perSecond: 600 }
    lab.run.train()
    for (let look = 0; look < 60; look++) {
      await settle()
      seen.set(number(), values())
    }
    lab.run.pause()
    await settle()
    expect(seen.size).toBeGreaterThan(1)
    for (const [shown, beside] of seen) {
      lab.selection.example.value = Number(shown) - 1
      await settle()
      expect(`${shown}: ${values()}`).toBe(`${shown}: ${beside}`)
    }
  })

  it('goes to the next one, the one before, and any by number', async () => {
    const { page, lab, settle } = await open(ExampleCard, example('iris'))
    await page.get('[aria-label="Next example"]').trigger('click')
    expect(lab.selection.example.value).toBe(1)
    await page.get('[aria-label="Previous example"]').trigger('click')
    expect(lab.selection.example.value).toBe(0)
    await settle()
    expect(page.get('[aria-label="Previous example"]').attributes('disabled')).toBeDefined()
    const field = page.get('.number input')
    await field.setValue('150')
    await field.trigger('keydown', { key: 'Enter' })
    await settle()
    expect(lab.selection.example.value).toBe(149)
    expect(page.get('[aria-label="Next example"]').attributes('disabled')).toBeDefined()
    expect(page.get('.cost').text()).toContain('test example')
    await field.setValue('151')
    await field.trigger('keydown', { key: 'Enter' })
    expect(lab.selection.example.value).toBe(149)
  })
})

describe('the decision map', () => {
  it('calls the inputs of a table by their names', async () => {
    const dataset = csvDataset('size,rooms,price\n10,1,100.5\n20,3,200\n40,2,600\n', { targetKind: 'value' })
    const network = { inputs: 2, layers: [{ units: 1, activation: 'linear' as const }] }
    const stand = await open(DecisionMap, experimentWith({ network, cost: 'squared-error', dataset }))
    expect(textOf(stand, 'h3')).toBe('Answer over size and rooms')
    expect(stand.page.get('canvas[role=img]').attributes('aria-label')).toContain('Answer over size and rooms: ')
  })

  it('of a scaled target is in its own units; a hidden unit has none', async () => {
    const content = 'size,rooms,price\n10,1,100000\n20,3,200000\n40,2,600000\n'
    const dataset = csvDataset(content, { targetKind: 'value', targetScale: 'standard', scale: 'standard' })
    const layers = [1, 1].map((units) => ({ units, activation: 'linear' as const }))
    // h is 0 everywhere: the mean.
    const theta = [[[0, 1, 0]], [[0, 0]]]
    const network = { inputs: 2, layers }
    const stand = await open(DecisionMap, experimentWith({ network, cost: 'squared-error', theta, dataset }))
    const label = (): string | undefined => stand.page.get('canvas[role=img]').attributes('aria-label')
    expect(label()).toContain('values from 300,000 to 300,000; the line stands at 300,000.')
    expect(stand.page.findAll('.kinds li').map((kind) => kind.text())).toEqual(['y > 300,000', 'y ≤ 300,000'])
    stand.lab.selection.pinned.value = { layer: 2, unit: 0 }
    await stand.settle()
    expect(label()).toMatch(/the line stands at 0\.$/)
    expect(stand.page.findAll('.kinds li').map((kind) => kind.text())).toEqual(['y > 300,000', 'y ≤ 300,000'])
  })

  it('says in words what it shows, and names the unit that is looked at', async () => {
    const stand = await open(DecisionMap, experimentWith({}))
    const label = (): string | undefined => stand.page.get('canvas[role=img]').attributes('aria-label')
    expect(label()).toMatch(/^Decision boundary: values from 0\.\d+ to 0\.\d+; the line stands at 0\.500\.$/)
    stand.lab.selection.pinned.value = { layer: 2, unit: 1 }
    await stand.settle()
    expect(textOf(stand, 'h3')).toBe('Unit 2, layer 2')
    expect(label()).toMatch(/^Unit 2, layer 2: values from .* the line stands at 0\.$/)
  })
})

describe('the diagnosis', () => {
  it('says how things are, and shows the units it names', async () => {
    const stand = await open(Diagnosis, example('symmetry'))
    expect(stand.page.findAll('h4').map((title) => title.text())).toEqual(['Note: Ready', 'Warning: Symmetric units'])
    const unit = stand.page.get('[aria-label="Show Unit 2, layer 2"]')
    await unit.trigger('focus')
    expect(stand.lab.selection.unit.value).toEqual({ layer: 2, unit: 1 })
    await unit.trigger('blur')
    expect(stand.lab.selection.unit.value).toBeNull()
    stand.lab.document.setWeight(1, 0.5)
    await stand.settle()
    expect(textOf(stand)).toContain('Units 2, 3 and 4 of layer 2')
  })
})

describe('all readings together', () => {
  it.each([
    ['a plane', experimentWith({}), '.decision-map', '.example-card'],
    ['no plane', example('iris'), '.example-card', '.decision-map'],
  ])('of data that are %s', async (_, experiment, shown, missing) => {
    const { page } = await open(TrainPanel, experiment)
    expect(page.find(shown).exists()).toBe(true)
    expect(page.find(missing).exists()).toBe(false)
    expect(page.findAll('figure').map((figure) => figure.attributes('aria-label'))).toEqual([
      'Cost',
      'Delta magnitudes',
    ])
  })
})
