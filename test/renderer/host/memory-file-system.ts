/**
 * The File System Access API of a browser, in memory: pickers, handles and writable streams, with the errors that the
 * specification names.
 */
import type { FilePickers } from '../../../src/renderer/host/file-system-access'

const notFound = (): DOMException => new DOMException('A requested file could not be found', 'NotFoundError')

export class MemoryFileSystem {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>()
  /** Sizes of files that are too large to hold. */
  readonly hugeFiles = new Map<string, number>()
  /** What the user picks next; `null` closes the picker. */
  chosen: string | null = null
  pickerCount = 0
  /** The name of the error that every write ends with; `null`: none. */
  writeError: string | null = null

  /** What the browser answers when a file may be read and written again; handles that were just picked may. */
  permission: 'granted' | 'denied' | 'prompt' = 'granted'
  /** What the user answers when the browser asks. */
  answer: 'granted' | 'denied' = 'granted'
  /** How often the browser has asked. */
  questions = 0

  readonly pickers: FilePickers = {
    showOpenFilePicker: async () => [this.pick()],
    showSaveFilePicker: async () => {
      const handle = this.pick()
      if (!this.files.has(handle.name)) this.files.set(handle.name, new Uint8Array())
      return handle
    },
  }

  private pick(): FileSystemFileHandle {
    this.pickerCount += 1
    if (this.chosen === null) throw new DOMException('The user aborted a request.', 'AbortError')
    const name = this.chosen
    return this.handle(name)
  }

  /** The part of a handle that the lab uses. */
  private handle(name: string): FileSystemFileHandle {
    const ask = async (): Promise<PermissionState> => {
      this.questions += 1
      return (this.permission = this.answer)
    }
    return {
      kind: 'file',
      name,
      getFile: () => this.getFile(name),
      createWritable: () => this.createWritable(name),
      isSameEntry: async (other: FileSystemHandle) => other.name === name,
      queryPermission: async () => this.permission,
      requestPermission: ask,
    } as unknown as FileSystemFileHandle
  }

  private async getFile(name: string): Promise<File> {
    if (this.permission !== 'granted') throw new DOMException('Not allowed', 'NotAllowedError')
    const bytes = this.files.get(name)
    if (!bytes) throw notFound()
    const file = new File([bytes], name)
    const size = this.hugeFiles.get(name)
    if (size !== undefined) {
      Object.defineProperty(file, 'size', { value: size })
      file.arrayBuffer = () => Promise.reject(new DOMException('Out of memory', 'NotReadableError'))
    }
    return file
  }

  /** Bytes gather beside the file and take its place when the stream is closed. */
  private async createWritable(name: string): Promise<FileSystemWritableFileStream> {
    if (!this.files.has(name)) throw notFound()
    let gathered = new Uint8Array()
    let isOpen = true
    const stream = {
      write: async (bytes: Uint8Array) => {
        if (this.writeError !== null) throw new DOMException('injected: /secret/path', this.writeError)
        gathered = new Uint8Array([...gathered, ...bytes])
      },
      close: async () => {
        if (!isOpen) throw new TypeError('Cannot close a closed stream')
        isOpen = false
        this.files.set(name, gathered)
      },
      abort: async () => {
        isOpen = false
      },
    }
    return stream as unknown as FileSystemWritableFileStream
  }
}
