/** The exported model in ONNX Runtime, against the engine's own answers. */
import fc from 'fast-check'
import * as ort from 'onnxruntime-web'
import { describe, expect, it } from 'vitest'
import type { Experiment } from '../../../src/shared/experiment'
import type { LayerSpec } from '../../../src/shared/network'
import { HIDDEN, OUTPUTS } from '../../independent/random-problem'
import { csvDataset } from '../../shared/imported/csv-dataset'
import { lecture } from '../node-trainer'
import { costsOf, exported, runOf } from './run-of'

/** The engine's answers are float32 too: each sum rounds in another order. */
const TOLERANCE = 1e-5
/** Of answers near 0 the terms have cancelled, and their rounding is left: there the difference counts absolutely. */
const SMALLEST = 0.1

/** ‖ours − theirs‖ / max(‖theirs‖, SMALLEST) */
function relativeError(ours: Float32Array, theirs: Float32Array): number {
  if (ours.length !== theirs.length) return NaN
  return (
    Math.hypot(...ours.map((answer, index) => answer - (theirs[index] ?? NaN))) /
    Math.max(Math.hypot(...theirs), SMALLEST)
  )
}

const hidden: fc.Arbitrary<LayerSpec> = fc.record({
  units: fc.integer({ min: 1, max: 20 }),
  activation: fc.constantFrom(...HIDDEN),
})

function experimentWith(
  inputs: number,
  layers: readonly LayerSpec[],
  cost: Experiment['cost'],
  seed: number,
): Experiment {
  const outputs = layers.at(-1)?.units ?? 0
  return lecture({
    network: { inputs, layers },
    cost,
    training: { ...lecture().training, seed },
    dataset: {
      kind: 'inline',
      inputs: Array.from({ length: 7 }, (_, row) =>
        Array.from({ length: inputs }, (_, i) => Math.sin(seed + 3 * row + i) * 2),
      ),
      targets: Array.from({ length: 7 }, (_, row) =>
        Array.from({ length: outputs }, (_, k) => Number(row % outputs === k)),
      ),
      trainFraction: 0.6,
    },
  })
}

async function openSession(experiment: Experiment) {
  const run = runOf(experiment)
  costsOf(run, 2)
  const { bytes } = await exported(run, 'onnx')
  return { run, bytes, session: await ort.InferenceSession.create(bytes) }
}

async function answersOf(session: ort.InferenceSession, inputs: Float32Array, width: number): Promise<Float32Array> {
  const { h } = await session.run({ x: new ort.Tensor('float32', inputs, [inputs.length / width, width]) })
  if (!(h?.data instanceof Float32Array)) throw new Error('no h')
  return h.data
}

describe('a model in ONNX Runtime', () => {
  it('answers as the engine does: random networks of every activation, as many examples as one likes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.array(hidden, { maxLength: 4 }),
        fc.constantFrom(...OUTPUTS),
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 2 ** 31 }),
        async (inputs, layers, { activation, cost }, outputs, seed) => {
          const experiment = experimentWith(inputs, [...layers, { units: outputs, activation }], cost, seed)
          const { run, session } = await openSession(experiment)
          const all = await answersOf(session, run.data.inputs, inputs)
          expect(relativeError(all, run.model.outputs(0, 7))).toBeLessThan(TOLERANCE)
          const one = await answersOf(session, run.data.inputs.slice(0, inputs), inputs)
          expect(relativeError(one, run.model.outputs(0, 1))).toBeLessThan(TOLERANCE)
          await session.release()
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)

  it.each([...HIDDEN])('knows %s in a hidden layer and at the end', async (activation) => {
    const layers = [
      { units: 5, activation },
      { units: 3, activation },
    ]
    const { run, session } = await openSession(experimentWith(3, layers, 'squared-error', 7))
    const ours = run.model.outputs(0, 7)
    expect(relativeError(await answersOf(session, run.data.inputs, 3), ours)).toBeLessThan(TOLERANCE)
  })

  it('is wrong by more than that where one weight is another', async () => {
    const { run, session } = await openSession(lecture())
    const theta = run.model.theta()
    theta[0] = (theta[0] ?? 0) + 0.001
    const ours = run.model.outputs(0, 10)
    expect(relativeError(await answersOf(session, run.data.inputs.slice(0, 20), 2), ours)).toBeGreaterThan(TOLERANCE)
  })

  it('says what its inputs and outputs are', async () => {
    const { session } = await openSession(
      lecture({
        dataset: {
          kind: 'generated',
          name: 'circle',
          samples: 50,
          noise: 0,
          seed: 1,
          features: ['x1^2', 'sin(x2)'],
          trainFraction: 0.5,
        },
      }),
    )
    expect([session.inputNames, session.outputNames]).toEqual([['x'], ['h']])
    expect(session.inputMetadata[0]).toMatchObject({ isTensor: true, type: 'float32', shape: ['batch', 2] })
  })

  it('carries the scale of scaled data, so that raw numbers can be brought in', async () => {
    const iris = lecture({
      network: { inputs: 4, layers: [{ units: 3, activation: 'softmax' }] },
      dataset: { kind: 'builtin', name: 'iris', seed: 1, trainFraction: 0.8 },
    })
    const run = runOf(iris)
    const text = new TextDecoder().decode((await exported(run, 'onnx')).bytes)
    const numbers = (key: string): number[] =>
      JSON.parse(new RegExp(`${key}\\x12[^[]{1,3}(\\[[^\\]]*\\])`).exec(text)?.[1] ?? '[]')
    const [offset, divisor] = [numbers('input_offset'), numbers('input_divisor')]
    expect([offset.length, divisor.length]).toEqual([4, 4])
    // Lengths of flowers in cm, with one decimal.
    for (const [index, input] of run.data.inputs.subarray(0, 40).entries()) {
      const raw = input * (divisor[index % 4] ?? 0) + (offset[index % 4] ?? 0)
      expect(raw).toBeCloseTo(Math.round(raw * 10) / 10, 4)
      expect(raw).toBeGreaterThan(0)
    }
    expect(text).toContain('["setosa","versicolor","virginica"]')
  })

  it('carries the scale of an imported table, texts unscaled', async () => {
    const rows = ['hours,colour,sleep,passed', '1,red,4,no', '2,blue,8,yes', '3,red,6,yes', '5,blue,2,no']
    const dataset = csvDataset(`${rows.join('\n')}\n`, { scale: 'min-max' })
    const network = { inputs: 4, layers: [{ units: 2, activation: 'softmax' as const }] }
    const run = runOf(lecture({ network, dataset }))
    const text = new TextDecoder().decode((await exported(run, 'onnx')).bytes)
    // hours from 1 to 5; blue and red as they are; sleep from 2 to 8.
    expect(text).toContain('[1,0,0,2]')
    expect(text).toContain('[4,1,1,6]')
    expect(text).toContain('["hours","colour = blue","colour = red","sleep"]')
  })
})
