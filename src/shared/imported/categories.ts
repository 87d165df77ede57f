/** The different values of a column, where there are few enough to be classes, or an input each. */
import { IMPORT_LIMITS } from './limits'
import type { TableColumn } from './table'

export interface Categories {
  /** Texts by code unit, numbers by size. */
  readonly names: readonly string[]
  /** For each row the place in `names`, −1: missing. [rows] */
  readonly codes: Int32Array
}

const known = new WeakMap<TableColumn, Categories | 'too many'>()

/** `null`: there are more than fit. */
export function categoriesOf(column: TableColumn): Categories | null {
  const found = known.get(column) ?? (column.codes.length > 0 ? ofTexts(column) : ofNumbers(column))
  known.set(column, found)
  return found === 'too many' ? null : found
}

function ofTexts({ texts, codes }: TableColumn): Categories | 'too many' {
  return texts.length > IMPORT_LIMITS.categories ? 'too many' : { names: texts, codes }
}

function ofNumbers({ values }: TableColumn): Categories | 'too many' {
  const different = new Set<number>()
  for (const value of values) {
    if (!Number.isNaN(value)) different.add(value)
    if (different.size > IMPORT_LIMITS.categories) return 'too many'
  }
  const sorted = [...different].sort((a, b) => a - b)
  const places = new Map(sorted.map((value, place) => [value, place]))
  return { names: sorted.map(String), codes: Int32Array.from(values, (value) => places.get(value) ?? -1) }
}

/** At most so many whole numbers are classes unless somebody says otherwise. */
const FEW = 10

/** What a column means as a target, where the experiment doesn't say: texts and a few whole numbers are classes. */
export function usualTargetKind(column: TableColumn): 'class' | 'value' {
  if (column.kind === 'text') return 'class'
  const categories = categoriesOf(column)
  const areWhole = categories?.names.every((name) => Number.isInteger(Number(name)))
  return categories && categories.names.length <= FEW && areWhole ? 'class' : 'value'
}
