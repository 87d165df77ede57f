/** What every export has in common, and the weights as PyTorch names them. */
import { describe, expect, it } from 'vitest'
import { EXPORT_KINDS } from '../../../src/shared/exports'
import { decodeSafetensors } from '../../../src/shared/safetensors'
import { exportedRun } from '../../../src/worker/exports/exported-run'
import { exportRun } from '../../../src/worker/exports/export-run'
import { lecture, startTrainer, stepToEpoch } from '../node-trainer'
import { costsOf, exported, runOf } from './run-of'

const noPause = (): Promise<void> => Promise.resolve()

describe('an export', () => {
  it.each(EXPORT_KINDS)('is of the moment when it was asked for, however long it takes: %s', async (kind) => {
    const run = runOf(lecture())
    costsOf(run, 3)
    const expected = await exported(run, kind)
    const begun = exportRun(exportedRun(run), kind, noPause)
    run.model.theta().fill(7)
    run.initialTheta.fill(7)
    run.telemetry.clear()
    const outcome = await begun
    expect(outcome.ok && outcome.value).toEqual(expected)
  })

  it.each(EXPORT_KINDS)('of the trainer is the same: %s', async (kind) => {
    const started = startTrainer(lecture())
    const { trainer } = started
    started.frame()
    stepToEpoch(started, 3)
    started.frame()
    const outcome = await trainer.exportRun(kind, 'Lecture')
    const run = runOf(lecture())
    costsOf(run, 3)
    expect(outcome.ok && outcome.value).toEqual(await exported(run, kind))
  })

  it.each(['onnx', 'safetensors', 'weights-csv'] as const)(
    'is refused where a weight is no number: %s',
    async (kind) => {
      const run = exportedRun(runOf(lecture()))
      run.theta[3] = NaN
      expect(await exportRun(run, kind, noPause)).toMatchObject({ ok: false, problems: [{ path: 'theta' }] })
    },
  )

  it('pauses on its way where it is long', async () => {
    const layers = [
      { units: 600, activation: 'tanh' as const },
      { units: 600, activation: 'tanh' as const },
      { units: 1, activation: 'sigmoid' as const },
    ]
    const run = exportedRun(runOf(lecture({ network: { inputs: 2, layers } })))
    let pauses = 0
    await exportRun(run, 'weights-csv', async () => void pauses++)
    expect(pauses).toBeGreaterThan(0)
  })
})

describe('safetensors', () => {
  it('hold fc1.weight [units, inputs] and fc1.bias [units], which PyTorch loads as they are', async () => {
    const theta = [[[1, 2, 3]], [[4, 5]]]
    const layers = [
      { units: 1, activation: 'tanh' as const },
      { units: 1, activation: 'sigmoid' as const },
    ]
    const run = runOf(lecture({ network: { inputs: 2, layers }, theta }))
    const decoded = decodeSafetensors((await exported(run, 'safetensors')).bytes)
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems))
    const tensors = [...decoded.value.values()].map(({ name, shape, data }) => [name, shape, [...data]])
    expect(tensors).toEqual([
      ['fc1.weight', [1, 2], [2, 3]],
      ['fc1.bias', [1], [1]],
      ['fc2.weight', [1, 1], [5]],
      ['fc2.bias', [1], [4]],
    ])
  })
})
