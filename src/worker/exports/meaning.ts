/** What a network's inputs and outputs are, for whoever runs it elsewhere: plain texts under fixed names. */
import type { DatasetSpec } from '../../shared/experiment'
import { messages } from '../../shared/messages'
import type { InputScale } from '../../shared/trainer'
import { builtinScale } from '../engine/builtin'
import { importedScale } from '../engine/imported'
import type { ExportedRun } from './exported-run'

/**
 * `inputs` and `outputs` are lists of names (JSON); `input_offset` and `input_divisor`, where the data were scaled, hold
 * one number for each input (JSON): the network sees (value − offset) / divisor. So do `output_offset` and
 * `output_divisor` where a target was scaled: an answer h means h · divisor + offset.
 */
export function meaningOf({
  experiment: { dataset, network },
  data: { summary },
}: ExportedRun): Record<string, string> {
  const { inputNames, classNames, targetScale } = summary
  // Two classes may share one output: how likely the second one is.
  const outputs = network.layers.at(-1)?.units === classNames.length ? classNames : classNames.slice(-1)
  return {
    inputs: JSON.stringify(inputNames),
    outputs: JSON.stringify(outputs),
    inputs_are: messages.exports.inputsAre[dataset.kind],
    ...scaleTexts('input', inputScaleOf(dataset)),
    ...(targetScale && scaleTexts('output', { offset: [targetScale.offset], divisor: [targetScale.divisor] })),
  }
}

/** `null`: the network sees the numbers as they are. */
export function inputScaleOf(dataset: DatasetSpec): InputScale | null {
  if (dataset.kind === 'inline' || dataset.kind === 'generated') return null
  return dataset.kind === 'builtin' ? builtinScale(dataset) : importedScale(dataset)
}

function scaleTexts(what: 'input' | 'output', scale: InputScale | null): Record<string, string> {
  if (!scale) return {}
  return {
    [`${what}_offset`]: JSON.stringify(scale.offset),
    [`${what}_divisor`]: JSON.stringify(scale.divisor),
  }
}
