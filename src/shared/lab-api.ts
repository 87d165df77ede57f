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

export interface SavedFile {
  readonly token: FileToken
  readonly name: string
}

/** What an export may be written as. Its name's extension says which. */
export const EXPORT_EXTENSIONS = ['png', 'svg', 'csv', 'safetensors', 'py', 'onnx'] as const
export type ExportExtension = (typeof EXPORT_EXTENSIONS)[number]

/** Written, and left to the user: the lab never comes back to it. */
export interface WrittenFile {
  readonly name: string
}

export type FileFailure =
  'not-found' | 'not-permitted' | 'read-only' | 'disk-full' | 'busy' | 'too-large' | 'unknown-token' | 'failed'

/** Cancelled is no failure: the user closed the dialog. */
export type FileOutcome<T> =
  | { readonly status: 'done'; readonly file: T }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly failure: FileFailure; readonly detail: string }

/** What the host's own menu asks of the page. */
export const MENU_COMMANDS = ['open', 'save', 'save-as', 'undo', 'redo'] as const
export type MenuCommand = (typeof MENU_COMMANDS)[number]

export interface LabApi {
  readonly host: 'electron' | 'browser'
  /** Asks the user for an experiment file and reads it. */
  open(): Promise<FileOutcome<OpenedFile>>
  /** Writes the whole file or leaves the old one as it was. Without a token asks where, offering `name`. */
  save(token: FileToken | null, name: string, bytes: Uint8Array): Promise<FileOutcome<SavedFile>>
  /**
   * Asks where, offering `name`, and writes all of the bytes or nothing. The file is no experiment and never becomes the
   * document's. `name` must end in one of `EXPORT_EXTENSIONS`.
   */
  exportFile(name: string, bytes: Uint8Array): Promise<FileOutcome<WrittenFile>>
  /** While true, closing the window asks first. */
  setUnsaved(unsaved: boolean): void
  /** Returns a function that stops listening. */
  onMenuCommand(listener: (command: MenuCommand) => void): () => void
}

/** The IPC channels behind `LabApi` in Electron, one a method. */
export const LAB_CHANNELS = {
  open: 'lab:open',
  save: 'lab:save',
  exportFile: 'lab:export-file',
  setUnsaved: 'lab:set-unsaved',
  menuCommand: 'lab:menu-command',
} as const

/** Larger files are refused before they are read. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024

/** The extension of a name, where it is one of those. */
export function exportExtension(name: string): ExportExtension | undefined {
  return EXPORT_EXTENSIONS.find((extension) => name.endsWith(`.${extension}`))
}
