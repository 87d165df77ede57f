/** Offers the unsaved work that an earlier start left behind. */
import { shallowRef, watch } from 'vue'
import type { LabApi, RecoveryCopy } from '../../../shared/lab-api'
import { messages } from '../../../shared/messages'
import type { Autosave } from './autosave'
import type { FilesOwner } from './files'
import type { LabNotices, LabRecovery } from '../lab'
import type { PackingConnection } from './packing-connection'
import { wordsOf } from './words-of'

export interface RecoveryOptions {
  readonly host: LabApi
  readonly packing: PackingConnection
  readonly files: Pick<FilesOwner, 'startWith'>
  readonly autosave: Autosave
  readonly notices: LabNotices
}

/** Of examples that were only trained; anybody can train those again. */
const MOST_ONLY_TRAINED = 3

export function createRecovery({ host, packing, files, autosave, notices }: RecoveryOptions): LabRecovery {
  const copies = shallowRef<readonly RecoveryCopy[]>([])
  const offered = shallowRef(false)
  /** Till the offer is closed they can be kept all the same. */
  const discarded = shallowRef<ReadonlySet<string>>(new Set())
  const problems = shallowRef<ReadonlyMap<string, string>>(new Map())
  /** Recovered, though the copy stays until the document has a newer one. */
  const recovered = new Set<string>()

  function forget({ id }: RecoveryCopy): void {
    copies.value = copies.value.filter((copy) => copy.id !== id)
    markDiscarded({ id }, false)
  }

  function markDiscarded({ id }: Pick<RecoveryCopy, 'id'>, isDiscarded: boolean): void {
    const others = [...discarded.value].filter((other) => other !== id)
    discarded.value = new Set(isDiscarded ? [...others, id] : others)
  }

  async function discardForGood(copy: RecoveryCopy): Promise<void> {
    markDiscarded(copy, false)
    const outcome = await host.discardCopy(copy.id)
    if (outcome.status !== 'failed') return forget(copy)
    const text = messages.recovery.notDiscarded(copy.name || messages.recovery.unnamed)
    const details = [messages.files.failure(outcome.failure, outcome.detail)]
    notices.show({ kind: 'error', text, details, action: null })
  }

  function finish(): void {
    for (const copy of copies.value) if (discarded.value.has(copy.id)) void discardForGood(copy)
    offered.value = false
  }

  // Whoever leaves the offer in another way has decided nothing.
  watch(offered, () => (discarded.value = new Set()), { flush: 'sync' })

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
    finish()
    notices.show({ kind: 'info', text: messages.recovery.recovered(copy.name), details: [], action: null })
  }

  return {
    copies,
    offered,
    problems,
    async recover(copy) {
      await recover(copy).catch((error: unknown) => refuse(copy, wordsOf(error)))
    },
    discarded,
    discard: (copy) => markDiscarded(copy, true),
    keep: (copy) => markDiscarded(copy, false),
    finish,
    async look() {
      const found = (await host.listCopies()).filter(({ id }) => !recovered.has(id))
      const tooMany = new Set(found.filter(({ onlyTrained }) => onlyTrained).slice(MOST_ONLY_TRAINED))
      copies.value = found.filter((copy) => !tooMany.has(copy))
      // What was only trained is worth no question; it waits in the files menu.
      offered.value = copies.value.some(({ onlyTrained }) => !onlyTrained)
      for (const { id } of tooMany) await host.discardCopy(id)
    },
  }
}
