/** One example as the network sees it: what it is, what the network answers, and every output. */
import type { Experiment } from '../../shared/experiment'
import type { DataSummary, ExampleTrace } from '../../shared/trainer'
import { boundaryOf } from './boundary'
import { subscript } from './format'

export interface OutputReading {
  readonly name: string
  readonly value: number
  /** How far along its bar the output is, 0 to 1. */
  readonly share: number
  /** The target says so: this output should be high. */
  readonly isTrue: boolean
}

export interface ExampleReading {
  readonly outputs: readonly OutputReading[]
  /** Name of the class, or the target; `null` where an example has any number of labels. */
  readonly truth: string | null
  readonly answer: string | null
  readonly isRight: boolean | null
}

export function readExample(trace: ExampleTrace, data: DataSummary, experiment: Experiment): ExampleReading {
  const answers = trace.a.subarray(trace.a.length - trace.target.length)
  const activation = experiment.network.layers.at(-1)?.activation
  const lowest = activation === 'tanh' ? -1 : 0
  const highest = activation === 'sigmoid' || activation === 'softmax' || activation === 'tanh' ? 1 : largestOf(answers)
  const border = boundaryOf(experiment.network.layers.length + 1, experiment, data)
  const names = outputNames(data, answers.length)
  const outputs = Array.from(answers, (value, index) => ({
    name: names[index] ?? '',
    value,
    share: Math.max(0, Math.min(1, (value - lowest) / (highest - lowest))),
    isTrue: data.task === 'classification' && (trace.target[index] ?? 0) > border,
  }))
  const classes = answers.length === 1 || hasOneLabelEach(experiment) ? classOf(trace, answers, data, border) : null
  if (!classes) return { outputs, truth: null, answer: null, isRight: null }
  const { truth, answer } = classes
  return {
    outputs,
    truth: data.classNames[truth] ?? null,
    answer: data.classNames[answer] ?? null,
    isRight: truth === answer,
  }
}

function largestOf(values: Float32Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1
}

/** One output for two classes is named after the second, which it stands for. */
function outputNames({ classNames, task }: DataSummary, outputs: number): readonly string[] {
  if (classNames.length === outputs) return classNames
  if (task === 'classification' && outputs === 1) return classNames.slice(1, 2)
  return Array.from({ length: outputs }, (_, index) => `h${subscript(index + 1)}`)
}

function hasOneLabelEach({ dataset }: Experiment): boolean {
  return dataset.kind !== 'inline' || dataset.targets.every((row) => row.reduce((sum, target) => sum + target, 0) === 1)
}

/** As the accuracy counts: the largest output, or the side of a single one. */
function classOf(
  { example }: ExampleTrace,
  answers: Float32Array,
  { task, labels }: DataSummary,
  border: number,
): { truth: number; answer: number } | null {
  if (task === 'regression') return null
  const truth = labels[example] ?? 0
  if (answers.length === 1) return { truth, answer: Number((answers[0] ?? 0) >= border) }
  return { truth, answer: answers.indexOf(Math.max(...answers)) }
}
