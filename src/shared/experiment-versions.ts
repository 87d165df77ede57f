/**
 * Experiments of older versions open forever: each version brings a migration from the one before it, and a reader walks
 * through all that lie between. `test/fixtures/dlab` holds a saved file of every version.
 */
import { EXPERIMENT_FORMAT, EXPERIMENT_VERSION, type Outcome, type Problem } from './experiment'
import { messages } from './messages'

/** The fields of an `experiment.json`, none of them checked yet. */
export type UncheckedFields = Readonly<Record<string, unknown>>

/** Gives new fields for those of the version before; `version` is set for it. */
export type Migration = (fields: UncheckedFields) => UncheckedFields

/** Entry i leads from version i + 1 to version i + 2. */
export const MIGRATIONS: readonly Migration[] = []

const text = messages.problems

/** The fields as this version has them. Refused: what is no experiment, or is newer than this reader. */
export function toNewestVersion(data: unknown, migrations = MIGRATIONS): Outcome<UncheckedFields> {
  if (!isFields(data)) return refuse({ path: '', message: text.notAnObject })
  if (data['format'] !== EXPERIMENT_FORMAT) return refuse({ path: 'format', message: text.format })
  const newest = migrations.length + 1
  const version = data['version']
  if (!Number.isInteger(version) || Number(version) < 1) {
    return refuse({ path: 'version', message: text.version(EXPERIMENT_VERSION) })
  }
  if (Number(version) > newest) {
    return refuse({ path: 'version', message: text.newerVersion(Number(version), newest) })
  }
  let fields = data
  for (let from = Number(version); from < newest; from++) {
    fields = { ...migrations[from - 1]?.(fields), version: from + 1 }
  }
  return { ok: true, value: fields }
}

function isFields(data: unknown): data is UncheckedFields {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function refuse(problem: Problem): Outcome<never> {
  return { ok: false, problems: [problem] }
}
