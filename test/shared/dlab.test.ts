import { strToU8, unzipSync, zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeDlab, encodeDlab, type SavedExperiment } from '../../src/shared/dlab'
import type { Experiment, OptimizerSpec } from '../../src/shared/experiment'
import { computedUnitCount, parameterCount } from '../../src/shared/network'

const SGD: readonly [OptimizerSpec, slots: number] = [{ kind: 'sgd', learningRate: 0.3 }, 0]
const OPTIMIZERS: readonly (readonly [OptimizerSpec, slots: number])[] = [
  SGD,
  [{ kind: 'momentum', learningRate: 0.05, momentum: 0.9 }, 1],
  [{ kind: 'rmsprop', learningRate: 0.01, decay: 0.9, epsilon: 1e-6 }, 1],
  [{ kind: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, 2],
]

function experimentWith(optimizer: OptimizerSpec): Experiment {
  return {
    format: 'delta-lab-experiment',
    version: 1,
    name: 'XNOR – gespeichert',
    network: {
      inputs: 2,
      layers: [
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
    },
    cost: 'cross-entropy',
    initialization: { kind: 'xavier-uniform' },
    training: { optimizer, batchSize: 4, shuffle: true, l1: 0, l2: 0.01, seed: 7 },
    dataset: {
      kind: 'inline',
      inputs: [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      targets: [[1], [0], [0], [1]],
      trainFraction: 1,
    },
  }
}

/** Numbers of every kind, the odd ones too: a saved NaN has to come back as one. */
const float = fc.float({ noNaN: false })
const floats = (length: number): fc.Arbitrary<Float32Array> =>
  fc.array(float, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values))

const saved: fc.Arbitrary<SavedExperiment> = fc
  .record({ choice: fc.nat(3), records: fc.integer({ min: 0, max: 5 }) })
  .chain(({ choice, records }) => {
    const [optimizer, slots] = OPTIMIZERS[choice] ?? SGD
    const experiment = experimentWith(optimizer)
    const size = parameterCount(experiment.network)
    const units = computedUnitCount(experiment.network)
    return fc.record({
      experiment: fc.constant(experiment),
      checkpoint: fc.record({
        theta: floats(size),
        initialTheta: floats(size),
        optimizerState: floats(slots * size),
        progress: fc.record({ epoch: fc.nat(), position: fc.nat(3), steps: fc.nat() }),
        history: fc.record({
          epochs: fc.constant(Float64Array.from({ length: records }, (_, record) => record * 2)),
          trainCost: floats(records),
          testCost: floats(records),
          trainAccuracy: floats(records),
          testAccuracy: floats(records),
          lowestBatchCost: floats(records),
          highestBatchCost: floats(records),
          meanAbsDelta: floats(records * units),
        }),
      }),
    })
  })

function decoded(bytes: Uint8Array): SavedExperiment {
  const outcome = decodeDlab(bytes)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  return outcome.value
}

function firstProblem(bytes: Uint8Array): string {
  const outcome = decodeDlab(bytes)
  return outcome.ok ? 'none' : `${outcome.problems[0]?.path} | ${outcome.problems[0]?.message}`
}

const [example] = fc.sample(saved, { numRuns: 1, seed: 5 })
if (!example?.checkpoint) throw new Error('fast-check gave no example')
const { progress } = example.checkpoint
const bytes = encodeDlab(example)

describe('a saved experiment', () => {
  it('comes back bit for bit, and saves to the same bytes again', () => {
    fc.assert(
      fc.property(saved, (original) => {
        const once = encodeDlab(original)
        const back = decoded(once)
        expect(back).toEqual(original)
        expect(encodeDlab(back)).toEqual(once)
      }),
      { numRuns: 100 },
    )
  })

  it('is a zip that any tool opens, with the parts that the format names', () => {
    const entries = unzipSync(bytes)
    expect(Object.keys(entries)).toEqual(['experiment.json', 'weights.safetensors', 'history.safetensors'])
    const experiment: unknown = JSON.parse(new TextDecoder().decode(entries['experiment.json']))
    expect(experiment).toMatchObject({ format: 'delta-lab-experiment', version: 1, run: progress })
  })

  it('may be a bare experiment.json', () => {
    const bare = new TextEncoder().encode(`\uFEFF ${JSON.stringify(example.experiment)}`)
    expect(decoded(bare)).toEqual({ experiment: example.experiment, checkpoint: null })
  })
})

describe('a file that is not sound is refused, and says why', () => {
  const entries = unzipSync(bytes)
  const rezipped = (changes: Record<string, Uint8Array | undefined>): Uint8Array =>
    zipSync(
      Object.fromEntries(
        Object.entries({ ...entries, ...changes }).filter((entry): entry is [string, Uint8Array] => Boolean(entry[1])),
      ),
    )
  const json = (change: object): Uint8Array =>
    strToU8(JSON.stringify({ ...example.experiment, run: progress, ...change }))

  it.each([
    ['nothing at all', new Uint8Array(0), /empty/],
    ['something else', strToU8('%PDF-1.7 '.repeat(20)), /not a \.dlab file/],
    ['a cut-off zip', bytes.subarray(0, bytes.length - 30), /cut off/],
    ['a cut-off experiment.json', strToU8('{"format": "delta-lab'), /not JSON/],
    ['no experiment.json', rezipped({ 'experiment.json': undefined }), /experiment\.json \| .*missing/],
    ['no history', rezipped({ 'history.safetensors': undefined }), /history\.safetensors \| .*missing/],
    ['a newer version', rezipped({ 'experiment.json': json({ version: 9 }) }), /version \| .*version 9/],
    [
      'weights of another network',
      rezipped({ 'experiment.json': json({ network: { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' }] } }) }),
      /theta\.1/,
    ],
    ['half a run', rezipped({ 'experiment.json': json({ run: { epoch: -1, position: 0, steps: 0 } }) }), /run\.epoch/],
    [
      'weights that are cut off',
      rezipped({ 'weights.safetensors': entries['weights.safetensors']?.subarray(0, -4) }),
      /weights\.safetensors \| .*cut off/,
    ],
  ])('%s', (_, damaged, reason) => {
    expect(firstProblem(damaged)).toMatch(reason)
  })

  it('an entry that grows beyond the size it declares', () => {
    const bomb = zipSync({ 'experiment.json': new Uint8Array(50_000_000) }, { level: 9 })
    const view = new DataView(bomb.buffer, bomb.byteOffset)
    for (let at = 0; at + 28 < bomb.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
    }
    expect(firstProblem(bomb)).toMatch(/damaged/)
  })

  it('any byte changed or any end cut off: exact or refused, never something else', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, change, cut) => {
        const damaged = cut ? bytes.slice(0, at) : bytes.slice()
        if (!cut) damaged[at] = (damaged[at] ?? 0) ^ change
        const outcome = decodeDlab(damaged)
        if (outcome.ok) expect(outcome.value).toEqual(example)
        else expect(outcome.problems[0]?.message).toBeTruthy()
      }),
      { numRuns: 2000 },
    )
  })
})
