/** The way of the user's own data into the experiment: picked, read, looked at, imported. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { CsvDataset, IdxDataset, ImportedDataset, Problem } from '../../shared/experiment'
import { ownTrainFraction } from '../../shared/imported/facts'
import type { ImportedFiles } from '../../shared/imported/read-files'
import { refuse, refusedIn } from '../../shared/imported/refuse'
import { messages } from '../../shared/messages'
import type { Lab } from '../lab/lab'
import { readPicked } from './read-picked'
import { firstChoice, withTable } from './table-choices'

export type OwnDataStage =
  | { readonly kind: 'empty' }
  | { readonly kind: 'reading'; readonly names: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** `isRead`: its text is being read in another way. */
  | { readonly kind: 'table'; readonly dataset: CsvDataset; readonly isRead?: boolean }
  | { readonly kind: 'pictures'; readonly dataset: IdxDataset }

export interface OwnData {
  readonly open: Ref<boolean>
  readonly stage: ShallowRef<OwnDataStage>
  /** The dialog was opened on the data that the experiment has, to change how they are used. */
  readonly isChange: Ref<boolean>
  /** Opens the dialog: on these data, or on nothing yet. */
  start(dataset: ImportedDataset | null): void
  pick(files: readonly File[]): Promise<void>
  /** What the dialog shows of these data from now on. */
  look(dataset: ImportedDataset): void
  /** Reads the table once more: its first line holds names, or is data like the others. */
  setHeader(dataset: CsvDataset, header: boolean): Promise<void>
}

export function createOwnData({ readFiles, readAgain }: Pick<Lab, 'readFiles' | 'readAgain'>): OwnData {
  const open = ref(false)
  const stage = shallowRef<OwnDataStage>({ kind: 'empty' })
  const isChange = ref(false)
  /** Counts what was asked for: an answer that comes too late is dropped. */
  let asked = 0

  async function pick(files: readonly File[]): Promise<void> {
    if (files.length === 0) return
    const own = ++asked
    open.value = true
    isChange.value = false
    stage.value = { kind: 'reading', names: files.map(({ name }) => name) }
    const outcome = await readPicked(files, readFiles)
    // What has come is large: a picture may be drawn before it is looked at.
    await new Promise((resolve) => setTimeout(resolve))
    if (own === asked)
      stage.value = outcome.ok ? lookAt(outcome.value) : { kind: 'refused', problems: outcome.problems }
  }

  function start(dataset: ImportedDataset | null): void {
    asked++
    open.value = true
    isChange.value = dataset !== null
    stage.value = dataset ? stageOf(dataset) : { kind: 'empty' }
  }

  function look(dataset: ImportedDataset): void {
    asked++
    stage.value = stageOf(dataset)
  }

  async function setHeader(dataset: CsvDataset, header: boolean): Promise<void> {
    const own = ++asked
    stage.value = { kind: 'table', dataset, isRead: true }
    const outcome = await readAgain(dataset.source.text, header).catch(() => refuse('', messages.threads.failed))
    if (own !== asked) return
    stage.value = outcome.ok
      ? { kind: 'table', dataset: { ...withTable(dataset, outcome.value), header } }
      : { kind: 'refused', problems: refusedIn(dataset.name, outcome).problems }
  }

  return { open, stage, isChange, start, pick, look, setHeader }
}

function stageOf(dataset: ImportedDataset): OwnDataStage {
  return dataset.kind === 'csv' ? { kind: 'table', dataset } : { kind: 'pictures', dataset }
}

function lookAt(files: ImportedFiles): OwnDataStage {
  if (files.kind === 'csv') return { kind: 'table', dataset: firstChoice(files.name, files.table) }
  const { names, source } = files
  const dataset: IdxDataset = { kind: 'idx', ...names, seed: 1, trainFraction: 0.8, source }
  return { kind: 'pictures', dataset: { ...dataset, trainFraction: ownTrainFraction(dataset) ?? 0.8 } }
}
