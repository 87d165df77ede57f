/** Export: from the run, or from the page, to a file of the user's. Tells how it went. */
import type { ExportKind, ExportedFile } from '../../../shared/exports'
import { fileStem } from '../../../shared/file-names'
import { MAX_FILE_BYTES, type LabApi } from '../../../shared/lab-api'
import { messages } from '../../../shared/messages'
import type { LabDocument, LabExports, LabNotices } from '../lab'
import type { Session } from '../session/session'

export interface ExportsOptions {
  readonly host: LabApi
  readonly document: LabDocument
  readonly session: Session
  readonly notices: LabNotices
}

const text = messages.exports

export function createExports({ host, document, session, notices }: ExportsOptions): LabExports {
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
      fail(error instanceof Error ? error.message : String(error))
    }
  }

  return {
    exportRun: (kind: ExportKind) =>
      told(async () => {
        const outcome = await session.exportRun(kind)
        if (outcome.ok) await write(outcome.value)
        else fail(outcome.problems.map(({ message }) => message).join(' '))
      }),
    exportPicture: (ending, take) =>
      told(async () => write({ name: `${fileStem(document.experiment.value.name)}${ending}`, bytes: await take() })),
  }
}
