/** Names of columns, by which they are told apart. */
import { messages } from '../messages'

const text = messages.imported.table

export interface ColumnNames {
  /** No two columns share one. */
  readonly name: string
  /** As the file has it, where that is blank or another column's. */
  readonly renamedFrom: string | null
}

export function countedNames(columns: number): ColumnNames[] {
  return Array.from({ length: columns }, (_, index) => ({ name: text.unnamed(index + 1), renamedFrom: null }))
}

/** Blank ones are counted, and a name that comes again gets a number. */
export function namesIn(headers: readonly string[]): ColumnNames[] {
  const taken = new Set<string>()
  const wanted = headers.map((header) => header.trim())
  const all = new Set(wanted)
  return wanted.map((header, index) => {
    const base = header || text.unnamed(index + 1)
    let name = base
    for (let count = 2; taken.has(name) || (name !== header && all.has(name)); count++) name = `${base} (${count})`
    taken.add(name)
    return { name, renamedFrom: name === header ? null : header }
  })
}
