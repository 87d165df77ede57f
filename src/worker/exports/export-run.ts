/** From a run to a file for another tool: tables, weights, a model, or the run itself as a script. */
import type { Outcome } from '../../shared/experiment'
import { EXPORT_ENDINGS, type ExportedFile, type ExportKind } from '../../shared/exports'
import { fileStem } from '../../shared/file-names'
import { MAX_FILE_BYTES } from '../../shared/lab-api'
import { messages } from '../../shared/messages'
import { encodeSafetensors } from '../../shared/safetensors'
import { historyLines, weightLines } from './csv'
import type { ExportedRun } from './exported-run'
import { namedTensors } from './layer-tensors'
import { meaningOf } from './meaning'
import { onnxModel } from './onnx'
import { encodeLines, FileTooLarge, type Pause } from './pieces'
import { scriptLines } from './pytorch'

/** Refused where weights are not finite, or where no host would take so large a file. */
export async function exportRun(run: ExportedRun, kind: ExportKind, pause: Pause): Promise<Outcome<ExportedFile>> {
  const weights = kind === 'pytorch' ? run.initialTheta : run.theta
  if (kind !== 'history-csv' && !weights.every(Number.isFinite)) return refuse(messages.exports.notFinite)
  try {
    const bytes = await encode(run, kind, pause)
    if (bytes.length > MAX_FILE_BYTES) throw new FileTooLarge()
    return { ok: true, value: { name: fileStem(run.experiment.name) + EXPORT_ENDINGS[kind], bytes } }
  } catch (error) {
    if (error instanceof FileTooLarge) return refuse(messages.exports.tooLarge(MAX_FILE_BYTES / 2 ** 20))
    throw error
  }
}

async function encode(run: ExportedRun, kind: ExportKind, pause: Pause): Promise<Uint8Array> {
  const { network } = run.experiment
  switch (kind) {
    case 'history-csv':
      return encodeLines(historyLines(network, run.history), pause)
    case 'weights-csv':
      return encodeLines(weightLines(network, run.theta), pause)
    case 'safetensors':
      return encodeSafetensors(namedTensors(network, run.theta), meaningOf(run))
    case 'pytorch':
      return encodeLines(await scriptLines(run, pause), pause)
    case 'onnx':
      return onnxModel(run)
  }
}

function refuse(message: string): Outcome<never> {
  return { ok: false, problems: [{ path: 'theta', message }] }
}
