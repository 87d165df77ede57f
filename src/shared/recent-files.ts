/** What was opened or saved lately. Earlier versions are kept for these files alone. */
import * as v from 'valibot'
import type { HostFile, HostFiles } from './host-files'
import type { HostStore } from './host-store'
import { removeVersions } from './file-versions'
import { MAX_RECENT } from './lab-api'

export interface UsedFile {
  readonly file: HostFile
  readonly usedAt: number
}

export interface RecentFiles {
  /** Does nothing for a file that can't be reached again. */
  add(file: HostFile): Promise<void>
  /** Newest first. */
  list(): Promise<UsedFile[]>
}

const noteSchema = v.object({ usedAt: v.number(), reference: v.unknown() })

export function createRecentFiles(files: HostFiles, store: HostStore): RecentFiles {
  /** Newest first, with their names in the store. */
  async function used(): Promise<(UsedFile & { readonly key: string })[]> {
    const notes = await store.list('recent')
    const found = notes.flatMap(({ name, note }) => {
      const parsed = v.safeParse(noteSchema, note)
      const file = parsed.success ? files.fileAt(parsed.output.reference) : null
      return parsed.success && file ? [{ file, key: name, usedAt: parsed.output.usedAt }] : []
    })
    return found.sort((a, b) => b.usedAt - a.usedAt)
  }

  return {
    async add(file) {
      const key = await file.key()
      if (key === null) return
      const others = (await used()).filter((other) => other.key !== key)
      // Also within one millisecond the latest comes first.
      const usedAt = Math.max(Date.now(), (others[0]?.usedAt ?? 0) + 1)
      await store.write('recent', key, { usedAt, reference: file.reference }, new Uint8Array())
      for (const old of others.slice(MAX_RECENT - 1)) {
        await store.remove('recent', old.key)
        await removeVersions(store, old.key)
      }
    },
    list: used,
  }
}
