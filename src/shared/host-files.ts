/** What a host brings of the files themselves; `file-calls.ts` makes the calls of `LabApi` from it, the same in both hosts. */
import type { ExportExtension, FileFailure } from './lab-api'

/** A file that the user has picked. */
export interface HostFile {
  /** Without its folder. */
  readonly name: string
  /** The same for the same file, also after a restart; `null`: this host can't reach a file a second time. */
  key(): Promise<string | null>
  /** What `HostFiles.fileAt` finds the file by: plain data for the host's own store. */
  readonly reference: unknown
  /** Whether it can be read now, without asking the user for leave. */
  isReadable(): Promise<boolean>
  /** In bytes; asked before `read`, so that no memory is taken for what is too large. */
  size(): Promise<number>
  read(): Promise<Uint8Array<ArrayBuffer>>
  /** Asks the user for leave to write, where this host needs it. Throws where it is refused. */
  allowWriting(): Promise<void>
  /** All of the bytes, or the file stays as it was. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>
}

export interface HostFiles {
  /** Asks the user; `null` where they change their mind. */
  chooseToOpen(): Promise<HostFile | null>
  chooseToSave(name: string): Promise<HostFile | null>
  chooseToExport(name: string, extension: ExportExtension): Promise<HostFile | null>
  /** `null` where the reference means nothing. */
  fileAt(reference: unknown): HostFile | null
  /** Whether files can be reached again by themselves. */
  readonly reaches: boolean
  /** From the names that this host's system gives to what went wrong. `undefined` for those it doesn't know. */
  failureOf(code: string): FileFailure | undefined
}

/** A failure that the lab itself notices and names. */
export class FileError extends Error {
  constructor(
    readonly failure: FileFailure,
    message: string,
  ) {
    super(message)
  }
}
