/** An example of one’s own, typed in the units of the table. */
import { afterEach, describe, expect, it } from 'vitest'
import type { CsvDataset, Experiment } from '../../../src/shared/experiment'
import { formatActivation } from '../../../src/renderer/network/format'
import { experimentWith } from '../data/experiment-with'
import { csvDataset } from '../../shared/imported/csv-dataset'
import { example } from '../charts/diagnosis/trained'
import { openMicroscope, words, type OpenMicroscope } from './open-microscope'

let stand: OpenMicroscope
afterEach(() => stand.close())

const PATIENTS = 'fever,colour,age,dose\n36,red,20,100\n40,blue,60,500\n38,red,40,300\n'

function patients(choices: Partial<CsvDataset> = {}): Experiment {
  return experimentWith({
    network: { inputs: 4, layers: [{ units: 1, activation: 'linear' }] },
    cost: 'squared-error',
    // h is half of what is seen of the age.
    theta: [[[0, 0, 0, 0, 0.5]]],
    dataset: csvDataset(PATIENTS, { scale: 'min-max', targetKind: 'value', targetScale: 'min-max', ...choices }),
  })
}

/** The fields as they are read aloud, with what stands in them and below. */
function fields(): string[] {
  return stand.page
    .get('[role=group][aria-label="Own example"]')
    .findAll('.field')
    .map((field) => {
      const control = field.find<HTMLInputElement | HTMLSelectElement>('input, select').element
      const value = control instanceof HTMLSelectElement ? control.selectedOptions[0]?.text : control.value
      const below = field.find('small')
      return `${field.get('label').text()}: ${value?.trim()}${below.exists() ? `, ${below.text()}` : ''}`
    })
}

function control(name: string) {
  const field = stand.page.findAll('.fields .field').find((each) => each.get('label').text() === name)
  if (!field) throw new Error(`There is no field ${name}`)
  return field.get<HTMLInputElement | HTMLSelectElement>('input, select')
}

async function type(name: string, value: string): Promise<void> {
  const field = control(name)
  await field.setValue(value)
  await field.trigger('keydown', { key: 'Enter' })
  await stand.settle()
}

async function choose(name: string, option: string): Promise<void> {
  const select = control(name)
  if (!(select.element instanceof HTMLSelectElement)) throw new Error(`${name} is no list`)
  select.element.selectedIndex = [...select.element.options].findIndex(({ text }) => text.trim() === option)
  await select.trigger('change')
  await stand.settle()
}

async function openOwn(experiment: Experiment, exampleWith?: number): Promise<void> {
  stand = await openMicroscope(experiment)
  const { labels } = stand.lab.readings.data.value ?? {}
  if (exampleWith !== undefined) stand.lab.selection.example.value = labels?.indexOf(exampleWith) ?? 0
  await stand.settle()
  await stand.page.get('.microscope input[type=checkbox]').setValue(true)
  await stand.settle()
}

const seen = (): number[] => [...(stand.lab.microscope.look.value?.trace.a ?? [])].slice(0, 4)

describe('of a table', () => {
  it('starts as the example that was there, in the table’s units, with what the network sees below', async () => {
    await openOwn(patients(), 0.5)
    expect(fields()).toEqual([
      'Input fever: 38, seen as 0.500',
      'Input colour: red',
      'Input age: 40, seen as 0.500',
      'Target dose: 300, seen as 0.500',
    ])
  })

  it('is typed in those units, and the answer is read in them', async () => {
    await openOwn(patients(), 0.5)
    await type('Input fever', '39.5')
    await type('Input age', '60')
    await choose('Input colour', 'blue')
    await type('Target dose', '400')
    expect(seen()).toEqual([0.875, 1, 0, 1])
    expect(fields()).toEqual([
      'Input fever: 39.5, seen as 0.875',
      'Input colour: blue',
      'Input age: 60, seen as 1.00',
      'Target dose: 400, seen as 0.750',
    ])
    const answer = (): string => stand.page.get('.microscope .answer').text()
    expect(answer()).toContain('once the steps have come to the output')
    await stand.press(stand.steps(), 'End')
    // 0.5 · 1, of 100 to 500.
    expect(answer()).toBe('Answer: 300 dose (h 0.50)')
    const note = stand.page.findAll('.note.above .line').map(words)
    expect(note.slice(0, 2)).toEqual(['h 0.50 = 300 dose', 'y 0.75 = 400'])
  })

  it('has its arrow keys go in steps of those units', async () => {
    await openOwn(patients(), 0.5)
    await control('Input age').trigger('keydown', { key: 'ArrowUp' })
    await stand.settle()
    // A tenth of the range of 40 years, as a power of ten.
    expect(fields()[2]).toBe('Input age: 41, seen as 0.525')
  })

  it('as it is, where nothing was scaled', async () => {
    await openOwn(patients({ scale: 'none', targetScale: 'none' }), 300)
    expect(fields()).toEqual(['Input fever: 38', 'Input colour: red', 'Input age: 40', 'Target dose: 300'])
  })

  it('goes when the data are used in another way', async () => {
    await openOwn(patients(), 0.5)
    stand.lab.document.edit((experiment) => ({
      ...experiment,
      dataset: { ...experiment.dataset, trainFraction: 0.67 },
    }))
    await stand.settle()
    expect(stand.lab.microscope.own.value).toBeNull()
  })

  it('says that a text is missing until one is chosen', async () => {
    const content = 'colour,dose\nred,1.5\nblue,2.5\n,9.5\n'
    const dataset = csvDataset(content, { targetKind: 'value', missing: 'mean' })
    const network = { inputs: 2, layers: [{ units: 1, activation: 'linear' as const }] }
    await openOwn(experimentWith({ network, cost: 'squared-error', dataset }), 9.5)
    expect(fields()[0]).toBe('Input colour: missing')
    await choose('Input colour', 'blue')
    expect(seen().slice(0, 2)).toEqual([1, 0])
    expect(fields()[0]).toBe('Input colour: blue')
  })

  it.each([
    ['sigmoid', [0, 1]],
    ['tanh', [-1, 1]],
  ] as const)('has its class chosen by name, for a %s output', async (activation, [no, yes]) => {
    const dataset = csvDataset('hours,passed\n1,no\n9,yes\n')
    const network = { inputs: 1, layers: [{ units: 1, activation }] }
    const cost = activation === 'tanh' ? 'squared-error' : 'cross-entropy'
    await openOwn(experimentWith({ network, cost, dataset }), 0)
    expect(fields()[1]).toBe('Target passed: no')
    expect([...(stand.lab.microscope.look.value?.trace.target ?? [])]).toEqual([no])
    await choose('Target passed', 'yes')
    expect([...(stand.lab.microscope.look.value?.trace.target ?? [])]).toEqual([yes])
  })
})

it('of flowers: in centimetres, with a species', async () => {
  await openOwn(example('iris'))
  const [sepal, , , , species] = fields()
  expect(sepal).toMatch(/^Input sepal length: \d\.\d, seen as /)
  expect(species).toMatch(/^Target: (setosa|versicolor|virginica)$/)
  await choose('Target', 'virginica')
  const { target, a } = stand.lab.microscope.look.value?.trace ?? {}
  expect([...(target ?? [])]).toEqual([0, 0, 1])
  await stand.press(stand.steps(), 'End')
  const outputs = [...(a ?? [])].slice(-3)
  const largest = Math.max(...outputs)
  expect(stand.page.get('.microscope .answer').text()).toBe(
    `Answer: ${['setosa', 'versicolor', 'virginica'][outputs.indexOf(largest)]} (h ${formatActivation(largest)})`,
  )
})
