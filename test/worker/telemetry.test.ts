import { describe, expect, it } from 'vitest'
import type { Evaluation, History } from '../../src/shared/trainer'
import { createTelemetry, historyBytes, isRecordedEpoch, nothingUnrecorded } from '../../src/worker/telemetry'

const UNITS = 3

/** What one epoch of an invented run did; every number can be told from the epoch. */
function epochOf(epoch: number) {
  const wave = Math.sin(epoch * 0.7)
  return {
    evaluation: {
      epoch,
      trainCost: 1 / (epoch + 1),
      testCost: 2 / (epoch + 1),
      trainAccuracy: 0.5,
      testAccuracy: 0.25,
      trainError: null,
      testError: null,
      confusion: null,
    } satisfies Evaluation,
    statistics: {
      examples: 10,
      sumAbsDelta: Float64Array.of(epoch, 10 + wave, 1),
      lowestBatchCost: 1 + wave,
      highestBatchCost: 3 + wave,
    },
  }
}

function recordEpochs(epochs: number, telemetry = createTelemetry(UNITS), from = 0): typeof telemetry {
  for (let epoch = from; epoch <= epochs; epoch++) {
    const { evaluation, statistics } = epochOf(epoch)
    if (epoch > 0) telemetry.add(statistics)
    if (isRecordedEpoch(epoch)) telemetry.record(evaluation)
  }
  return telemetry
}

/** Keeps everything, then makes the history from its definition. */
function naiveHistory(epochs: number): History {
  const recorded = Array.from({ length: epochs + 1 }, (_, epoch) => epoch).filter((epoch) => {
    if (epoch <= 512) return true
    const stride = 2 ** Math.ceil(Math.log2(epoch / 512))
    return epoch % stride === 0
  })
  const spans = recorded.map((epoch, index) => {
    const before = recorded[index - 1] ?? 0
    return Array.from({ length: epoch - before }, (_, i) => epochOf(before + 1 + i).statistics)
  })
  const evaluations = recorded.map((epoch) => epochOf(epoch).evaluation)
  const lowest = spans.map((span) => (span.length ? Math.min(...span.map((s) => s.lowestBatchCost)) : NaN))
  const highest = spans.map((span) => (span.length ? Math.max(...span.map((s) => s.highestBatchCost)) : NaN))
  const deltas = spans.flatMap((span) =>
    Array.from({ length: UNITS }, (_, unit) => {
      return span.reduce((sum, s) => sum + (s.sumAbsDelta[unit] ?? NaN), 0) / (10 * span.length)
    }),
  )
  return {
    epochs: Float64Array.from(recorded),
    trainCost: Float32Array.from(evaluations, (e) => e.trainCost),
    testCost: Float32Array.from(evaluations, (e) => e.testCost),
    trainAccuracy: Float32Array.from(evaluations, (e) => e.trainAccuracy),
    testAccuracy: Float32Array.from(evaluations, (e) => e.testAccuracy),
    lowestBatchCost: Float32Array.from(lowest),
    highestBatchCost: Float32Array.from(highest),
    meanAbsDelta: Float32Array.from(deltas),
  }
}

describe('the history', () => {
  it.each([0, 1, 511, 512, 513, 1024, 1030, 5000])('after %d epochs is what a full record says', (epochs) => {
    expect(recordEpochs(epochs).snapshot()).toEqual(naiveHistory(epochs))
  })

  it('of a million epochs is small', () => {
    const telemetry = recordEpochs(1_000_000)
    // 513 to epoch 512, then 256 for every doubling.
    expect(telemetry.records).toBeLessThan(513 + 11 * 256)
    expect(historyBytes(telemetry.records, UNITS)).toBeLessThan(150_000)
    expect(telemetry.lastEpoch).toBeGreaterThan(1_000_000 - 2048)
  })

  it('has NaN where there is nothing to say', () => {
    const telemetry = createTelemetry(1)
    telemetry.record({
      epoch: 0,
      trainCost: 1,
      testCost: null,
      trainAccuracy: null,
      testAccuracy: null,
      trainError: null,
      testError: null,
      confusion: null,
    })
    expect(telemetry.snapshot()).toMatchObject({
      testCost: Float32Array.of(NaN),
      trainAccuracy: Float32Array.of(NaN),
      lowestBatchCost: Float32Array.of(NaN),
      meanAbsDelta: Float32Array.of(NaN),
    })
  })

  it('continues from a snapshot as if it had never stopped, also between two records', () => {
    const before = recordEpochs(1500 + 1) // between the records 1500 and 1504
    const after = createTelemetry(UNITS)
    after.restore(before.snapshot(), before.unrecorded())
    expect(recordEpochs(3000, after, 1502).snapshot()).toEqual(naiveHistory(3000))
  })

  it('goes back to an earlier length', () => {
    const telemetry = recordEpochs(100)
    const unrecorded = telemetry.unrecorded()
    recordEpochs(150, telemetry, 101)
    telemetry.rewind(101, unrecorded)
    expect(recordEpochs(200, telemetry, 101).snapshot()).toEqual(naiveHistory(200))
  })

  it('starts anew after clear', () => {
    const telemetry = recordEpochs(700)
    telemetry.add(epochOf(1).statistics)
    telemetry.clear()
    expect(telemetry.lastEpoch).toBe(-1)
    expect(telemetry.unrecorded()).toEqual(nothingUnrecorded(UNITS))
    expect(recordEpochs(20, telemetry).snapshot()).toEqual(naiveHistory(20))
  })

  it('gives copies: what comes later does not change them', () => {
    const telemetry = recordEpochs(3)
    const snapshot = telemetry.snapshot()
    recordEpochs(10, telemetry, 4)
    expect(snapshot).toEqual(naiveHistory(3))
  })
})
