/** Files on the user's own disk, written again in place: the File System Access API of Chromium's browsers. */
import { FileError, type HostFile, type HostFiles } from '../../shared/host-files'
import type { ExportExtension, FileFailure } from '../../shared/lab-api'
import { messages } from '../../shared/messages'

interface PickerOptions {
  readonly id: string
  readonly types: readonly { readonly description: string; readonly accept: Readonly<Record<string, string[]>> }[]
  readonly suggestedName?: string
}

/** The part of `window` that TypeScript's own declarations leave out. */
export interface FilePickers {
  showOpenFilePicker(options: PickerOptions): Promise<FileSystemFileHandle[]>
  showSaveFilePicker(options: PickerOptions): Promise<FileSystemFileHandle>
}

export function hasFilePickers(window: object): window is FilePickers {
  return 'showOpenFilePicker' in window && 'showSaveFilePicker' in window
}

/** The browser remembers the folder of this id. */
const OPTIONS: PickerOptions = {
  id: 'delta-lab-experiments',
  types: [{ description: messages.host.experimentFiles, accept: { 'application/x-delta-lab': ['.dlab'] } }],
}

const EXPORT_TYPES: Readonly<Record<ExportExtension, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  csv: 'text/csv',
  safetensors: 'application/octet-stream',
  py: 'text/x-python',
  onnx: 'application/octet-stream',
}

function exportOptions(name: string, extension: ExportExtension): PickerOptions {
  const accept = { [EXPORT_TYPES[extension]]: [`.${extension}`] }
  const types = [{ description: messages.host.exportFiles[extension], accept }]
  return { id: 'delta-lab-exports', types, suggestedName: name }
}

const FAILURES: Readonly<Record<string, FileFailure>> = {
  NotFoundError: 'not-found',
  NotAllowedError: 'not-permitted',
  SecurityError: 'not-permitted',
  NotReadableError: 'not-permitted',
  NoModificationAllowedError: 'busy',
  QuotaExceededError: 'disk-full',
}

export function createFileSystemAccess(pickers: FilePickers): HostFiles {
  return {
    async chooseToOpen() {
      const handles = await unlessCancelled(pickers.showOpenFilePicker(OPTIONS))
      const handle = handles?.[0]
      return handle ? hostFile(handle) : null
    },
    async chooseToSave(name) {
      const handle = await unlessCancelled(pickers.showSaveFilePicker({ ...OPTIONS, suggestedName: name }))
      return handle && hostFile(handle)
    },
    async chooseToExport(name, extension) {
      const handle = await unlessCancelled(pickers.showSaveFilePicker(exportOptions(name, extension)))
      return handle && hostFile(handle)
    },
    failureOf: (code) => FAILURES[code],
  }
}

async function unlessCancelled<T>(picked: Promise<T>): Promise<T | null> {
  try {
    return await picked
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return null
    throw error
  }
}

function hostFile(handle: FileSystemFileHandle): HostFile {
  const size = async (): Promise<number> => (await handle.getFile()).size
  return {
    name: handle.name,
    size,
    read: async () => new Uint8Array(await (await handle.getFile()).arrayBuffer()),
    async write(bytes) {
      // The browser writes to a file beside it, and puts that in its place when it is closed.
      const stream = await handle.createWritable()
      try {
        await stream.write(bytes)
        await stream.close()
      } catch (error) {
        await stream.abort().catch(() => undefined)
        throw error
      }
      const written = await size()
      if (written !== bytes.length) throw new FileError('disk-full', `${written} of ${bytes.length} bytes were written`)
    },
  }
}
