/** Export: from the run, or from the page, to a file of the user's. Tells how it went. */
import { shallowRef } from 'vue'
import type { Outcome } from '../../../shared/experiment'
import type { ExportKind, ExportedFile } from '../../../shared/exports'
import { fileStem } from '../../../shared/file-names'
import { MAX_FILE_BYTES, type LabApi } from '../../../shared/lab-api'
import { messages } from '../../../shared/messages'
import type { LabDocument, LabExports, LabNotices } from '../lab'
import type { Session } from '../session/session'
import { wordsOf } from './words-of'

export interface ExportsOptions {
  readonly host: LabApi
  readonly document: LabDocument
  readonly session: Session
  readonly notices: LabNotices
}

const text = messages.exports
/** Milliseconds. */
const SILENT_FOR = 400

export function createExports({ host, document, session, notices }: ExportsOptions): LabExports {
  const making = shallowRef<ReadonlySet<ExportKind>>(new Set())

  function fail(reason: string): void {
    notices.show({ kind: 'error', text: text.failed, details: [reason], action: null })
  }

  async function write({ name, bytes }: ExportedFile): Promise<void> {
    const outcome = await host.exportFile(name, bytes)
    if (outcome.status === 'cancelled') return
    if (outcome.status === 'done') {
      notices.show({ kind: 'info', text: text.done(outcome.file.name), details: [], action: null })
    } else if (outcome.failure === 'too-large') fail(text.tooLarge(MAX_FILE_BYTES / 2 ** 20))
    else fail(messages.files.failure(outcome.failure, outcome.detail))
  }

  async function told(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      fail(wordsOf(error))
    }
  }

  /** Said where it takes longer than one would wait without a word. */
  async function make(kind: ExportKind): Promise<Outcome<ExportedFile>> {
    making.value = new Set([...making.value, kind])
    let notice: number | null = null
    const timer = setTimeout(() => {
      notice = notices.show({ kind: 'busy', text: text.making(text.kinds[kind].name), details: [], action: null })
    }, SILENT_FOR)
    try {
      return await session.exportRun(kind, document.experiment.value.name)
    } finally {
      clearTimeout(timer)
      if (notice !== null) notices.close(notice)
      making.value = new Set([...making.value].filter((other) => other !== kind))
    }
  }

  return {
    making,
    exportRun: (kind: ExportKind) =>
      told(async () => {
        if (making.value.has(kind)) return
        const outcome = await make(kind)
        if (outcome.ok) await write(outcome.value)
        else fail(outcome.problems.map(({ message }) => message).join(' '))
      }),
    exportPicture: (ending, take) =>
      told(async () => write({ name: `${fileStem(document.experiment.value.name)}${ending}`, bytes: await take() })),
  }
}
