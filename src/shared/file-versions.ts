/** What a file held before its last saves, kept in the host's own store. */
import * as v from 'valibot'
import { contentHash } from './content-hash'
import { FileError } from './host-files'
import type { HostStore } from './host-store'
import { MAX_VERSIONS, type FileVersion } from './lab-api'

export interface FileVersions {
  /** `key` is the file's; `replacedBy` the hash of what it holds now, which is no earlier version. */
  keep(key: string, bytes: Uint8Array<ArrayBuffer>, replacedBy: string): Promise<void>
  /** Newest first. */
  list(key: string): Promise<FileVersion[]>
  read(key: string, id: string): Promise<Uint8Array<ArrayBuffer>>
}

/** Three of more than this would fill a disk in silence. */
const MAX_VERSION_BYTES = 64 * 1024 * 1024

const noteSchema = v.object({ keptAt: v.number(), hash: v.string() })

export function createFileVersions(store: HostStore): FileVersions {
  async function kept(key: string) {
    const names = await namesOf(store, key)
    const found = names.flatMap(({ name, note }) => {
      const parsed = v.safeParse(noteSchema, note)
      return parsed.success ? [{ name, ...parsed.output }] : []
    })
    return found.sort((a, b) => b.keptAt - a.keptAt)
  }

  return {
    async keep(key, bytes, replacedBy) {
      if (bytes.length === 0 || bytes.length > MAX_VERSION_BYTES) return
      const hash = await contentHash(bytes)
      if (hash === replacedBy) return
      const others = await kept(key)
      // The same content once, at its latest time, and never what the file holds now.
      const isDouble = (version: { readonly hash: string }): boolean =>
        version.hash === hash || version.hash === replacedBy
      const keptAt = Math.max(Date.now(), (others[0]?.keptAt ?? 0) + 1)
      await store.write('versions', `${key}.${keptAt}`, { keptAt, hash }, bytes)
      const rest = others.filter((version) => !isDouble(version)).slice(0, MAX_VERSIONS - 1)
      for (const version of others) if (!rest.includes(version)) await store.remove('versions', version.name)
    },
    list: async (key) => (await kept(key)).map(({ name, keptAt }) => ({ id: name, keptAt })),
    async read(key, id) {
      const item = id.startsWith(`${key}.`) ? await store.read('versions', id) : null
      if (!item) throw new FileError('not-found', 'this version is no longer kept')
      return item.bytes
    },
  }
}

/** Of a file that is no longer among the recent ones. */
export async function removeVersions(store: HostStore, key: string): Promise<void> {
  for (const { name } of await namesOf(store, key)) await store.remove('versions', name)
}

async function namesOf(store: HostStore, key: string) {
  return (await store.list('versions')).filter(({ name }) => name.startsWith(`${key}.`))
}
