import { expect, test } from 'vitest'
import { decodeCopy, encodeDocument, encodeRun } from '../../src/shared/copy-parts'
import { GALLERY } from '../../src/shared/experiments'
import { decodeDlab } from '../../src/shared/dlab'
import { parameterCount } from '../../src/shared/network'
import type { Checkpoint } from '../../src/shared/trainer'

const { experiment } = GALLERY[0]
const size = parameterCount(experiment.network)
const column = (value: number): Float32Array => Float32Array.of(value, value / 3)
const checkpoint: Checkpoint = {
  theta: Float32Array.from({ length: size }, (_, index) => Math.fround(index / 7)),
  initialTheta: Float32Array.from({ length: size }, (_, index) => -index),
  optimizerState: new Float32Array(),
  progress: { epoch: 1, position: 30, steps: 28 },
  history: {
    epochs: Float64Array.of(0, 1),
    trainCost: column(1),
    testCost: column(2),
    trainAccuracy: column(3),
    testAccuracy: column(4),
    lowestBatchCost: column(5),
    highestBatchCost: column(6),
    meanAbsDelta: Float32Array.from({ length: 10 }, (_, index) => index / 3),
  },
  optimizerSteps: 28,
  orderSource: { seed: 4, shuffle: true },
}

test('document and run come back exactly', () => {
  const decoded = decodeCopy(encodeDocument(experiment), encodeRun(experiment, checkpoint))
  expect(decoded).toEqual({ ok: true, value: { experiment, checkpoint } })
})

test('the document alone is a file that any reader of .dlab opens', () => {
  const document = encodeDocument(experiment)
  expect(decodeDlab(document)).toEqual({ ok: true, value: { experiment, checkpoint: null } })
  expect(decodeCopy(document, new Uint8Array())).toEqual({ ok: true, value: { experiment, checkpoint: null } })
})

test('a run of another network is refused by name', () => {
  const wider = { ...experiment, network: { ...experiment.network, inputs: experiment.network.inputs + 1 } }
  expect(decodeCopy(encodeDocument(wider), encodeRun(experiment, checkpoint))).toMatchObject({ ok: false })
})

test('every flipped byte and every shorter run is refused or means the same', () => {
  const document = encodeDocument(experiment)
  const run = encodeRun(experiment, checkpoint)
  for (let at = 0; at < run.length; at += 7) {
    const flipped = run.slice()
    flipped[at] = (flipped[at] ?? 0) ^ 0xff
    const decoded = decodeCopy(document, flipped)
    if (decoded.ok) expect(decoded.value.checkpoint).toEqual(checkpoint)
    else expect(decoded.problems[0]?.message).not.toBe('')
    expect(decodeCopy(document, run.subarray(0, Math.max(1, at)))).toMatchObject({ ok: false })
  }
})
