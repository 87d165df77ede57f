/** What a model's inputs and outputs are, for whoever runs it elsewhere: plain texts under fixed names. */
import { messages } from '../../shared/messages'
import { builtinScale } from '../engine/builtin'
import { importedScale, importedTargetScale } from '../engine/imported'
import type { ExportedRun } from './exported-run'

/**
 * `inputs` and `outputs` are lists of names (JSON); `input_offset` and `input_divisor`, where the data were scaled, hold
 * one number for each input (JSON): the network sees (value − offset) / divisor. Where the target was scaled, an answer h
 * means h · `output_divisor` + `output_offset`.
 */
export function inputMeaning({
  experiment: { dataset, network },
  data: { summary },
}: ExportedRun): Record<string, string> {
  const { inputNames, classNames } = summary
  // Two classes may share one output: how likely the second one is.
  const outputs = network.layers.at(-1)?.units === classNames.length ? classNames : classNames.slice(-1)
  const meaning = {
    inputs: JSON.stringify(inputNames),
    outputs: JSON.stringify(outputs),
    inputs_are: messages.exports.inputsAre[dataset.kind],
  }
  if (dataset.kind === 'inline' || dataset.kind === 'generated') return meaning
  const { offset, divisor } = dataset.kind === 'builtin' ? builtinScale(dataset) : importedScale(dataset)
  const scaled = { ...meaning, input_offset: JSON.stringify(offset), input_divisor: JSON.stringify(divisor) }
  const target = dataset.kind === 'csv' ? importedTargetScale(dataset) : null
  if (!target) return scaled
  return { ...scaled, output_offset: JSON.stringify(target.offset), output_divisor: JSON.stringify(target.divisor) }
}
