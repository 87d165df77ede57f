/** An imported table: its text as it came, and what its columns hold. Plain data, made only by `readTable`. */
import type { Outcome } from '../experiment'
import { messages } from '../messages'
import { isEither, isLongWhole, isMissing, isNumberLike, numberOf } from './cells'
import { countedNames, namesIn, type ColumnNames } from './column-names'
import { readRecords, usesDecimalComma, type Delimiter } from './csv-records'
import { decodeText } from './decode-text'
import { unpacked } from './gunzip'
import { IMPORT_LIMITS } from './limits'
import { refuse, type Refusal } from './refuse'
import { startOfTable } from './table-start'
import { codeTexts } from './text-codes'

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

export interface TableColumn extends ColumnNames {
  /** What most of its cells are. */
  readonly kind: 'number' | 'text'
  /** In a column of numbers. NaN: missing, or no number. [rows] */
  readonly values: Float64Array
  /** Its different texts, sorted; one more than there may be where there are too many. Empty where all are numbers. */
  readonly texts: readonly string[]
  /** For each row the place in `texts`, −1: missing. Empty where `texts` is. [rows] */
  readonly codes: Int32Array
  readonly missing: number
  /** The first number, where all that have a sign may be read in two ways, as 1.234, and no other column tells. */
  readonly unsure: string | null
  /** The first cell of a column of numbers that holds none. */
  readonly odd: { readonly line: number; readonly cell: string } | null
}

const HEAD_ROWS = 8

/**
 * From the bytes of a .csv or .tsv file, packed or not. Each problem's path is the line, as in “line 5”. `header`:
 * whether the first line holds names; unless given, it does where at most half of it are numbers.
 */
export function readTable(bytes: Uint8Array, header?: boolean): Outcome<ImportedTable> {
  const plain = unpacked(bytes, IMPORT_LIMITS.csvBytes)
  if (!plain.ok) return plain
  if (plain.value.length > IMPORT_LIMITS.csvBytes) return refuse('', text.tooLarge(IMPORT_LIMITS.csvBytes))
  const decoded = decodeText(plain.value)
  return decoded.ok ? tableOf(decoded.value, header) : decoded
}

/** From the text itself. */
export function tableOf(content: string, header?: boolean): Outcome<ImportedTable> {
  const { body, line: firstLine, delimiter } = startOfTable(content, header)
  const decimalComma = usesDecimalComma(body, delimiter)
  const drafts: Draft[] = []
  const head: (readonly string[])[] = []
  let hasHeader = false
  let rows = 0
  let refusal: Refusal | null = null

  function begin(cells: readonly string[]): Refusal | null {
    if (cells.length > IMPORT_LIMITS.columns) {
      return refuse(messages.imported.line(firstLine), text.tooManyColumns(cells.length, IMPORT_LIMITS.columns))
    }
    const numbers = cells.filter((cell) => isNumberLike(cell, decimalComma)).length
    hasHeader = header ?? numbers <= cells.length / 2
    drafts.push(...(hasHeader ? namesIn(cells) : countedNames(cells.length)).map(startDraft))
    return null
  }

  const readRow = (cells: readonly string[], line: number): boolean => {
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
  }
  const fault = readRecords(body, delimiter, readRow, firstLine)
  if (refusal) return refusal
  if (fault) return refuse(messages.imported.line(fault.line), text.faults[fault.kind])
  if (drafts.length === 0) return refuse('', messages.imported.encoding.empty)
  if (rows === 0) return refuse(messages.imported.line(firstLine + 1), text.headerOnly)
  if (drafts.length === 1) return refuse(messages.imported.line(firstLine), text.oneColumn)

  const kinds = drafts.map(kindOf)
  const codings = codeTexts(
    body,
    delimiter,
    hasHeader,
    drafts.map(({ odd }) => odd !== null),
  )
  const isSure = drafts.some(({ isDecimal }) => isDecimal)
  const columns = drafts.map((draft, index): TableColumn => {
    const { name, renamedFrom, missing, unsure, isPlain, odd } = draft
    const isNumber = kinds[index] === 'number'
    return {
      name,
      renamedFrom,
      kind: isNumber ? 'number' : 'text',
      values: isNumber ? Float64Array.from(draft.values) : new Float64Array(0),
      texts: codings[index]?.texts ?? [],
      codes: codings[index]?.codes ?? new Int32Array(0),
      missing,
      unsure: isNumber && !isPlain && !isSure ? unsure : null,
      odd: isNumber ? odd : null,
    }
  })
  return { ok: true, value: { text: content, delimiter, decimalComma, hasHeader, rows, columns, head } }
}

/** A column while its cells come in. */
interface Draft extends ColumnNames {
  readonly values: number[]
  missing: number
  numbers: number
  texts: number
  odd: { line: number; cell: string } | null
  unsure: string | null
  /** Some number has a sign that can only be the decimal one. */
  isDecimal: boolean
  /** Some number has four digits and more in one. */
  isPlain: boolean
}

function startDraft(names: ColumnNames): Draft {
  return {
    ...names,
    values: [],
    missing: 0,
    numbers: 0,
    texts: 0,
    odd: null,
    unsure: null,
    isDecimal: false,
    isPlain: false,
  }
}

function addCell(draft: Draft, written: string, line: number, decimalComma: boolean): void {
  const value = numberOf(written, decimalComma)
  draft.values.push(value)
  if (!Number.isNaN(value)) {
    draft.numbers++
    // Short whole numbers tell nothing, and there are many.
    if (!draft.isDecimal && (written.length > 3 || !Number.isInteger(value))) lookAtSign(draft, written, decimalComma)
    return
  }
  const cell = written.trim()
  if (isMissing(cell)) {
    draft.missing++
    return
  }
  draft.odd ??= { line, cell }
  if (isNumberLike(cell, decimalComma)) draft.numbers++
  else draft.texts++
}

function lookAtSign(draft: Draft, number: string, decimalComma: boolean): void {
  if (!number.includes(decimalComma ? ',' : '.')) draft.isPlain ||= isLongWhole(number)
  else if (isEither(number)) draft.unsure ??= number.trim()
  else draft.isDecimal = true
}

function kindOf({ numbers, texts }: Draft): TableColumn['kind'] {
  return numbers > texts ? 'number' : 'text'
}
