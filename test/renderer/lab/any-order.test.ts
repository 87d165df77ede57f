/** Whatever is done in whatever order, and however fast: the document, the screen and the model agree. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Lab } from '../../../src/renderer/lab/lab'
import type { Experiment } from '../../../src/shared/experiment'
import { parameterCount } from '../../../src/shared/network'
import { checkExperiment } from '../../../src/shared/parse-experiment'
import { connectTrainer } from '../connect-trainer'
import { experimentWith } from '../data/experiment-with'
import { rename, setHidden, setOptimizer, setRate, setSeed } from './edits'
import { openLab, type OpenLab } from './open-lab'

interface Action {
  readonly name: string
  perform(lab: Lab): void
}

const adam = { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const
const action = (name: string, perform: Action['perform']): Action => ({ name, perform })
const actions: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom(
    action('train', (lab) => lab.run.train()),
    action('pause', (lab) => lab.run.pause()),
    action('step an example', (lab) => lab.run.stepExample()),
    action('step a batch', (lab) => lab.run.stepBatch()),
    action('step an epoch', (lab) => lab.run.stepEpoch()),
    action('reset', (lab) => lab.run.reset()),
    action('adam', (lab) => void lab.document.edit(setOptimizer(adam))),
    action('rename', (lab) => void lab.document.edit(rename('Mine'))),
    action('no units', (lab) => void lab.document.edit(setHidden(0))),
    action('another experiment', (lab) => lab.files.startFrom(setHidden(2)(experimentWith({ name: 'Other' })))),
  ),
  fc.constantFrom(
    action('undo', (lab) => lab.document.undo()),
    action('redo', (lab) => lab.document.redo()),
  ),
  fc.integer({ min: 1, max: 6 }).map((units) => {
    return action(`${units} units`, (lab) => void lab.document.edit(setHidden(units), { gesture: 'units' }))
  }),
  fc.constantFrom(0.1, 0.2).map((rate) => action(`α ${rate}`, (lab) => void lab.document.edit(setRate(rate)))),
  fc.integer({ min: 1, max: 3 }).map((seed) => action(`seed ${seed}`, (lab) => void lab.document.edit(setSeed(seed)))),
  fc.tuple(fc.nat(20), fc.integer({ min: -3, max: 3 })).map(([at, value]) => {
    return action(`weight ${at} = ${value}`, (lab) => {
      const index = at % parameterCount(lab.document.experiment.value.network)
      lab.document.setWeight(index, value, { gesture: `weight ${index}` })
    })
  }),
)
/** Between two actions the worker may have answered, or not yet. */
const steps = fc.array(fc.tuple(actions, fc.boolean()), { maxLength: 14 })

/** Where a run of this experiment starts. */
async function initialTheta(experiment: Experiment): Promise<Float32Array> {
  const trainer = connectTrainer()
  await trainer.load({ generation: 1, experiment, checkpoint: null })
  return (await trainer.checkpoint()).theta
}

async function expectAgreement({ lab, checkpoint }: OpenLab): Promise<void> {
  const { theta, progress, history } = await checkpoint()
  const { readings, document } = lab
  const experiment = document.experiment.value
  expect(checkExperiment(experiment)).toEqual([])
  expect(theta).toHaveLength(parameterCount(experiment.network))
  expect(readings.model.value?.theta).toEqual(theta)
  expect(readings.progress.value).toMatchObject(progress)
  expect(readings.history.value?.epochs).toEqual(history.epochs)
  // Weights that the experiment names are those that its run starts from.
  if (experiment.theta) expect((await checkpoint()).initialTheta).toEqual(await initialTheta(experiment))
}

it('the document, the screen and the model agree once everything has been answered', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const stand = await openLab(experimentWith({}))
      for (const [{ perform }, waits] of sequence) {
        perform(stand.lab)
        if (waits) await stand.settle()
      }
      stand.lab.run.pause()
      await stand.settle()
      await stand.settle()
      await expectAgreement(stand)
      while (stand.lab.document.canUndo.value) stand.lab.document.undo()
      await stand.settle()
      await stand.settle()
      await expectAgreement(stand)
      expect(stand.lab.document.experiment.value).toEqual(experimentWith({}))
      stand.close()
    }),
    { numRuns: 40 },
  )
}, 60_000)
