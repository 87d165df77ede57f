/** What the command prints against PyTorch, all cases, at the tolerances of the reference. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../../src/cli/commands/check'
import type { GradientResult } from '../../src/cli/commands/gradient'
import type { TraceResult } from '../../src/cli/commands/trace'
import type { TrainResult } from '../../src/cli/commands/train'
import { relativeError } from '../worker/engine/engine'
import { labJson, writeJson } from './lab-in-process'
import { cases, shapeOf } from './reference-cases'

it('has 24 cases', () => expect(cases).toHaveLength(24))

describe.each(cases)('$experiment.name', ({ experiment, trace, full, run }) => {
  const file = writeJson(experiment)

  it('traces one example', async () => {
    const ours = await labJson<TraceResult>('trace', file, '--example', String(trace.example))
    expect(Object.keys(ours)).toEqual(['example', 'cost', 'a', 'z', 'delta', 'gradient'])
    expect(ours.example).toBe(trace.example)
    expect(relativeError([ours.cost], [trace.cost])).toBeLessThan(1e-5)
    for (const part of ['a', 'z', 'delta'] as const) {
      expect(shapeOf(ours[part])).toEqual(shapeOf(trace[part]))
      trace[part].forEach((layer, index) => expect(relativeError(ours[part][index] ?? [], layer)).toBeLessThan(1e-5))
    }
    expect(shapeOf(ours.gradient)).toEqual(shapeOf(trace.gradient))
    trace.gradient.forEach((matrix, index) =>
      expect(relativeError(ours.gradient[index]?.flat() ?? [], matrix.flat())).toBeLessThan(1e-5),
    )
  })

  it('computes J and its gradient', async () => {
    const ours = await labJson<GradientResult>('gradient', file)
    expect(Object.keys(ours)).toEqual(['cost', 'gradient'])
    expect(relativeError([ours.cost], [full.cost])).toBeLessThan(1e-5)
    expect(shapeOf(ours.gradient)).toEqual(shapeOf(full.gradient))
    full.gradient.forEach((matrix, index) =>
      expect(relativeError(ours.gradient[index]?.flat() ?? [], matrix.flat())).toBeLessThan(1e-5),
    )
  })

  it('checks that gradient', async () => {
    const ours = await labJson<CheckResult>('check', file)
    expect(Object.keys(ours)).toEqual(['maxRelativeError', 'worst', 'examples', 'weights', 'skipped'])
    expect(ours.maxRelativeError).toBeLessThan(1e-5)
    expect(ours.weights + ours.skipped).toBe(experiment.theta?.flat(2).length)
    expect(ours.examples).toBe(experiment.dataset.inputs.length)
    const { theta, row, column, analytic, numeric } = ours.worst ?? { theta: 0, row: 0, column: 0 }
    const expected = full.gradient[theta - 1]?.[row]?.[column] ?? NaN
    expect(relativeError([analytic ?? NaN], [expected])).toBeLessThan(1e-5)
    expect(relativeError([numeric ?? NaN], [expected])).toBeLessThan(1e-5)
  })

  it('trains', async () => {
    const ours = await labJson<TrainResult>('train', file, '--epochs', String(run.epochs))
    expect(Object.keys(ours)).toEqual([
      'epochs',
      'costAfterEpoch',
      'testCostAfterEpoch',
      'accuracy',
      'theta',
      'sha256',
      'seconds',
    ])
    expect(ours.epochs).toBe(run.epochs)
    expect(ours.costAfterEpoch).toHaveLength(run.epochs)
    expect(relativeError(ours.costAfterEpoch, run.costAfterEpoch)).toBeLessThan(1e-3)
    expect(ours.testCostAfterEpoch).toBeNull()
    expect(shapeOf(ours.theta)).toEqual(shapeOf(run.theta))
    run.theta.forEach((matrix, index) =>
      expect(relativeError(ours.theta[index]?.flat() ?? [], matrix.flat())).toBeLessThan(1e-3),
    )
    expect(ours.sha256).toBe(sha256OfFloats(ours.theta.flat(2)))
    expect(ours.seconds).toBeGreaterThan(0)
  })
})

/** Byte by byte, from the printed numbers alone. */
function sha256OfFloats(values: readonly number[]): string {
  const bytes = new DataView(new ArrayBuffer(4 * values.length))
  values.forEach((value, index) => bytes.setFloat32(4 * index, value, true))
  return createHash('sha256').update(bytes).digest('hex')
}
