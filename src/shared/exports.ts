/** What a run can be taken elsewhere as, beside pictures of it. */

export const EXPORT_KINDS = ['history-csv', 'weights-csv', 'safetensors', 'pytorch', 'onnx'] as const
export type ExportKind = (typeof EXPORT_KINDS)[number]

export interface ExportedFile {
  /** To offer; its extension says what kind of file it is. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** What is added to the experiment's name. */
export const EXPORT_ENDINGS: Readonly<Record<ExportKind, string>> = {
  'history-csv': '-history.csv',
  'weights-csv': '-weights.csv',
  safetensors: '.safetensors',
  pytorch: '.py',
  onnx: '.onnx',
}
