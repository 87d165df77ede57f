/** export: a run for another tool; csv gives two files, the history and the weights beside it. */
import { parse, format } from 'node:path'
import type { ExportKind } from '../../shared/exports'
import { messages } from '../../shared/messages'
import { exportedRun } from '../../worker/exports/exported-run'
import { exportRun } from '../../worker/exports/export-run'
import type { ExportCall, ExportFormat } from '../arguments'
import { describeProblems, openFiniteRun } from '../read-experiment'
import { checkTarget, saveFile } from '../save-file'
import { Refusal, type ExitStatus, type Surroundings } from '../surroundings'
import { recordIfDue } from '../train-epochs'

const text = messages.cli

interface Target {
  readonly kind: ExportKind
  readonly path: string
}

export async function exportFile({ file, to, out }: ExportCall, surroundings: Surroundings): Promise<ExitStatus> {
  const run = await openFiniteRun(file, surroundings)
  const targets = targetsOf(to, out)
  for (const { path } of targets) await checkTarget(path)
  // The history begins with the costs before training.
  recordIfDue(run)
  const taken = exportedRun(run)
  // All of them, before the first is written.
  const encoded = await Promise.all(targets.map(({ kind }) => exportRun(taken, kind, () => Promise.resolve())))
  for (const [index, outcome] of encoded.entries()) {
    const path = targets[index]?.path ?? out
    if (!outcome.ok) throw new Refusal(describeProblems(file, outcome.problems))
    await saveFile(path, outcome.value.bytes)
    surroundings.print(`${text.exported(path)}\n`)
  }
  return 0
}

function targetsOf(to: ExportFormat, out: string): Target[] {
  if (to !== 'csv') return [{ kind: to, path: out }]
  const { dir, name, ext } = parse(out)
  return [
    { kind: 'history-csv', path: out },
    { kind: 'weights-csv', path: format({ dir, name: `${name}-weights`, ext: ext || '.csv' }) },
  ]
}
