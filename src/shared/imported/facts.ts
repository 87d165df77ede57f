/** What is known of imported data, and what is wrong with them, as `dataset-facts.ts` has it for all. */
import type { DatasetFacts } from '../dataset-facts'
import type { CsvDataset, IdxDataset, ImportedDataset, Problem } from '../experiment'
import { messages } from '../messages'
import { contentsOfIdx, type IdxContents } from './idx'
import { useOfTable } from './table-use'

/** Of data that are refused: nothing can be said of them. */
const UNKNOWN: DatasetFacts = {
  task: 'classification',
  examples: 0,
  inputNames: [],
  classNames: [],
  outputs: [1],
  picture: null,
}

const known = new WeakMap<ImportedDataset, DatasetFacts>()

export function importedFacts(dataset: ImportedDataset): DatasetFacts {
  const found = known.get(dataset) ?? (dataset.kind === 'csv' ? tableFacts(dataset) : idxFacts(dataset))
  known.set(dataset, found)
  return found
}

function tableFacts(dataset: CsvDataset): DatasetFacts {
  const use = useOfTable(dataset)
  if (!use.ok) return UNKNOWN
  const { task, rows, inputNames, classNames } = use.value
  const outputs = task === 'classification' ? outputsFor(classNames.length) : [1]
  return { task, examples: rows.length, inputNames, classNames, outputs, picture: null }
}

function idxFacts(dataset: IdxDataset): DatasetFacts {
  const contents = contentsOfIdx(dataset)
  if (!contents.ok) return UNKNOWN
  const { training, classes } = contents.value
  const { rows, columns } = training.images
  const { pixel } = messages.imported.idx
  return {
    task: 'classification',
    examples: exampleCount(contents.value),
    inputNames: Array.from({ length: rows * columns }, (_, at) => pixel(Math.floor(at / columns), at % columns)),
    classNames: classes.map(String),
    outputs: outputsFor(classes.length),
    picture: [rows, columns],
  }
}

/** Two classes may share one output; one alone has nothing to be told from. */
function outputsFor(classes: number): readonly number[] {
  return classes === 2 ? [1, 2] : [classes]
}

function exampleCount({ training, test }: IdxContents): number {
  return training.images.count + (test?.images.count ?? 0)
}

/** A place within a table is given after the table's name. */
export function importedProblems(dataset: ImportedDataset): Problem[] {
  if (dataset.kind === 'csv') {
    const use = useOfTable(dataset)
    if (use.ok) return []
    return use.problems.map(({ path, message }) => ({
      path: path.startsWith('dataset') ? path : `${dataset.name}: ${path}`,
      message,
    }))
  }
  const contents = contentsOfIdx(dataset)
  if (!contents.ok) return [...contents.problems]
  const share = ownTrainFraction(dataset)
  if (share === null || Math.abs(share - dataset.trainFraction) < 1e-9) return []
  const message = messages.imported.idx.ownSplit(contents.value.training.images.count, exampleCount(contents.value))
  return [{ path: 'dataset.trainFraction', message }]
}

/** Where the data bring their own test part; `null`: any share will do. */
export function ownTrainFraction(dataset: IdxDataset): number | null {
  const contents = contentsOfIdx(dataset)
  if (!contents.ok || !contents.value.test) return null
  return contents.value.training.images.count / exampleCount(contents.value)
}
