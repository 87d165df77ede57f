/**
 * The contract with the host: what a page may ask of Electron's main process, or of the browser that stands in for it.
 * Typed once, here; `src/preload` builds `window.lab` from it, `src/renderer/host/browser.ts` implements it with the
 * browser's own means, and one conformance suite runs against both.
 *
 * Files cross the border as bytes and opaque tokens: a page never sees a path, a host never reads an experiment.
 */

/** Names a file that the user picked; means something only to the host that gave it. */
export type FileToken = string

export interface OpenedFile {
  readonly token: FileToken
  /** To show: the file's name without its folder. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** A file that can be saved to. */
export interface NamedFile {
  readonly token: FileToken
  readonly name: string
}

export interface SavedFile extends NamedFile {
  /** Handed to the browser, which doesn't tell whether it ever arrives. Else it is on the disk, and its size was checked. */
  readonly downloaded: boolean
}

/** What an export may be written as. Its name's extension says which. */
export const EXPORT_EXTENSIONS = ['png', 'svg', 'csv', 'safetensors', 'py', 'onnx'] as const
export type ExportExtension = (typeof EXPORT_EXTENSIONS)[number]

/** Written, and left to the user: the lab never comes back to it. */
export interface WrittenFile {
  readonly name: string
}

export type FileFailure =
  | 'not-found'
  | 'not-permitted'
  | 'read-only'
  | 'disk-full'
  | 'busy'
  | 'too-large'
  | 'unknown-token'
  /** The file holds something else than what this token last read or wrote, so it was left alone. */
  | 'changed-outside'
  /** What the lab itself had kept can't be read any more. */
  | 'damaged'
  | 'failed'

/** Cancelled is no failure: the user closed the dialog. */
export type FileOutcome<T> =
  | { readonly status: 'done'; readonly file: T }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly failure: FileFailure; readonly detail: string }

/** A file that was opened or saved lately. Times here and below are in milliseconds since 1970. */
export interface RecentFile {
  /** For `reopen`; nothing can be saved under it. */
  readonly token: FileToken
  readonly name: string
  readonly usedAt: number
}

/** What a file held before a save. */
export interface FileVersion {
  readonly id: string
  /** When it was replaced. */
  readonly keptAt: number
}

/** What a recovery copy says of itself without being opened. */
export interface CopyNote {
  /** The experiment's. */
  readonly name: string
  readonly epoch: number
  /** The document's file, where it has one. */
  readonly file: FileToken | null
  /** When the document was last saved; `null`: never. */
  readonly savedAt: number | null
  /** An example that was trained, and never changed or meant to be saved. */
  readonly onlyTrained: boolean
}

/**
 * A recovery copy in two parts, since the one seldom changes and may be large with imported data, while the other changes
 * all the time.
 */
export interface CopyParts {
  /** The experiment without its run. `null`: as in the copy that is there. */
  readonly document: Uint8Array<ArrayBuffer> | null
  /** Weights and history. Empty: there are none. */
  readonly run: Uint8Array<ArrayBuffer>
}

/** A copy that a window left behind: it was ended before its work was saved. */
export interface RecoveryCopy {
  readonly id: string
  /** Empty where the copy is damaged. */
  readonly name: string
  readonly epoch: number | null
  readonly keptAt: number
  readonly savedAt: number | null
  readonly onlyTrained: boolean
  readonly fileName: string | null
}

export interface OpenedCopy {
  readonly document: Uint8Array
  readonly run: Uint8Array
  /** Saving to it asks first where the file is no longer what the document came from. */
  readonly file: NamedFile | null
}

/** What the host's own menu asks of the page. */
export const MENU_COMMANDS = ['open', 'save', 'save-as', 'undo', 'redo'] as const
export type MenuCommand = (typeof MENU_COMMANDS)[number]

export interface LabApi {
  readonly host: 'electron' | 'browser'
  /** Asks the user for an experiment file and reads it. */
  open(): Promise<FileOutcome<OpenedFile>>
  /**
   * Asks the user what a save needs to know: without a token where to, offering `name`; with one for leave to write,
   * where the host needs it. A browser lets a page ask only within seconds of a click, and empties a file once it is chosen.
   */
  askToSave(token: FileToken | null, name: string): Promise<FileOutcome<NamedFile>>
  /**
   * Writes the whole file or leaves the old one as it was. A file that was changed outside is left alone unless `replace`
   * is true, or the user has just chosen it. What the file held before is kept as an earlier version.
   */
  save(token: FileToken, bytes: Uint8Array, replace?: boolean): Promise<FileOutcome<SavedFile>>
  /**
   * Asks where, offering `name`, and writes all of the bytes or nothing. The file is no experiment and never becomes the
   * document's. `name` must end in one of `EXPORT_EXTENSIONS`.
   */
  exportFile(name: string, bytes: Uint8Array): Promise<FileOutcome<WrittenFile>>
  /** Reads the file once more. What was known under the old token stays as it was; the answer has a new one. */
  reopen(token: FileToken): Promise<FileOutcome<OpenedFile>>
  /** Whether the file holds something else than what this token last read or wrote. False where that can't be told. */
  changedOutside(token: FileToken): Promise<boolean>
  /** Newest first; `null` where the host can't reach a file again by itself. */
  listRecent(): Promise<readonly RecentFile[] | null>
  /** Newest first, at most `MAX_VERSIONS`. */
  listVersions(token: FileToken): Promise<readonly FileVersion[]>
  openVersion(token: FileToken, version: string): Promise<FileOutcome<Uint8Array>>
  /**
   * Keeps a copy of unsaved work beside all files, in place of this window's copy of the same number. Takes the bytes
   * over: they are not to be used any more.
   */
  keepCopy(copy: number, note: CopyNote, parts: CopyParts): Promise<FileOutcome<null>>
  /** Lets go of this window's copy. */
  dropCopy(copy: number): Promise<FileOutcome<null>>
  /** Those that no living window holds, newest first. */
  listCopies(): Promise<readonly RecoveryCopy[]>
  /** Leaves the copy where it is. */
  openCopy(id: string): Promise<FileOutcome<OpenedCopy>>
  discardCopy(id: string): Promise<FileOutcome<null>>
  /** While true, closing the window asks first. */
  setUnsaved(unsaved: boolean): void
  /** Returns a function that stops listening. */
  onMenuCommand(listener: (command: MenuCommand) => void): () => void
  /** The lab was started, or started again, with a file. Returns a function that stops listening. */
  onFileGiven(listener: (token: FileToken) => void): () => void
}

/** What of `LabApi` is about files, and the same in both hosts. */
export type FileCalls = Omit<LabApi, 'host' | 'setUnsaved' | 'onMenuCommand' | 'onFileGiven'>

/** The IPC channels behind `LabApi` in Electron, one a method. */
export const LAB_CHANNELS = {
  open: 'lab:open',
  askToSave: 'lab:ask-to-save',
  save: 'lab:save',
  exportFile: 'lab:export-file',
  reopen: 'lab:reopen',
  changedOutside: 'lab:changed-outside',
  listRecent: 'lab:list-recent',
  listVersions: 'lab:list-versions',
  openVersion: 'lab:open-version',
  keepCopy: 'lab:keep-copy',
  dropCopy: 'lab:drop-copy',
  listCopies: 'lab:list-copies',
  openCopy: 'lab:open-copy',
  discardCopy: 'lab:discard-copy',
  setUnsaved: 'lab:set-unsaved',
  menuCommand: 'lab:menu-command',
  fileGiven: 'lab:file-given',
} as const

/** Names of data of one's own, as far as they have an extension that says so; the pictures of MNIST have none. */
export const DATA_EXTENSIONS = ['csv', 'tsv', 'txt', 'gz'] as const

/** Larger files are refused before they are read. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024

export const MAX_VERSIONS = 3
export const MAX_RECENT = 10

/** The extension of a name, where it is one of those. */
export function exportExtension(name: string): ExportExtension | undefined {
  return EXPORT_EXTENSIONS.find((extension) => name.endsWith(`.${extension}`))
}
