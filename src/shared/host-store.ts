/**
 * Where a host keeps what the lab needs beside the user's files: recovery copies, earlier versions, what was opened
 * lately. Each item has a note, which can be listed without the bytes, and is written whole or not at all.
 */
export type Shelf = 'recovery' | 'versions' | 'recent'

export interface StoredNote {
  readonly name: string
  /** Plain data. `undefined` where the item is damaged. */
  readonly note: unknown
}

export interface StoredItem {
  readonly note: unknown
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Names are of letters, digits, dots and hyphens. */
export interface HostStore {
  list(shelf: Shelf): Promise<readonly StoredNote[]>
  /** `null` where there is none. Rejects where the item is damaged. */
  read(shelf: Shelf, name: string): Promise<StoredItem | null>
  /** Takes the bytes over: they are not to be used any more. */
  write(shelf: Shelf, name: string, note: unknown, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** Nothing happens where there is none. */
  remove(shelf: Shelf, name: string): Promise<void>
}
