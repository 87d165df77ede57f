/** train: saving, continuing, what stands in the file, divergence, progress. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { GradientResult } from '../../src/cli/commands/gradient'
import type { TrainResult } from '../../src/cli/commands/train'
import { decodeDlab, type SavedExperiment } from '../../src/shared/dlab'
import type { Experiment } from '../../src/shared/experiment'
import { GALLERY, type GalleryId } from '../../src/shared/experiments'
import { flattenTheta } from '../../src/shared/network'
import type { Checkpoint } from '../../src/shared/trainer'
import { lecture, OPTIMIZERS, startTrainer, stepToEpoch, withTraining } from '../worker/node-trainer'
import { lab, labJson, temporaryPath, writeDlab, writeJson } from './lab-in-process'

function decoded(path: string): SavedExperiment {
  const saved = decodeDlab(readFileSync(path))
  if (!saved.ok) throw new Error(JSON.stringify(saved.problems))
  return saved.value
}

function checkpointIn(path: string): Checkpoint {
  const { checkpoint } = decoded(path)
  if (!checkpoint) throw new Error('Nothing was trained')
  return checkpoint
}

function bundled(id: GalleryId): Experiment {
  const entry = GALLERY.find((candidate) => candidate.id === id)
  if (!entry) throw new Error(`There is no ${id}`)
  return entry.experiment
}

const train = (file: string, epochs: number, ...more: readonly string[]): Promise<TrainResult> =>
  labJson('train', file, '--epochs', String(epochs), ...more)

describe.each(OPTIMIZERS)('with $kind', (optimizer) => {
  const experiment = withTraining(lecture(), { optimizer, l2: 0.001 })

  it('continues a saved run as if it had never stopped', async () => {
    const file = writeJson(experiment)
    const between = temporaryPath('between.dlab')
    const straight = temporaryPath('straight.dlab')
    const resumed = temporaryPath('resumed.dlab')
    const whole = await train(file, 7, '--out', straight)
    const first = await train(file, 3, '--out', between)
    const second = await train(between, 4, '--out', resumed)
    expect(second.sha256).toBe(whole.sha256)
    expect([...first.costAfterEpoch, ...second.costAfterEpoch]).toEqual(whole.costAfterEpoch)
    expect(checkpointIn(resumed)).toEqual(checkpointIn(straight))
  })

  it('saves what the lab’s own trainer would', async () => {
    const out = temporaryPath('out.dlab')
    const { theta } = await train(writeJson(experiment), 5, '--out', out)
    const own = startTrainer(experiment)
    stepToEpoch(own, 5)
    const { history, ...expected } = own.trainer.checkpoint()
    const { history: savedHistory, ...saved } = checkpointIn(out)
    expect(saved).toEqual(expected)
    expect(flattenTheta(theta)).toEqual(expected.theta)
    expect(decoded(out).experiment).toEqual(experiment)
    expect([...savedHistory.epochs]).toEqual([0, 1, 2, 3, 4, 5])
    expect(savedHistory.trainCost).toEqual(history.trainCost)
    expect(savedHistory.testAccuracy).toEqual(history.testAccuracy)
    savedHistory.meanAbsDelta.forEach((value, index) => {
      const expectedValue = history.meanAbsDelta[index] ?? 0
      if (Number.isNaN(expectedValue)) expect(value).toBeNaN()
      else expect(value).toBeCloseTo(expectedValue, 6)
    })
  })

  it('finishes an epoch that the lab had begun, as the first one', async () => {
    const own = startTrainer(experiment)
    own.trainer.stepEpoch()
    own.trainer.stepBatch()
    own.trainer.stepBatch()
    const file = writeDlab(experiment, own.trainer.checkpoint())
    const out = temporaryPath('out.dlab')
    const { theta, costAfterEpoch } = await train(file, 2, '--out', out)
    stepToEpoch(own, 3)
    expect(flattenTheta(theta)).toEqual(own.theta())
    expect(costAfterEpoch).toHaveLength(2)
    expect(checkpointIn(out).progress).toMatchObject({ epoch: 3, position: 0 })
  })
})

it('reports costs and accuracy on the test part, as the lab does', async () => {
  const result = await train(writeJson(bundled('iris')), 20)
  const own = startTrainer(bundled('iris'))
  stepToEpoch(own, 20)
  const { trainCost, testCost, testAccuracy } = own.trainer.checkpoint().history
  expect(Float32Array.from(result.costAfterEpoch)).toEqual(trainCost.slice(1))
  expect(Float32Array.from(result.testCostAfterEpoch ?? [])).toEqual(testCost.slice(1))
  expect(result.accuracy).toBeCloseTo(testAccuracy.at(-1) ?? NaN, 6)
})

it('has no accuracy where targets are values', async () => {
  const experiment = lecture({
    cost: 'squared-error',
    network: { inputs: 2, layers: [{ units: 1, activation: 'linear' }] },
    dataset: {
      kind: 'generated',
      name: 'plane',
      samples: 40,
      noise: 0,
      seed: 1,
      features: ['x1', 'x2'],
      trainFraction: 0.5,
    },
  })
  const file = writeJson(withTraining(experiment, { optimizer: { kind: 'sgd', learningRate: 0.01 } }))
  const { accuracy, testCostAfterEpoch } = await train(file, 2)
  expect(accuracy).toBeNull()
  expect(testCostAfterEpoch).toHaveLength(2)
})

it('starts trace and gradient from the weights that were trained', async () => {
  const experiment = lecture()
  const out = temporaryPath('out.dlab')
  const { theta } = await train(writeJson(experiment), 3, '--out', out)
  const saved = await labJson<GradientResult>('gradient', out)
  const given = await labJson<GradientResult>('gradient', writeJson({ ...experiment, theta }))
  const fresh = await labJson<GradientResult>('gradient', writeJson(experiment))
  expect(saved).toEqual(given)
  expect(saved.cost).not.toBe(fresh.cost)
})

it('replaces the file that it came from', async () => {
  const file = temporaryPath('run.dlab')
  const { sha256 } = await train(writeJson(lecture()), 4)
  await train(writeJson(lecture()), 2, '--out', file)
  const again = await train(file, 2, '--out', file)
  expect(again.sha256).toBe(sha256)
  expect(checkpointIn(file).progress.epoch).toBe(4)
})

describe('divergence', () => {
  const linear = (hiddenLayers: number, learningRate: number): Experiment =>
    withTraining(
      lecture({
        cost: 'squared-error',
        network: {
          inputs: 2,
          layers: [...Array.from({ length: hiddenLayers }, () => 4), 1].map((units) => ({
            units,
            activation: 'linear' as const,
          })),
        },
      }),
      { optimizer: { kind: 'sgd', learningRate } },
    )

  it.each([
    ['the cost', linear(1, 1000), 'cost'],
    ['a unit’s z', linear(8, 1e6), 'z of unit 1, layer 7'],
  ])('of %s ends with one line that names epoch and tensor, and saves nothing', async (_, experiment, place) => {
    const out = temporaryPath('out.dlab')
    writeFileSync(out, 'as it was')
    const own = startTrainer(experiment)
    own.trainer.play('full')
    own.clock.run(1000)
    const broken = own.frame().divergence
    if (!broken) throw new Error('The lab’s trainer should have met it too')

    const answer = await lab(['train', writeJson(experiment), '--epochs', '50', '--out', out, '--json'])
    expect([answer.status, answer.out]).toEqual([1, ''])
    expect(answer.err).toMatch(/^[^\n]+\n$/)
    expect(answer.err).toContain(
      `: diverged in epoch ${broken.epoch + 1}, update ${broken.step}: ${place} is no longer`,
    )
    expect(place).toMatch(new RegExp(`^${broken.tensor}`))
    expect(readFileSync(out, 'utf8')).toBe('as it was')
  })

  it('is said of saved weights that are not finite; such a file is sound all the same', async () => {
    const experiment = linear(1, 0.01)
    const checkpoint = startTrainer(experiment).trainer.checkpoint()
    checkpoint.theta[6] = NaN
    const file = writeDlab(experiment, checkpoint)
    for (const words of [
      ['trace', file, '--example', '0'],
      ['gradient', file],
      ['check', file],
      ['train', file, '--epochs', '1'],
    ]) {
      const { status, out, err } = await lab(words)
      expect([status, out]).toEqual([1, ''])
      expect(err).toMatch(/^delta-lab: .*not finite.*theta.*\n$/)
    }
    expect(await labJson('validate', file)).toEqual({ ok: true, problems: [] })
  })
})

describe('progress', () => {
  const words = ['train', writeJson(bundled('digits')), '--epochs', '500']

  it('is drawn on a terminal, and leaves nothing behind', async () => {
    const { status, out, err } = await lab(words, true)
    expect(status).toBe(0)
    expect(err).toMatch(/█+░+ +\d+ % {2}epoch \d+, cost 0\.\d+/)
    expect(err.endsWith('\r\x1b[K')).toBe(true)
    expect(out).not.toContain('█')
  })

  it('is not drawn anywhere else', async () => expect((await lab(words)).err).toBe(''))
})

it('refuses a place to save before it trains', async () => {
  const file = writeJson(lecture())
  const nowhere = temporaryPath('no-such-folder/out.dlab')
  const { status, out, err } = await lab(['train', file, '--epochs', '10000000', '--out', nowhere])
  expect([status, out]).toEqual([1, ''])
  expect(err).toBe(`delta-lab: ${nowhere}: can’t be written: there is no such file or folder.\n`)
  expect(existsSync(nowhere)).toBe(false)
})
