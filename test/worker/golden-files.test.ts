/** Saved files of every version of the format: each opens, holds what other tools read from it, and trains on. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { decodeDlab, encodeDlab } from '../../src/shared/dlab'
import { EXPERIMENT_VERSION } from '../../src/shared/experiment'
import { startTrainer, stepToEpoch } from './node-trainer'

const FOLDER = join(import.meta.dirname, '../fixtures/dlab')
const numbers = v.array(v.number())
const expectedSchema = v.object({
  experiment: v.record(v.string(), v.unknown()),
  run: v.object({ epoch: v.number(), position: v.number(), steps: v.number() }),
  theta: numbers,
  initialTheta: numbers,
  optimizerState: numbers,
  epochs: numbers,
  trainCost: numbers,
  sha256OfThetaAfterEpoch20: v.string(),
})

function golden(name: string) {
  const bytes = new Uint8Array(Buffer.from(readFileSync(join(FOLDER, `${name}.dlab.base64`), 'utf8'), 'base64'))
  const expected = v.parse(expectedSchema, JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')))
  const decoded = decodeDlab(bytes)
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems))
  const { experiment, checkpoint } = decoded.value
  if (!checkpoint) throw new Error('A golden file has been trained')
  return { experiment, checkpoint, expected }
}

const names = readdirSync(FOLDER).flatMap((file) => /^(version-\d+.*)\.dlab\.base64$/.exec(file)?.[1] ?? [])

it('there is one of every version', () => {
  const versions = Array.from({ length: EXPERIMENT_VERSION }, (_, index) => `version-${index + 1}`)
  expect(names).toEqual(expect.arrayContaining(versions))
})

describe.each(names)('%s', (name) => {
  it('opens with every number that other tools read from it', () => {
    const { experiment, checkpoint, expected } = golden(name)
    expect(experiment).toEqual({ ...expected.experiment, version: EXPERIMENT_VERSION })
    const { epoch, position, steps } = expected.run
    expect(checkpoint.progress).toEqual({ epoch, position, steps })
    for (const field of ['theta', 'initialTheta', 'optimizerState'] as const) {
      expect([...checkpoint[field]], field).toEqual(expected[field])
    }
    expect([...checkpoint.history.epochs]).toEqual(expected.epochs)
    expect([...checkpoint.history.trainCost]).toEqual(expected.trainCost)
  })

  it('trains on to the same bits as on the day it was saved', () => {
    const { experiment, checkpoint, expected } = golden(name)
    const started = startTrainer()
    started.load(experiment, checkpoint)
    stepToEpoch(started, 20)
    const theta = new Uint8Array(started.theta().buffer)
    expect(createHash('sha256').update(theta).digest('hex')).toBe(expected.sha256OfThetaAfterEpoch20)
  })

  it('saved by this version it is the same file every time', () => {
    const { experiment, checkpoint } = golden(name)
    const once = encodeDlab({ experiment, checkpoint })
    const again = decodeDlab(once)
    expect(again).toEqual({ ok: true, value: { experiment, checkpoint } })
    expect(again.ok && encodeDlab(again.value)).toEqual(once)
  })
})
