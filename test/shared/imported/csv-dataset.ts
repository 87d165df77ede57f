import type { CsvDataset } from '../../../src/shared/experiment'
import { tableOf } from '../../../src/shared/imported/table'

/** A dataset of that table; `choices` says what its columns are. */
export function csvDataset(content: string, choices: Partial<CsvDataset> = {}): CsvDataset {
  const source = tableOf(content)
  if (!source.ok) throw new Error(JSON.stringify(source.problems))
  const names = source.value.columns.map(({ name }) => name)
  return {
    kind: 'csv',
    name: 'grades.csv',
    inputs: names.slice(0, -1),
    target: names.at(-1) ?? '',
    scale: 'none',
    seed: 1,
    trainFraction: 1,
    source: source.value,
    ...choices,
  }
}
