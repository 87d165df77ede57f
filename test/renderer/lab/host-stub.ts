/** A host whose files are in memory, and whose user does what a test says. */
import type {
  CopyNote,
  FileFailure,
  FileOutcome,
  FileVersion,
  LabApi,
  MenuCommand,
  OpenedCopy,
  OpenedFile,
  RecentFile,
  RecoveryCopy,
} from '../../../src/shared/lab-api'

/** What the user and the disk do next, and what they were asked. */
export interface HostStub extends LabApi {
  /** The user picks this file to open; `null` closes the dialog. */
  chosen: OpenedFile | null
  /** Every write and read ends like this; `null`: it works. */
  failure: FileFailure | null
  /** The user closes the dialog that asks where to save. */
  cancels: boolean
  readonly exported: { readonly name: string; readonly bytes: Uint8Array }[]
  /** What the user was asked before a save; without a token where to. */
  readonly questions: { readonly token: string | null; readonly name: string }[]
  /** Saves go to the browser's downloads. */
  downloads: boolean
  readonly saved: {
    readonly token: string
    readonly name: string
    readonly bytes: Uint8Array
    readonly replace: boolean
  }[]
  /** The document's file holds something else by now. */
  isChangedOutside: boolean
  recent: readonly RecentFile[] | null
  versions: readonly (FileVersion & { readonly bytes: Uint8Array })[]
  /** This window's recovery copies, by number, and how often one was written. */
  readonly kept: Map<number, { readonly note: CopyNote; readonly document: Uint8Array; readonly run: Uint8Array }>
  keepCount: number
  /** Every copy ends like this; `null`: it is kept. */
  keepFailure: FileFailure | null
  /** What earlier windows left behind. */
  left: (RecoveryCopy & { readonly opened: FileOutcome<OpenedCopy> })[]
  /** The last thing that was said about it. */
  unsaved: boolean
  menu(command: MenuCommand): void
}

export function createHostStub(kind: LabApi['host'] = 'browser'): HostStub {
  const listeners = new Set<(command: MenuCommand) => void>()
  /** Files that the user has just chosen to write to, and what the tokens' files are called. */
  const chosen = new Set<string>()
  const names = new Map<string, string>()
  const stub: HostStub = {
    questions: [],
    downloads: false,
    host: kind,
    chosen: null,
    failure: null,
    cancels: false,
    exported: [],
    saved: [],
    unsaved: false,
    isChangedOutside: false,
    recent: [],
    versions: [],
    kept: new Map(),
    keepCount: 0,
    keepFailure: null,
    left: [],
    async open() {
      if (stub.failure) return { status: 'failed', failure: stub.failure, detail: 'detail' }
      return stub.chosen ? { status: 'done', file: stub.chosen } : { status: 'cancelled' }
    },
    async askToSave(token, name) {
      stub.questions.push({ token, name })
      if (stub.cancels) return { status: 'cancelled' }
      const asked = { token: token ?? `token of ${name}`, name }
      if (token === null) chosen.add(asked.token)
      names.set(asked.token, name)
      return { status: 'done', file: asked }
    },
    async save(token, bytes, replace = false) {
      const name = names.get(token) ?? ''
      stub.saved.push({ token, name, bytes, replace })
      if (stub.isChangedOutside && !chosen.has(token) && !replace) {
        return { status: 'failed', failure: 'changed-outside', detail: 'detail' }
      }
      if (stub.failure) return { status: 'failed', failure: stub.failure, detail: 'detail' }
      chosen.delete(token)
      return { status: 'done', file: { token, name, downloaded: stub.downloads } }
    },
    async exportFile(name, bytes) {
      stub.exported.push({ name, bytes })
      if (stub.failure) return { status: 'failed', failure: stub.failure, detail: 'detail' }
      return stub.cancels ? { status: 'cancelled' } : { status: 'done', file: { name } }
    },
    async reopen(token) {
      if (stub.failure) return { status: 'failed', failure: stub.failure, detail: 'detail' }
      return stub.chosen
        ? { status: 'done', file: { ...stub.chosen, token: `${token} again` } }
        : { status: 'failed', failure: 'not-found', detail: 'detail' }
    },
    changedOutside: async () => stub.isChangedOutside,
    listRecent: async () => stub.recent,
    listVersions: async () => stub.versions.map(({ id, keptAt }) => ({ id, keptAt })),
    async openVersion(_token, version) {
      const found = stub.versions.find(({ id }) => id === version)
      return found
        ? { status: 'done', file: found.bytes }
        : { status: 'failed', failure: 'not-found', detail: 'detail' }
    },
    async keepCopy(copy, note, { document, run }) {
      stub.keepCount += 1
      if (stub.keepFailure) return { status: 'failed', failure: stub.keepFailure, detail: 'detail' }
      const before = stub.kept.get(copy)
      const kept = document ?? before?.document
      if (!kept) return { status: 'failed', failure: 'not-found', detail: 'no document' }
      stub.kept.set(copy, { note, document: kept, run })
      return { status: 'done', file: null }
    },
    async dropCopy(copy) {
      stub.kept.delete(copy)
      return { status: 'done', file: null }
    },
    listCopies: async () => stub.left.map(({ opened: _, ...copy }) => copy),
    async openCopy(id) {
      const found = stub.left.find((copy) => copy.id === id)
      return found?.opened ?? { status: 'failed', failure: 'not-found', detail: 'detail' }
    },
    async discardCopy(id) {
      stub.left = stub.left.filter((copy) => copy.id !== id)
      return { status: 'done', file: null }
    },
    onFileGiven: () => () => undefined,
    setUnsaved: (unsaved) => void (stub.unsaved = unsaved),
    onMenuCommand(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    menu(command) {
      for (const listener of listeners) listener(command)
    },
  }
  return stub
}
