/**
 * The browser's own storage as a `HostStore`. A write counts once the browser says that it is on the disk, so that even
 * a browser that is killed has it.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { HostStore, Shelf } from '../shared/host-store'

interface Schema extends DBSchema {
  notes: { key: [Shelf, string]; value: unknown }
  /** Apart from the notes, which are listed without them. */
  bytes: { key: [Shelf, string]; value: Uint8Array<ArrayBuffer> }
}

const DURABLE = { durability: 'strict' } as const
const BOTH = ['notes', 'bytes'] as const

export function createIndexedStore(): HostStore {
  let opening: Promise<IDBPDatabase<Schema>> | null = null

  function database(): Promise<IDBPDatabase<Schema>> {
    const forget = (): void => void (opening = null)
    opening ??= openDB<Schema>('delta-lab', 1, {
      upgrade(created) {
        for (const name of BOTH) created.createObjectStore(name)
      },
      // A newer lab in another tab wants to change it; the next call here opens it again.
      blocking(_current, _wanted, event) {
        forget()
        if (event.target instanceof IDBDatabase) event.target.close()
      },
      terminated: forget,
    })
    opening.catch(forget)
    return opening
  }

  return {
    async list(shelf) {
      const transaction = (await database()).transaction('notes')
      const range = IDBKeyRange.bound([shelf, ''], [shelf, '\uffff'])
      const [keys, notes] = await Promise.all([
        transaction.store.getAllKeys(range),
        transaction.store.getAll(range),
        transaction.done,
      ])
      return keys.map(([, name], index) => ({ name, note: notes[index] }))
    },
    async read(shelf, name) {
      const transaction = (await database()).transaction(BOTH)
      const key: [Shelf, string] = [shelf, name]
      const [note, bytes] = await Promise.all([
        transaction.objectStore('notes').get(key),
        transaction.objectStore('bytes').get(key),
        transaction.done,
      ])
      return bytes ? { note, bytes } : null
    },
    async write(shelf, name, note, bytes) {
      const transaction = (await database()).transaction(BOTH, 'readwrite', DURABLE)
      const key: [Shelf, string] = [shelf, name]
      await Promise.all([
        transaction.objectStore('notes').put(note, key),
        transaction.objectStore('bytes').put(bytes, key),
        transaction.done,
      ])
    },
    async remove(shelf, name) {
      const transaction = (await database()).transaction(BOTH, 'readwrite', DURABLE)
      const key: [Shelf, string] = [shelf, name]
      await Promise.all([
        transaction.objectStore('notes').delete(key),
        transaction.objectStore('bytes').delete(key),
        transaction.done,
      ])
    },
  }
}
