/** What every component sees of the lab: one document, one session with the worker, one place to ask for changes. */
import { inject, type ComputedRef, type InjectionKey, type Ref, type ShallowRef } from 'vue'
import type { DatasetSpec, Experiment, Outcome, Problem } from '../../shared/experiment'
import type { ExportKind } from '../../shared/exports'
import type { ImportedFiles, PickedFile } from '../../shared/imported/read-files'
import type { ImportedTable } from '../../shared/imported/table'
import type { FileToken, FileVersion, RecentFile, RecoveryCopy } from '../../shared/lab-api'
import type {
  DataSummary,
  Divergence,
  Evaluation,
  History,
  ModelSnapshot,
  Progress,
  Speed,
  UnitAddress,
  UnitMap,
} from '../../shared/trainer'

import type { PropagationDirection } from '../formula/arithmetic'
import type { Notation } from '../formula/notation'
import type { Microscope } from './microscope/microscope'

export type ReadonlyShallowRef<T> = Readonly<ShallowRef<T>>

export interface EditOptions {
  /** Edits of one gesture (a slider drag, a scrub) share a name and become one undo step. */
  readonly gesture?: string
}

/** Something to tell the user, until it is closed or answered. */
export interface Notice {
  readonly id: number
  /**
   * `info` goes by itself, `busy` when whoever shows it closes it. `refusal`: nothing is lost and nothing has to be done,
   * so it is over with the next thing that is done. `error` stays until it is closed, or over.
   */
  readonly kind: 'info' | 'busy' | 'refusal' | 'error'
  readonly text: string
  /** Shown below the text, one a line: which field of a file is wrong, and why. */
  readonly details: readonly string[]
  readonly action: { readonly label: string; run(): void } | null
}

/** Each asks the user where, and tells how it went. Never rejects. */
export interface LabExports {
  /** What is being made just now; asked for again, it is made once. */
  readonly making: ReadonlyShallowRef<ReadonlySet<ExportKind>>
  exportRun(kind: ExportKind): Promise<void>
  /** `ending`: what is added to the experiment's name, as “-network.svg”. */
  exportPicture(ending: string, take: () => Promise<Uint8Array>): Promise<void>
}

export interface LabDocument {
  readonly experiment: ReadonlyShallowRef<Experiment>
  readonly canUndo: ComputedRef<boolean>
  readonly canRedo: ComputedRef<boolean>
  /** What Undo would take back: another object after every step, `null` where there is none. */
  readonly lastStep: ComputedRef<object | null>
  /**
   * Applies a pure change. An experiment that would not be sound is refused with a notice that names the place, and
   * nothing changes. Returns what is wrong: empty where the edit was made.
   */
  edit(change: (experiment: Experiment) => Experiment, options?: EditOptions): readonly Problem[]
  /** Sets one weight, by its index in the flat order of `thetaBlocks`. */
  setWeight(index: number, value: number, options?: EditOptions): void
  undo(): void
  redo(): void
}

/** The numbers on screen. All of one moment: replaced together, never mixed with those of an older model. */
export interface LabReadings {
  /** `null` until the worker has answered for the first time. */
  readonly data: ReadonlyShallowRef<DataSummary | null>
  readonly model: ReadonlyShallowRef<ModelSnapshot | null>
  readonly progress: ReadonlyShallowRef<Progress>
  readonly evaluation: ReadonlyShallowRef<Evaluation | null>
  readonly history: ReadonlyShallowRef<History | null>
  readonly map: ReadonlyShallowRef<UnitMap | null>
  readonly divergence: ReadonlyShallowRef<Divergence | null>
}

export interface LabRun {
  readonly running: Readonly<Ref<boolean>>
  readonly speed: Ref<Speed>
  train(): void
  pause(): void
  stepExample(): void
  stepBatch(): void
  stepEpoch(): void
  reset(): void
}

/** What the user looks at; never part of the experiment. */
export interface LabSelection {
  /** The example whose z, a and δ are shown. */
  readonly example: Ref<number | 'latest'>
  /** Under the pointer or with the focus, here or in a chart: wins over the pinned one while it lasts. */
  readonly pointed: ShallowRef<UnitAddress | null>
  /** Chosen by click or key, until another one is. */
  readonly pinned: ShallowRef<UnitAddress | null>
  /** What stands out now, with its map, its curve, its edges and its arithmetic: the pointed one, else the pinned one. */
  readonly unit: ComputedRef<UnitAddress | null>
  readonly edgesShow: Ref<EdgeQuantity>
  readonly direction: Ref<PropagationDirection>
  /** The weight under the pointer, in a table or a plot: its edge stands out. By its index in the flat order. */
  readonly weight: ShallowRef<number | null>
  /** By which names everything on screen is called. */
  readonly notation: Ref<Notation>
}

/** What the edges of the drawing mean: θ, θ·δ (what flows backward) or ∂J/∂θ. */
export type EdgeQuantity = 'theta' | 'flow' | 'gradient'

export interface LabFiles {
  readonly name: ComputedRef<string>
  readonly unsaved: ComputedRef<boolean>
  /**
   * Also where unsaved work was replaced by another experiment, and only Undo can bring it back. Not where an example was
   * only trained, and is quickly trained again.
   */
  readonly mayLoseWork: ComputedRef<boolean>
  open(): Promise<void>
  save(): Promise<void>
  saveAs(): Promise<void>
  /** Opens a file of `recent`, or one that the host was given. */
  openAgain(token: FileToken): Promise<void>
  /** Newest first; `null` where the host can't reach a file again by itself. */
  recent(): Promise<readonly RecentFile[] | null>
  /** What the document's file held before its last saves, newest first. */
  versions(): Promise<readonly FileVersion[]>
  /** Puts an earlier version in the document's place, unsaved, until Undo or Save. */
  openVersion(version: FileVersion): Promise<void>
  /** Puts another experiment in the document's place; Undo brings the old one back, trained weights and all. */
  startFrom(experiment: Experiment): void
}

/** The document's file holds something else than what was opened or saved. */
export interface OutsideChange {
  readonly fileName: string
}

export type OutsideAnswer = 'replace' | 'save-as' | 'open' | 'later'

export interface LabOutside {
  /** Asked about now; `null`: nothing is. */
  readonly change: ReadonlyShallowRef<OutsideChange | null>
  answer(answer: OutsideAnswer): Promise<void>
}

/** Unsaved work that an earlier start left behind. */
export interface LabRecovery {
  /** Newest first. Empty until the host has been asked. */
  readonly copies: ReadonlyShallowRef<readonly RecoveryCopy[]>
  /** Whether the user is asked about them now. */
  readonly offered: ShallowRef<boolean>
  /** Why a copy can't be recovered, by its id. */
  readonly problems: ReadonlyShallowRef<ReadonlyMap<string, string>>
  /** Puts it in the document's place, unsaved. The copy goes once the document has a newer one. */
  recover(copy: RecoveryCopy): Promise<void>
  /** Those that go with `finish`, or when another one is recovered; by their ids. */
  readonly discarded: ReadonlyShallowRef<ReadonlySet<string>>
  discard(copy: RecoveryCopy): void
  /** One that was discarded, as long as the offer is open. */
  keep(copy: RecoveryCopy): void
  /** Closes the offer, and lets go of what was discarded. */
  finish(): void
  /** Asks the host once more. */
  look(): Promise<void>
}

export interface LabNotices {
  readonly list: ReadonlyShallowRef<readonly Notice[]>
  /** Returns the id to close it by. */
  show(notice: Omit<Notice, 'id'>): number
  close(id: number): void
  /** Something else has been done: they are over. */
  closeRefusals(): void
}

export interface Lab {
  readonly document: LabDocument
  readonly readings: LabReadings
  readonly run: LabRun
  readonly selection: LabSelection
  readonly microscope: Microscope
  /** What the drawing shows: what the microscope looks at while it is open, else the newest readings. */
  readonly shown: ReadonlyShallowRef<ModelSnapshot | null>
  readonly files: LabFiles
  readonly outside: LabOutside
  readonly recovery: LabRecovery
  readonly exports: LabExports
  readonly notices: LabNotices
  /** Whether the list of keys is shown. */
  readonly keysShown: ShallowRef<boolean>
  /** The points of a dataset that isn't loaded, for the gallery's thumbnails. */
  preview(dataset: DatasetSpec): Promise<Outcome<DataSummary>>
  /** Data of the user's own that were opened as if they were an experiment: the data panel looks at them, and empties it. */
  readonly givenData: ShallowRef<readonly File[]>
  /** What files of the user's own hold. Nothing is changed by it. */
  readFiles(files: readonly PickedFile[]): Promise<Outcome<ImportedFiles>>
  /** A table's text once more: its first line holds names, or is data like the others. */
  readAgain(text: string, header: boolean): Promise<Outcome<ImportedTable>>
}

export const labKey: InjectionKey<Lab> = Symbol('lab')

export function useLab(): Lab {
  const lab = inject(labKey)
  if (!lab) throw new Error('useLab() needs a parent that provides the lab')
  return lab
}
