import * as nodeFiles from 'node:fs/promises'
import { join } from 'node:path'
import { vi } from 'vitest'
import { startLab } from '../main/start-lab'
import { describeHost, type HostUnderTest } from './conformance'
import { describeKept } from './conformance-kept'

/** What the disk does in place of renaming, as the system says it; `null`: it renames. */
const disk = vi.hoisted(() => ({ error: null as string | null }))

vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof nodeFiles>()
  return {
    ...original,
    rename: (...values: Parameters<typeof original.rename>) =>
      disk.error === null
        ? original.rename(...values)
        : Promise.reject(
            Object.assign(new Error(`${disk.error}: injected, rename '/secret/path'`), { code: disk.error }),
          ),
  }
})

const CODES = { 'disk-full': 'ENOSPC', busy: 'EBUSY', 'not-permitted': 'EPERM' } as const

/** `paths`: the folders of an earlier start. */
async function startHost(paths: readonly (readonly [string, string])[] = []): Promise<HostUnderTest> {
  const { electron, lab, folder, userData } = await startLab(({ stub }) => {
    for (const [name, path] of paths) stub.paths.set(name, path)
  })
  disk.error = null
  return {
    lab,
    choose(name) {
      electron.stub.chosenPath = name === null ? null : join(folder, name)
    },
    dialogCount: () => electron.stub.dialogs.length,
    write: (name, bytes) => nodeFiles.writeFile(join(folder, name), bytes),
    read: (name) =>
      nodeFiles
        .readFile(join(folder, name))
        .then((bytes) => new Uint8Array(bytes))
        .catch(() => null),
    async writeHuge(name, size) {
      const file = await nodeFiles.open(join(folder, name), 'w')
      await file.truncate(size)
      await file.close()
    },
    remove: (name) => nodeFiles.rm(join(folder, name)),
    breakDisk(failure) {
      disk.error = CODES[failure]
    },
    breakStore() {
      disk.error = 'ENOSPC'
    },
    restart: () =>
      startHost([
        ['documents', folder],
        ['userData', userData],
      ]),
  }
}

describeHost('Electron', startHost)
describeKept('Electron', startHost)
