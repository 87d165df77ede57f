/** Offers the unsaved work that an earlier start left behind. */
import { shallowRef } from 'vue'
import type { LabApi, RecoveryCopy } from '../../../shared/lab-api'
import { messages } from '../../../shared/messages'
import type { Autosave } from './autosave'
import type { FilesOwner } from './files'
import type { LabNotices, LabRecovery } from '../lab'
import type { PackingConnection } from './packing-connection'

export interface RecoveryOptions {
  readonly host: LabApi
  readonly packing: PackingConnection
  readonly files: Pick<FilesOwner, 'startWith'>
  readonly autosave: Autosave
  readonly notices: LabNotices
}

export function createRecovery({ host, packing, files, autosave, notices }: RecoveryOptions): LabRecovery {
  const copies = shallowRef<readonly RecoveryCopy[]>([])
  const offered = shallowRef(false)
  const problems = shallowRef<ReadonlyMap<string, string>>(new Map())
  /** Recovered, though the copy stays until the document has a newer one. */
  const recovered = new Set<string>()

  function forget({ id }: RecoveryCopy): void {
    copies.value = copies.value.filter((copy) => copy.id !== id)
    if (copies.value.length === 0) offered.value = false
  }

  function refuse({ id }: RecoveryCopy, reason: string): void {
    problems.value = new Map([...problems.value, [id, messages.recovery.unreadable(reason)]])
  }

  async function recover(copy: RecoveryCopy): Promise<void> {
    const outcome = await host.openCopy(copy.id)
    if (outcome.status === 'cancelled') return
    if (outcome.status === 'failed') return refuse(copy, messages.files.failure(outcome.failure, outcome.detail))
    const { document, run, file } = outcome.file
    const decoded = await packing.unpackCopy(document, run)
    if (!decoded.ok) {
      const [problem] = decoded.problems
      return refuse(copy, problem ? [problem.path, problem.message].filter(Boolean).join(': ') : '')
    }
    const place = { file, savedAt: copy.savedAt }
    if (!(await files.startWith(decoded.value, place, false))) return refuse(copy, messages.recovery.failed)
    autosave.takesOver(place, copy.id)
    recovered.add(copy.id)
    forget(copy)
    // The others wait in the files menu, and for the next start.
    offered.value = false
    notices.show({ kind: 'info', text: messages.recovery.recovered(copy.name), details: [], action: null })
  }

  return {
    copies,
    offered,
    problems,
    async recover(copy) {
      await recover(copy).catch((error: unknown) =>
        refuse(copy, error instanceof Error ? error.message : String(error)),
      )
    },
    async discard(copy) {
      const outcome = await host.discardCopy(copy.id)
      if (outcome.status === 'failed') refuse(copy, messages.files.failure(outcome.failure, outcome.detail))
      else forget(copy)
    },
    async look() {
      copies.value = (await host.listCopies()).filter(({ id }) => !recovered.has(id))
      offered.value = copies.value.length > 0
    },
  }
}
