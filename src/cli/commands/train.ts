/** train: so many epochs, from the initial weights or on from a saved run; the same bits as in the lab's window. */
import { createHash } from 'node:crypto'
import { encodeDlab } from '../../shared/dlab'
import { messages } from '../../shared/messages'
import { nestTheta } from '../../shared/network'
import { checkpointOf, type Run } from '../../worker/run'
import type { TrainCall } from '../arguments'
import { describeDivergence } from '../divergence-line'
import { createProgressBar } from '../progress-bar'
import { openFiniteRun } from '../read-experiment'
import { checkTarget, saveFile } from '../save-file'
import { Refusal, type ExitStatus, type Surroundings } from '../surroundings'
import { formatNumber } from '../tables'
import { trainEpochs, type Course } from '../train-epochs'

const text = messages.cli

export interface TrainResult {
  /** That were trained now. */
  readonly epochs: number
  /** J on the whole training part, regularisation included, after each of them. */
  readonly costAfterEpoch: readonly number[]
  /** On the test part, without regularisation; `null` without a test part. */
  readonly testCostAfterEpoch: readonly number[] | null
  /** Share of right answers on the test part, or on the training part where there is none; `null`: no meaning. */
  readonly accuracy: number | null
  readonly theta: readonly (readonly (readonly number[])[])[]
  /** Of all Θ as little-endian float32, in order. */
  readonly sha256: string
  /** Spent on training, without evaluation. */
  readonly seconds: number
}

export async function train({ file, epochs, out, json }: TrainCall, surroundings: Surroundings): Promise<ExitStatus> {
  const run = await openFiniteRun(file, surroundings)
  if (out !== null) await checkTarget(out)

  const now = (): number => performance.now()
  const bar = createProgressBar(surroundings, now)
  const course = trainEpochs(run, epochs, { now, progressed: bar.show })
  bar.clear()
  if (course.divergence) {
    const { epoch, step } = course.divergence
    const { learningRate } = run.experiment.training.optimizer
    throw new Refusal(text.diverged(file, epoch + 1, step, describeDivergence(course.divergence), learningRate))
  }

  if (out !== null) await saveFile(out, encodeDlab({ experiment: run.experiment, checkpoint: checkpointOf(run) }))
  const result = resultOf(run, course)
  surroundings.print(json ? `${JSON.stringify(result)}\n` : describe(run, result, out))
  return 0
}

function resultOf({ model, experiment, data }: Run, { evaluations, seconds }: Course): TrainResult {
  const last = evaluations.at(-1)
  const theta = model.theta()
  return {
    epochs: evaluations.length,
    costAfterEpoch: evaluations.map(({ trainCost }) => trainCost),
    testCostAfterEpoch: data.summary.testCount > 0 ? evaluations.map(({ testCost }) => testCost ?? NaN) : null,
    accuracy: last?.testAccuracy ?? last?.trainAccuracy ?? null,
    theta: nestTheta(experiment.network, theta),
    // The engine's memory is little-endian on every machine: these are its bytes.
    sha256: createHash('sha256')
      .update(new Uint8Array(theta.buffer, theta.byteOffset, theta.byteLength))
      .digest('hex'),
    seconds,
  }
}

function describe({ experiment, data, epoch }: Run, result: TrainResult, out: string | null): string {
  const { trainCount, testCount } = data.summary
  const { costAfterEpoch, testCostAfterEpoch, accuracy, sha256, seconds, epochs } = result
  const costs = (values: readonly number[]): [string, string] => [
    formatNumber(values[0] ?? NaN),
    formatNumber(values.at(-1) ?? NaN),
  ]
  const lines = [
    text.trained(experiment.name, epochs, epoch, formatNumber(seconds, 3)),
    text.trainCost(...costs(costAfterEpoch), trainCount),
    ...(testCostAfterEpoch ? [text.testCost(...costs(testCostAfterEpoch), testCount)] : []),
    ...(accuracy === null ? [] : [text.accuracy(formatNumber(100 * accuracy, 4), testCount > 0)]),
    text.sha256(sha256),
    ...(out === null ? [] : [text.saved(out)]),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
