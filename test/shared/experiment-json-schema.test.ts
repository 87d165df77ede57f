/** docs/experiment.schema.json, read by another program: it takes what the lab takes. */
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { experimentJsonSchema, SCHEMA_PATH } from '../../scripts/experiment-schema'
import { GALLERY } from '../../src/shared/experiments'
import { parseExperiment } from '../../src/shared/parse-experiment'

const committed = readFileSync(SCHEMA_PATH, 'utf8')
const accepts = new Ajv({ allErrors: true }).compile(JSON.parse(committed))
const experiments = GALLERY.map(({ experiment }) => experiment)
const placesOfErrors = (data: unknown): string[] =>
  accepts(data) ? [] : (accepts.errors ?? []).map(({ instancePath }) => instancePath)

it('is what `npm run schema` writes today', async () => {
  expect(committed).toBe(await experimentJsonSchema())
})

describe('takes', () => {
  it.each(experiments.map((experiment) => [experiment.name, experiment] as const))('%s', (_, experiment) => {
    expect(placesOfErrors(JSON.parse(JSON.stringify(experiment)))).toEqual([])
  })

  it('whatever the lab takes, with any field changed to anything', () => {
    let taken = 0
    fc.assert(
      fc.property(fc.constantFrom(...experiments), fc.nat(), anyValue, (experiment, choice, value) => {
        const changed = withOneField(experiment, choice, value)
        if (!parseExperiment(changed).ok) return
        taken++
        expect(placesOfErrors(changed)).toEqual([])
      }),
      { numRuns: 3000 },
    )
    expect(taken).toBeGreaterThan(100)
  })
})

describe('refuses, by its place', () => {
  const [experiment] = experiments
  if (!experiment) throw new Error('The lab comes with experiments')
  const { network, training } = experiment
  it.each([
    ['another format', { format: 'keras' }, '/format'],
    ['a newer version', { version: 9 }, '/version'],
    ['half a unit', { network: { ...network, inputs: 1.5 } }, '/network/inputs'],
    ['no layers', { network: { ...network, layers: [] } }, '/network/layers'],
    ['an unknown activation', { network: { inputs: 2, layers: [{ units: 1, activation: 'swish' }] } }, '/activation'],
    ['an unknown cost', { cost: 'hinge' }, '/cost'],
    ['α of 0', { training: { ...training, optimizer: { kind: 'sgd', learningRate: 0 } } }, '/learningRate'],
    ['a batch of 0', { training: { ...training, batchSize: 0 } }, '/training/batchSize'],
    ['an unknown dataset', { dataset: { kind: 'web', address: 'https://example.org' } }, '/dataset'],
    ['weights in words', { theta: [[['one']]] }, '/theta/0/0/0'],
  ])('%s', (_, change, place) => {
    expect(placesOfErrors({ ...experiment, ...change }).join(' ')).toContain(place)
  })
})

const anyValue = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    1,
    -1,
    0.5,
    2,
    100,
    1e-50,
    1e7,
    '',
    'sgd',
    'sigmoid',
    'linear',
    true,
    false,
    null,
    [],
    {},
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.nat(1000),
)

/** The experiment with one of its fields, at any depth, changed. */
function withOneField(experiment: unknown, choice: number, value: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(experiment))
  const fields: (() => void)[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, child] of Object.entries(node)) {
      fields.push(() => Object.assign(node, { [key]: value }))
      visit(child)
    }
  }
  visit(copy)
  fields[choice % fields.length]?.()
  return copy
}
