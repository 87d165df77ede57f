/** Looks at one example of a run closely. Answers from copies: nothing of the training is disturbed. */
import {
  type CostCurve,
  type CurveRequest,
  type ExampleCheck,
  type ExampleChoice,
  type Look,
  type MicroscopeApi,
  type NudgeTarget,
  type PullScope,
  type Pulls,
} from '../shared/microscope'
import { firstUnitOf, parameterCount, thetaBlocks } from '../shared/network'
import type { ExampleTrace } from '../shared/trainer'
import { centralDifferences } from './engine/central-differences'
import { planGradientCheck } from './engine/gradient-check-plan'
import type { Kernels } from './engine/kernels-module'
import { createModel, type Model } from './engine/model'
import { answerSlope, createNudgedNetwork, type NudgedNetwork } from './engine/nudged-forward'
import type { PreparedData } from './engine/prepared-data'
import { remainingInEpoch, type Run } from './run'

/** Multiplications: about a fifth of a second. */
const CHECK_WORK = 5e7
/** Numbers of all the pulling examples' gradients together. */
const PULL_WORK = 1e8

export function createMicroscope(kernels: Kernels, run: () => Run): MicroscopeApi {
  return {
    look: (example) => look(kernels, run(), example),
    nudge({ example, target, value }) {
      const network = nudgedNetwork(run(), example)
      const { inputs, ...moved } = network.pass(target, value)
      return {
        ...moved,
        a: Float64Array.from([...inputs, ...network.states.flatMap(({ a }) => [...a])]),
        z: Float64Array.from(network.states.flatMap(({ z }) => [...z])),
      }
    },
    curve: (request) => curve(kernels, run(), request),
    checkExample: (example) => checkExample(kernels, run(), example),
    pulls: (weight, scope) => pulls(kernels, run(), weight, scope),
  }
}

interface Numbers {
  readonly inputs: Float32Array // [inputs]
  readonly targets: Float32Array // [outputs]
}

function numbersOf({ data, experiment: { network } }: Run, example: ExampleChoice): Numbers {
  if (typeof example !== 'number') {
    return { inputs: Float32Array.from(example.x), targets: Float32Array.from(example.y) }
  }
  const outputs = network.layers.at(-1)?.units ?? 0
  return {
    inputs: data.inputs.slice(example * network.inputs, (example + 1) * network.inputs),
    targets: data.targets.slice(example * outputs, (example + 1) * outputs),
  }
}

/** The run's model again, with these examples alone for data. */
function modelOf(kernels: Kernels, run: Run, examples: readonly Numbers[], training = run.experiment.training) {
  const { network, cost } = run.experiment
  const data: PreparedData = {
    inputs: Float32Array.from(examples.flatMap(({ inputs }) => [...inputs])),
    targets: Float32Array.from(examples.flatMap(({ targets }) => [...targets])),
    summary: { ...run.data.summary, trainCount: examples.length, testCount: 0 },
    features: null,
  }
  const model = createModel(kernels, { network, cost, training }, data)
  model.theta().set(run.model.theta())
  return { model, data }
}

function look(kernels: Kernels, run: Run, example: ExampleChoice): Look {
  const { model } = modelOf(kernels, run, [numbersOf(run, example)])
  model.optimizerState().set(run.model.optimizerState())
  model.steps = run.model.steps
  const theta = model.theta().slice()
  const trace = { ...model.trace(0), example: typeof example === 'number' ? example : -1 }
  model.gradientOf(0, 1)
  const gradient = model.gradient().slice()
  model.train(Uint32Array.of(0), 0, 1, 1)
  const updatedTheta = model.theta().slice()
  const updatedState = model.optimizerState().slice()
  model.release()
  const answers = answersOf(nudgedNetwork(run, example))
  return {
    revision: run.revision,
    theta,
    trace,
    answers,
    gradient,
    updatedTheta,
    optimizerState: run.model.optimizerState().slice(),
    updatedState,
    updateNumber: run.model.steps + 1,
    squaredError: answers.reduce((sum, h, k) => sum + squared(h - (trace.target[k] ?? NaN)), 0),
    biasDeltas: biasDeltas(run, theta, trace),
  }
}

function answersOf(network: NudgedNetwork): Float64Array {
  network.cost(null, 0)
  return network.states.at(-1)?.a.slice() ?? new Float64Array(0)
}

function squared(error: number): number {
  return error * error
}

function biasDeltas({ experiment: { network } }: Run, theta: Float32Array, { delta }: ExampleTrace): Float32Array {
  return Float32Array.from(thetaBlocks(network).slice(1), ({ offset, rows, columns }, index) => {
    const first = firstUnitOf(network, index + 3)
    let sum = 0
    for (let row = 0; row < rows; row++) sum += (theta[offset + row * columns] ?? NaN) * (delta[first + row] ?? NaN)
    return sum
  })
}

function nudgedNetwork(run: Run, example: ExampleChoice): NudgedNetwork {
  const { inputs, targets } = numbersOf(run, example)
  const { network, cost } = run.experiment
  return createNudgedNetwork(network, cost, run.model.theta(), inputs, targets)
}

function curve(kernels: Kernels, run: Run, { example, target, from, to, samples }: CurveRequest): CostCurve {
  const network = nudgedNetwork(run, example)
  const value = network.valueOf(target)
  const costs = Float64Array.from({ length: samples }, (_, sample) =>
    network.cost(target, from + ((to - from) * sample) / (samples - 1)),
  )
  return {
    revision: run.revision,
    value,
    cost: network.cost(null, 0),
    costs,
    analytic: analyticSlope(kernels, run, example, target),
    numeric: centralDifference(network, target, value),
  }
}

/** By backpropagation: ∂cost(i)/∂z is δ; ∂cost(i)/∂a is the sum that has not passed the gate g′ yet. */
function analyticSlope(kernels: Kernels, run: Run, example: ExampleChoice, target: NudgeTarget): number {
  const { network, cost } = run.experiment
  const { model } = modelOf(kernels, run, [numbersOf(run, example)])
  const trace = model.trace(0)
  model.release()
  if (target.kind === 'theta') return trace.gradient[target.weight] ?? NaN
  const { layer, unit } = target
  if (target.kind === 'z') return trace.delta[firstUnitOf(network, layer) + unit] ?? NaN
  const next = thetaBlocks(network)[layer - 1]
  if (!next) {
    const activation = network.layers.at(-1)?.activation ?? 'linear'
    const h = trace.a[network.inputs + firstUnitOf(network, layer) + unit] ?? NaN
    return answerSlope(cost, activation, h, trace.target[unit] ?? NaN)
  }
  const theta = run.model.theta()
  const first = firstUnitOf(network, layer + 1)
  let sum = 0
  for (let row = 0; row < next.rows; row++) {
    sum += (theta[next.offset + row * next.columns + 1 + unit] ?? NaN) * (trace.delta[first + row] ?? NaN)
  }
  return sum
}

const STEP = 1e-5

function centralDifference(network: NudgedNetwork, target: NudgeTarget, value: number): number {
  const above = network.cost(target, value + STEP)
  const signsAbove = cornersOf(network)
  const below = network.cost(target, value - STEP)
  return cornersOf(network) === signsAbove ? (above - below) / (2 * STEP) : NaN
}

/** On which side of its corner each relu unit stands. */
function cornersOf({ states }: NudgedNetwork): string {
  return states
    .filter(({ activation }) => activation === 'relu' || activation === 'leaky-relu')
    .map(({ z }) => z.reduce((signs, value) => signs + (value > 0 ? '+' : '-'), ''))
    .join()
}

function checkExample(kernels: Kernels, run: Run, example: ExampleChoice): ExampleCheck {
  const { network, training } = run.experiment
  const plain = { ...training, l1: 0, l2: 0 }
  const { model, data } = modelOf(kernels, run, [numbersOf(run, example)], plain)
  const { weights } = planGradientCheck(network, 1, CHECK_WORK)
  const { gradient } = model.trace(0)
  const numeric = centralDifferences(model.theta(), weights, { ...run.experiment, training: plain }, data, 1)
  const blocks = thetaBlocks(network)
  const flat = weights.flatMap((chosen, index) => Array.from(chosen, (within) => (blocks[index]?.offset ?? 0) + within))
  model.release()
  return {
    revision: run.revision,
    weights: Uint32Array.from(flat),
    analytic: Float32Array.from(flat, (weight) => gradient[weight] ?? NaN),
    numeric: Float64Array.from(numeric.flatMap((differences) => [...differences])),
  }
}

function pulls(kernels: Kernels, run: Run, weight: number, scope: PullScope): Pulls {
  const { network, training } = run.experiment
  const plain = { ...training, l1: 0, l2: 0 }
  const all =
    scope === 'training'
      ? Uint32Array.from({ length: run.data.summary.trainCount }, (_, example) => example)
      : run.order.slice(run.position, run.position + Math.min(training.batchSize, remainingInEpoch(run)))
  const examples = all.slice(0, Math.max(1, Math.floor(PULL_WORK / parameterCount(network))))
  const { model } = modelOf(
    kernels,
    run,
    Array.from(examples, (example) => numbersOf(run, example)),
    plain,
  )
  const gradientAt = (from: number, count: number): number => {
    model.gradientOf(from, count)
    return model.gradient()[weight] ?? NaN
  }
  const each = Float32Array.from(examples, (_, at) => gradientAt(at, 1))
  const penalty = penaltySlope(run, model, weight)
  const gradient = gradientAt(0, examples.length) + penalty
  model.release()
  return { revision: run.revision, examples, pulls: each, penalty, gradient }
}

/** l2·θ + l1·sign θ of a weight; nothing of a bias. */
function penaltySlope({ experiment: { network, training } }: Run, model: Model, weight: number): number {
  const block = thetaBlocks(network).findLast(({ offset }) => offset <= weight)
  if (!block || (weight - block.offset) % block.columns === 0) return 0
  const theta = model.theta()[weight] ?? NaN
  return training.l2 * theta + training.l1 * Math.sign(theta)
}
