/** Files on the user's own disk, written again in place: the File System Access API of Chromium's browsers. */
import { FileError, type HostFile, type HostFiles } from '../../shared/host-files'
import type { HostStore } from '../../shared/host-store'
import { DATA_EXTENSIONS, type ExportExtension, type FileFailure } from '../../shared/lab-api'
import { messages } from '../../shared/messages'
import * as v from 'valibot'

interface PickerOptions {
  readonly id: string
  readonly types: readonly { readonly description: string; readonly accept: Readonly<Record<string, string[]>> }[]
  readonly suggestedName?: string
}

/** The parts that TypeScript's own declarations leave out. */
type Permission = 'granted' | 'denied' | 'prompt'
interface Permitted {
  queryPermission(wanted: { mode: 'read' | 'readwrite' }): Promise<Permission>
  requestPermission(wanted: { mode: 'read' | 'readwrite' }): Promise<Permission>
}

export interface FilePickers {
  showOpenFilePicker(options: PickerOptions): Promise<FileSystemFileHandle[]>
  showSaveFilePicker(options: PickerOptions): Promise<FileSystemFileHandle>
}

export function hasFilePickers(window: object): window is FilePickers {
  return 'showOpenFilePicker' in window && 'showSaveFilePicker' in window
}

const EXPERIMENTS = { 'application/x-delta-lab': ['.dlab'] }

/** The browser remembers the folder of this id. */
const SAVE_OPTIONS: PickerOptions = {
  id: 'delta-lab-experiments',
  types: [{ description: messages.host.experimentFiles, accept: EXPERIMENTS }],
}

const dataFiles = DATA_EXTENSIONS.map((extension) => `.${extension}` as const)
const OPEN_OPTIONS: PickerOptions = {
  ...SAVE_OPTIONS,
  types: [{ description: messages.host.openableFiles, accept: { ...EXPERIMENTS, 'text/csv': dataFiles } }],
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

/** What a file's handle is kept by in the store, beside others. */
const noteSchema = v.object({ reference: v.unknown() })

export function createFileSystemAccess(pickers: FilePickers, store: HostStore): HostFiles {
  const hostFile = (handle: FileSystemFileHandle): HostFile => describeFile(handle, () => keyOf(handle, store))
  return {
    reaches: true,
    fileAt: (reference) => (isFileHandle(reference) ? hostFile(reference) : null),
    async chooseToOpen() {
      const handles = await unlessCancelled(pickers.showOpenFilePicker(OPEN_OPTIONS))
      const handle = handles?.[0]
      return handle ? hostFile(handle) : null
    },
    async chooseToSave(name) {
      const handle = await unlessCancelled(pickers.showSaveFilePicker({ ...SAVE_OPTIONS, suggestedName: name }))
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

/** A handle has no name that lasts: one that the store already has for this file, else a new one. */
async function keyOf(handle: FileSystemFileHandle, store: HostStore): Promise<string> {
  for (const { name, note } of await store.list('recent').catch(() => [])) {
    const parsed = v.safeParse(noteSchema, note)
    const known = parsed.success ? parsed.output.reference : null
    if (isFileHandle(known) && (await handle.isSameEntry(known).catch(() => false))) return name
  }
  return crypto.randomUUID()
}

function isFileHandle(value: unknown): value is FileSystemFileHandle {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'file' && 'getFile' in value
}

/** Handles of an earlier session have to be allowed again, which the browser asks the user, after a click. */
async function allow(handle: FileSystemFileHandle, mode: 'read' | 'readwrite'): Promise<void> {
  if (!isPermitted(handle) || (await handle.queryPermission({ mode })) === 'granted') return
  if ((await handle.requestPermission({ mode })) !== 'granted') throw new FileError('not-permitted', 'not allowed')
}

function isPermitted(handle: object): handle is Permitted {
  return 'queryPermission' in handle && 'requestPermission' in handle
}

function describeFile(handle: FileSystemFileHandle, findKey: () => Promise<string>): HostFile {
  let key: Promise<string> | null = null
  const size = async (): Promise<number> => (await handle.getFile()).size
  return {
    name: handle.name,
    reference: handle,
    key: () => (key ??= findKey()),
    isReadable: async () => !isPermitted(handle) || (await handle.queryPermission({ mode: 'read' })) === 'granted',
    async size() {
      await allow(handle, 'read')
      return size()
    },
    read: async () => new Uint8Array(await (await handle.getFile()).arrayBuffer()),
    allowWriting: () => allow(handle, 'readwrite'),
    async write(bytes) {
      await allow(handle, 'readwrite')
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
