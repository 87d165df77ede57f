/** Whatever is done in whatever order, and however fast: the document, the screen, the model and the saved file agree. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { decodeDlab, type SavedExperiment } from '../../../src/shared/dlab'
import type { Experiment } from '../../../src/shared/experiment'
import { parameterCount } from '../../../src/shared/network'
import { checkExperiment } from '../../../src/shared/parse-experiment'
import { connectTrainer } from '../connect-trainer'
import { experimentWith } from '../data/experiment-with'
import { rename, setHidden, setOptimizer, setRate, setSeed } from './edits'
import { MOST_DEATHS, openMortalLab, type MortalLab } from './mortal-lab'

export interface Action {
  readonly name: string
  perform(stand: MortalLab): void
}

const adam = { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const
/** fast-check shows it by its name where a sequence fails. */
const action = (name: string, perform: Action['perform']): Action => ({
  name,
  perform,
  ...{ [fc.toStringMethod]: () => name },
})

/** What was saved last, if anything, is what the user picks. */
function openLastSaved({ host, lab }: MortalLab): void {
  const last = host.saved.at(-1)
  if (!last) return
  host.chosen = { token: `token of ${last.name}`, name: last.name, bytes: last.bytes }
  void lab.files.open()
}

/** What it was trained since its last checkpoint is lost; everything else goes on. */
function letDie(stand: MortalLab): void {
  if (stand.deaths() < MOST_DEATHS) stand.die()
}

const actions: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom(
    action('train', ({ lab }) => lab.run.train()),
    action('pause', ({ lab }) => lab.run.pause()),
    action('step an example', ({ lab }) => lab.run.stepExample()),
    action('step a batch', ({ lab }) => lab.run.stepBatch()),
    action('step an epoch', ({ lab }) => lab.run.stepEpoch()),
    action('reset', ({ lab }) => lab.run.reset()),
    action('adam', ({ lab }) => void lab.document.edit(setOptimizer(adam))),
    action('rename', ({ lab }) => void lab.document.edit(rename('Mine'))),
    action('no units', ({ lab }) => void lab.document.edit(setHidden(0))),
    action('another experiment', ({ lab }) => lab.files.startFrom(setHidden(2)(experimentWith({ name: 'Other' })))),
  ),
  fc.constantFrom(
    action('undo', ({ lab }) => lab.document.undo()),
    action('redo', ({ lab }) => lab.document.redo()),
    action('save', ({ lab }) => void lab.files.save()),
    action('save as', ({ lab }) => void lab.files.saveAs()),
    action('open', openLastSaved),
    action('the worker dies', letDie),
  ),
  fc.integer({ min: 1, max: 6 }).map((units) => {
    return action(`${units} units`, ({ lab }) => void lab.document.edit(setHidden(units), { gesture: 'units' }))
  }),
  fc.constantFrom(0.1, 0.2).map((rate) => action(`α ${rate}`, ({ lab }) => void lab.document.edit(setRate(rate)))),
  fc
    .integer({ min: 1, max: 3 })
    .map((seed) => action(`seed ${seed}`, ({ lab }) => void lab.document.edit(setSeed(seed)))),
  fc.tuple(fc.nat(20), fc.integer({ min: -3, max: 3 })).map(([at, value]) => {
    return action(`weight ${at} = ${value}`, ({ lab }) => {
      const index = at % parameterCount(lab.document.experiment.value.network)
      lab.document.setWeight(index, value, { gesture: `weight ${index}` })
    })
  }),
)

/** Between two actions the worker may have answered, or not yet. */
export type Sequence = readonly (readonly [Action, waits: boolean])[]

export const sequences = (maxLength: number): fc.Arbitrary<Sequence> =>
  fc.array(fc.tuple(actions, fc.boolean()), { maxLength })

/** Rejects where anything disagrees, or cannot be undone, once everything has been answered. */
export async function playSequence(sequence: Sequence): Promise<void> {
  const stand = openMortalLab(experimentWith({}))
  try {
    await stand.settle()
    for (const [{ perform }, waits] of sequence) {
      perform(stand)
      if (waits) await stand.settle()
    }
    stand.lab.run.pause()
    await stand.settle()
    await stand.settle()
    await assertAgreement(stand)
    for (const { bytes } of stand.host.saved) assert.ok(decodeDlab(bytes).ok, 'what was saved can be opened')
    while (stand.lab.document.canUndo.value) stand.lab.document.undo()
    await stand.settle()
    await stand.settle()
    await assertAgreement(stand)
    assert.deepEqual(stand.lab.document.experiment.value, experimentWith({}))
  } finally {
    stand.close()
  }
}

/** Where a run of this experiment starts. */
async function initialTheta(experiment: Experiment): Promise<Float32Array> {
  const trainer = connectTrainer()
  await trainer.load({ generation: 1, experiment, checkpoint: null })
  return (await trainer.checkpoint()).theta
}

async function assertAgreement(stand: MortalLab): Promise<void> {
  const { lab, checkpoint } = stand
  const held = await checkpoint()
  const { readings, document } = lab
  const experiment = document.experiment.value
  assert.deepEqual(checkExperiment(experiment), [])
  assert.equal(held.theta.length, parameterCount(experiment.network))
  assert.deepEqual(readings.model.value?.theta, held.theta)
  assert.deepEqual(readings.progress.value, { ...readings.progress.value, ...held.progress })
  assert.deepEqual(readings.history.value?.epochs, held.history.epochs)
  // Weights that the experiment names are those that its run starts from.
  if (experiment.theta) assert.deepEqual(held.initialTheta, await initialTheta(experiment))
  assert.deepEqual(await saveNow(stand), { experiment, checkpoint: held })
}

async function saveNow({ lab, host, settle }: MortalLab): Promise<SavedExperiment | null> {
  void lab.files.save()
  await settle()
  const decoded = decodeDlab(host.saved.at(-1)?.bytes ?? new Uint8Array(0))
  return decoded.ok ? decoded.value : null
}
