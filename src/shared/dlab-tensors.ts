/** A checkpoint as named tensors, and back: what stands in `weights.safetensors` and `history.safetensors`. */
import type { Experiment, OptimizerKind, Outcome } from './experiment'
import { messages } from './messages'
import { computedUnitCount, parameterCount, thetaBlocks, type NetworkSpec } from './network'
import type { Tensor } from './safetensors'
import type { Checkpoint, History } from './trainer'

/** Names of the optimizer's slots in the file, in the order of `Checkpoint.optimizerState`. */
const OPTIMIZER_SLOTS: Readonly<Record<OptimizerKind, readonly string[]>> = {
  sgd: [],
  momentum: ['momentum.v'],
  rmsprop: ['rmsprop.s'],
  adam: ['adam.m', 'adam.v'],
}

/** History columns of one number a record. */
const COLUMNS = [
  'trainCost',
  'testCost',
  'trainAccuracy',
  'testAccuracy',
  'lowestBatchCost',
  'highestBatchCost',
] as const satisfies readonly (keyof History)[]

const text = messages.dlab
type Tensors = ReadonlyMap<string, Tensor>

/** The part of an experiment that says what its weights are. */
export type RunOwner = Pick<Experiment, 'network' | 'training'>

/** Records that are ever kept: however long a run is, they are thinned out (see worker/telemetry.ts). */
const MAX_RECORDS = 16_384

/** Bytes of all numbers in `weights.safetensors`. */
export function weightBytes(network: NetworkSpec, optimizer: OptimizerKind): number {
  return parameterCount(network) * (2 + OPTIMIZER_SLOTS[optimizer].length) * Float32Array.BYTES_PER_ELEMENT
}

/** Bytes of all numbers in `history.safetensors`, at most: a record an epoch, the start's, and one under way. */
export function mostHistoryBytes(network: NetworkSpec, epoch: number): number {
  const units = computedUnitCount(network)
  const record = Float64Array.BYTES_PER_ELEMENT + Float32Array.BYTES_PER_ELEMENT * (COLUMNS.length + units)
  const unrecorded = Float64Array.BYTES_PER_ELEMENT * (3 + units)
  return Math.min(epoch + 2, MAX_RECORDS) * record + unrecorded
}

export function checkpointTensors({ network, training }: RunOwner, checkpoint: Checkpoint): Tensor[] {
  const size = parameterCount(network)
  const slots = OPTIMIZER_SLOTS[training.optimizer.kind].flatMap((name, slot) =>
    thetaTensors(network, name, checkpoint.optimizerState.subarray(slot * size, (slot + 1) * size)),
  )
  return [
    ...thetaTensors(network, 'theta', checkpoint.theta),
    ...thetaTensors(network, 'initial', checkpoint.initialTheta),
    ...slots,
  ]
}

export function readWeights(
  { network, training }: Experiment,
  tensors: Tensors,
): Outcome<Pick<Checkpoint, 'theta' | 'initialTheta' | 'optimizerState'>> {
  const size = parameterCount(network)
  const slotNames = OPTIMIZER_SLOTS[training.optimizer.kind]
  const theta = new Float32Array(size)
  const initialTheta = new Float32Array(size)
  const optimizerState = new Float32Array(slotNames.length * size)
  const wrong =
    readTheta(network, 'theta', tensors, theta) ??
    readTheta(network, 'initial', tensors, initialTheta) ??
    slotNames
      .map((name, slot) => readTheta(network, name, tensors, optimizerState.subarray(slot * size, (slot + 1) * size)))
      .find((name) => name !== null)
  return typeof wrong === 'string' ? refuse(wrong) : { ok: true, value: { theta, initialTheta, optimizerState } }
}

function thetaTensors(network: NetworkSpec, name: string, flat: Float32Array): Tensor[] {
  return thetaBlocks(network).map(({ offset, rows, columns }, index) => ({
    name: `${name}.${index + 1}`,
    shape: [rows, columns],
    data: flat.subarray(offset, offset + rows * columns),
  }))
}

/** Fills `into`; returns the name of the first tensor that is missing or has another shape. */
function readTheta(network: NetworkSpec, name: string, tensors: Tensors, into: Float32Array): string | null {
  for (const [index, { offset, rows, columns }] of thetaBlocks(network).entries()) {
    const fullName = `${name}.${index + 1}`
    const data = numbers(tensors, fullName, [rows, columns])
    if (!(data instanceof Float32Array)) return fullName
    into.set(data, offset)
  }
  return null
}

export function historyTensors(network: NetworkSpec, { history, unrecorded }: Checkpoint): Tensor[] {
  const records = history.epochs.length
  const units = computedUnitCount(network)
  const tensors: Tensor[] = [
    { name: 'epochs', shape: [records], data: history.epochs },
    ...COLUMNS.map((name) => ({ name, shape: [records], data: history[name] })),
    { name: 'meanAbsDelta', shape: [records, units], data: history.meanAbsDelta },
  ]
  if (!unrecorded) return tensors
  const { examples, sumAbsDelta, lowestBatchCost, highestBatchCost } = unrecorded
  return [
    ...tensors,
    { name: 'unrecorded.totals', shape: [3], data: Float64Array.of(examples, lowestBatchCost, highestBatchCost) },
    { name: 'unrecorded.sumAbsDelta', shape: [units], data: sumAbsDelta },
  ]
}

export function readHistory(
  network: NetworkSpec,
  tensors: Tensors,
): Outcome<Pick<Checkpoint, 'history'> & Partial<Pick<Checkpoint, 'unrecorded'>>> {
  const epochs = tensors.get('epochs')?.data
  if (!(epochs instanceof Float64Array) || !isRising(epochs)) return refuse('epochs')
  const records = epochs.length
  const units = computedUnitCount(network)

  const column = (name: string, shape: readonly number[]): Float32Array | null => {
    const data = numbers(tensors, name, shape)
    return data instanceof Float32Array ? data : null
  }
  const [trainCost, testCost, trainAccuracy, testAccuracy, lowestBatchCost, highestBatchCost] = COLUMNS.map((name) =>
    column(name, [records]),
  )
  const meanAbsDelta = column('meanAbsDelta', [records, units])
  if (!trainCost) return refuse('trainCost')
  if (!testCost) return refuse('testCost')
  if (!trainAccuracy) return refuse('trainAccuracy')
  if (!testAccuracy) return refuse('testAccuracy')
  if (!lowestBatchCost) return refuse('lowestBatchCost')
  if (!highestBatchCost) return refuse('highestBatchCost')
  if (!meanAbsDelta) return refuse('meanAbsDelta')
  const history: History = {
    epochs,
    trainCost,
    testCost,
    trainAccuracy,
    testAccuracy,
    lowestBatchCost,
    highestBatchCost,
    meanAbsDelta,
  }

  if (!tensors.has('unrecorded.totals')) return { ok: true, value: { history } }
  const totals = numbers(tensors, 'unrecorded.totals', [3])
  const sumAbsDelta = numbers(tensors, 'unrecorded.sumAbsDelta', [units])
  if (!(totals instanceof Float64Array)) return refuse('unrecorded.totals')
  if (!(sumAbsDelta instanceof Float64Array)) return refuse('unrecorded.sumAbsDelta')
  const [examples = 0, lowest = NaN, highest = NaN] = totals
  if (!Number.isSafeInteger(examples) || examples < 0) return refuse('unrecorded.totals')
  const unrecorded = { examples, sumAbsDelta, lowestBatchCost: lowest, highestBatchCost: highest }
  return { ok: true, value: { history, unrecorded } }
}

function numbers(tensors: Tensors, name: string, shape: readonly number[]): Tensor['data'] | null {
  const tensor = tensors.get(name)
  return tensor && tensor.shape.join() === shape.join() ? tensor.data : null
}

function isRising(epochs: Float64Array): boolean {
  return epochs.every(
    (epoch, index) => Number.isSafeInteger(epoch) && epoch > (index === 0 ? -1 : (epochs[index - 1] ?? Infinity)),
  )
}

function refuse(tensor: string): Extract<Outcome<never>, { ok: false }> {
  return { ok: false, problems: [{ path: tensor, message: text.tensor }] }
}
