/** Files where a browser has no File System Access: opened by upload, saved by download, a new file each time. */
import type { HostFile, HostFiles } from '../../shared/host-files'

/** How long a download may take to start before its blob is let go, in milliseconds. */
const BLOB_LIFETIME = 60_000

export function createDownloads(document: Document): HostFiles {
  return {
    reaches: false,
    fileAt: () => null,
    async chooseToOpen() {
      const content = await upload(document)
      return content && hostFile(document, content.name, content)
    },
    chooseToSave: (name) => Promise.resolve(hostFile(document, name, new Blob())),
    chooseToExport: (name) => Promise.resolve(hostFile(document, name, new Blob())),
    failureOf: (code) => (code === 'NotReadableError' ? 'not-permitted' : undefined),
  }
}

function upload(document: Document): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    // No `accept`: pictures to train with may have no extension, and where others are hidden there is no way to them.
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

function hostFile(document: Document, name: string, content: Blob): HostFile {
  return {
    name,
    key: () => Promise.resolve(null),
    reference: null,
    isReadable: () => Promise.resolve(false),
    size: () => Promise.resolve(content.size),
    read: async () => new Uint8Array(await content.arrayBuffer()),
    allowWriting: () => Promise.resolve(),
    write(bytes) {
      const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
      const link = document.createElement('a')
      link.href = address
      link.download = name
      link.click()
      setTimeout(() => URL.revokeObjectURL(address), BLOB_LIFETIME)
      return Promise.resolve()
    },
  }
}
