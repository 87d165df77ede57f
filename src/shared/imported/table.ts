/** An imported table: its text as it came, and what its columns hold. Plain data, made only by `readTable`. */
import type { Outcome } from '../experiment'
import { messages } from '../messages'
import { detectDelimiter, readRecords, usesDecimalComma, type Delimiter } from './csv-records'
import { decodeText } from './decode-text'
import { unpacked } from './gunzip'
import { IMPORT_LIMITS } from './limits'
import { refuse, type Refusal } from './refuse'

const text = messages.imported.table

export interface ImportedTable {
  /** As imported, decoded: what `dataset.csv` holds. */
  readonly text: string
  readonly delimiter: Delimiter
  /** Numbers are written 1,5. */
  readonly decimalComma: boolean
  /** The first line holds names. */
  readonly hasHeader: boolean
  /** Below the names. */
  readonly rows: number
  readonly columns: readonly TableColumn[]
  /** The first rows, as they are written. */
  readonly head: readonly (readonly string[])[]
}

export interface TableColumn {
  /** No two columns share one. */
  readonly name: string
  /** As the file has it, where that is blank or another column's. */
  readonly renamedFrom: string | null
  /** What most of its cells are. */
  readonly kind: 'number' | 'text'
  /** In a column of numbers. NaN: missing, or no number. [rows] */
  readonly values: Float64Array
  /** Its different texts, sorted; one more than there may be where there are too many. Empty where all are numbers. */
  readonly texts: readonly string[]
  /** For each row the place in `texts`, −1: missing. Empty where `texts` is. [rows] */
  readonly codes: Int32Array
  readonly missing: number
  /** The first cell of a column of numbers that holds none. */
  readonly odd: { readonly line: number; readonly cell: string } | null
}

const HEAD_ROWS = 8
const MISSING: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'n/a', 'null', 'NULL', '?'])
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
/** What programs write for a number that is none. */
const NO_NUMBER = /^[+-]?(?:nan|inf(?:inity)?)$/i

export function isMissing(cell: string): boolean {
  return MISSING.has(cell.trim())
}

/** From the bytes of a .csv or .tsv file, packed or not. Each problem's path is the line, as in “line 5”. */
export function readTable(bytes: Uint8Array): Outcome<ImportedTable> {
  const plain = unpacked(bytes, IMPORT_LIMITS.csvBytes)
  if (!plain.ok) return plain
  if (plain.value.length > IMPORT_LIMITS.csvBytes) return refuse('', text.tooLarge(IMPORT_LIMITS.csvBytes))
  const decoded = decodeText(plain.value)
  return decoded.ok ? tableOf(decoded.value) : decoded
}

/** From the text itself. */
export function tableOf(content: string): Outcome<ImportedTable> {
  const delimiter = detectDelimiter(content)
  const decimalComma = usesDecimalComma(content, delimiter)
  const drafts: Draft[] = []
  const head: (readonly string[])[] = []
  let hasHeader = false
  let rows = 0
  let refusal: Refusal | null = null

  function begin(cells: readonly string[]): Refusal | null {
    if (cells.length > IMPORT_LIMITS.columns) {
      return refuse(messages.imported.line(1), text.tooManyColumns(cells.length, IMPORT_LIMITS.columns))
    }
    const numbers = cells.filter((cell) => isNumberLike(cell, decimalComma)).length
    hasHeader = numbers <= cells.length / 2
    drafts.push(...(hasHeader ? namesIn(cells) : countedNames(cells.length)).map(startDraft))
    return null
  }

  const fault = readRecords(content, delimiter, (cells, line) => {
    if (drafts.length === 0) {
      refusal = begin(cells)
      if (refusal) return false
      if (hasHeader) return true
    }
    if (cells.length !== drafts.length) {
      refusal = refuse(messages.imported.line(line), text.ragged(cells.length, drafts.length))
      return false
    }
    if (rows === IMPORT_LIMITS.rows) {
      refusal = refuse(messages.imported.line(line), text.tooManyRows(IMPORT_LIMITS.rows))
      return false
    }
    if (rows < HEAD_ROWS) head.push(cells)
    rows++
    drafts.forEach((draft, column) => addCell(draft, cells[column] ?? '', line, decimalComma))
    return true
  })
  if (refusal) return refusal
  if (fault) return refuse(messages.imported.line(fault.line), text.faults[fault.kind])
  if (drafts.length === 0) return refuse('', messages.imported.encoding.empty)
  if (rows === 0) return refuse(messages.imported.line(2), text.headerOnly)
  if (drafts.length === 1) return refuse(messages.imported.line(1), text.oneColumn)

  const kinds = drafts.map(kindOf)
  const codings = codeTexts(
    content,
    delimiter,
    hasHeader,
    drafts.map(({ odd }) => odd !== null),
  )
  const columns = drafts.map((draft, index): TableColumn => {
    const { name, renamedFrom, missing, odd } = draft
    const isNumber = kinds[index] === 'number'
    return {
      name,
      renamedFrom,
      kind: isNumber ? 'number' : 'text',
      values: isNumber ? Float64Array.from(draft.values) : new Float64Array(0),
      texts: codings[index]?.texts ?? [],
      codes: codings[index]?.codes ?? new Int32Array(0),
      missing,
      odd: isNumber ? odd : null,
    }
  })
  return { ok: true, value: { text: content, delimiter, decimalComma, hasHeader, rows, columns, head } }
}

interface ColumnNames {
  readonly name: string
  readonly renamedFrom: string | null
}

function countedNames(columns: number): ColumnNames[] {
  return Array.from({ length: columns }, (_, index) => ({ name: text.unnamed(index + 1), renamedFrom: null }))
}

/** Blank ones are counted, and a name that comes again gets a number. */
function namesIn(headers: readonly string[]): ColumnNames[] {
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

/** A column while its cells come in. */
interface Draft extends ColumnNames {
  readonly values: number[]
  missing: number
  numbers: number
  texts: number
  odd: { line: number; cell: string } | null
}

function startDraft(names: ColumnNames): Draft {
  return { ...names, values: [], missing: 0, numbers: 0, texts: 0, odd: null }
}

function addCell(draft: Draft, written: string, line: number, decimalComma: boolean): void {
  const value = numberOf(written, decimalComma)
  draft.values.push(value)
  if (!Number.isNaN(value)) {
    draft.numbers++
    return
  }
  const cell = written.trim()
  if (MISSING.has(cell)) {
    draft.missing++
    return
  }
  draft.odd ??= { line, cell }
  if (isNumberLike(cell, decimalComma)) draft.numbers++
  else draft.texts++
}

function kindOf({ numbers, texts }: Draft): TableColumn['kind'] {
  return numbers > texts ? 'number' : 'text'
}

/** NaN: no number, or none that fits 32 bits. */
function numberOf(cell: string, decimalComma: boolean): number {
  const point = decimalComma ? cell.replace(',', '.') : cell
  const trimmed = point.trim()
  if (!NUMBER.test(trimmed) || (decimalComma && cell.includes('.'))) return NaN
  const value = Number(trimmed)
  return Number.isFinite(Math.fround(value)) ? value : NaN
}

function isNumberLike(cell: string, decimalComma: boolean): boolean {
  const trimmed = (decimalComma ? cell.replace(',', '.') : cell).trim()
  return NUMBER.test(trimmed) || NO_NUMBER.test(trimmed)
}

interface Coding {
  readonly texts: readonly string[]
  readonly codes: Int32Array
}

/** Goes through the text again for the columns that hold texts: most tables have few of them. */
function codeTexts(
  content: string,
  delimiter: Delimiter,
  hasHeader: boolean,
  wanted: readonly boolean[],
): (Coding | null)[] {
  const drafts = wanted.map((isWanted) =>
    isWanted ? { places: new Map<string, number>(), codes: [] as number[] } : null,
  )
  if (drafts.every((draft) => draft === null)) return drafts.map(() => null)
  let isHeader = hasHeader
  readRecords(content, delimiter, (cells) => {
    if (isHeader) {
      isHeader = false
      return true
    }
    drafts.forEach((draft, column) => {
      if (!draft) return
      const cell = (cells[column] ?? '').trim()
      draft.codes.push(MISSING.has(cell) ? -1 : placeOf(draft.places, cell))
    })
    return true
  })
  return drafts.map((draft) => draft && sortedCoding(draft.places, draft.codes))
}

/** What is beyond the limit shares one place. */
function placeOf(places: Map<string, number>, cell: string): number {
  const known = places.get(cell)
  if (known !== undefined) return known
  const place = Math.min(places.size, IMPORT_LIMITS.categories)
  if (places.size <= IMPORT_LIMITS.categories) places.set(cell, place)
  return place
}

/** By code unit, so that every machine gives the same order. */
function sortedCoding(places: ReadonlyMap<string, number>, codes: readonly number[]): Coding {
  const texts = [...places.keys()].sort()
  const sorted = new Int32Array(texts.length)
  texts.forEach((written, place) => (sorted[places.get(written) ?? 0] = place))
  return { texts, codes: Int32Array.from(codes, (code) => (code < 0 ? -1 : (sorted[code] ?? 0))) }
}

/** Whether a cell of a column of numbers holds neither a number nor nothing. */
export function isOdd(cell: string, { decimalComma }: ImportedTable): boolean {
  return !isMissing(cell) && Number.isNaN(numberOf(cell, decimalComma))
}
