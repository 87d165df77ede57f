/** What may stand before a table: a line for spreadsheets that says what parts the cells, and remarks. */
import { isNumberLike } from './cells'
import { DELIMITERS, detectDelimiter, readRecords, type Delimiter } from './csv-records'

export interface TableStart {
  /** From the names on, or from the first row where there are none. */
  readonly body: string
  /** The line that it begins at. */
  readonly line: number
  readonly delimiter: Delimiter
}

/** As Excel writes and reads it. */
const SEPARATOR_LINE = /^"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)/i
const LINE_END = /\r\n|\r|\n/g

/** `header`: whether there are names, where that is known; without them, a line that begins with # is a remark. */
export function startOfTable(content: string, header?: boolean): TableStart {
  const said = SEPARATOR_LINE.exec(content)
  const behind = said ? content.slice(said[0].length) : content
  const firstLine = said ? 2 : 1
  const delimiter = DELIMITERS.find((known) => known === said?.[1])
  const remarks = leadingHashLines(behind)
  const rows = behind.slice(remarks.reduce((sum, remark) => sum + remark.length, 0))
  const detected = delimiter ?? detectDelimiter(rows)
  const named = rows === '' ? 0 : header === false ? -1 : nameLine(remarks, rows, detected)
  const skipped = named < 0 ? remarks : remarks.slice(0, named)
  return {
    body: behind.slice(skipped.reduce((sum, remark) => sum + remark.length, 0)),
    line: firstLine + skipped.length,
    delimiter: detected,
  }
}

/** Each with its end. */
function leadingHashLines(content: string): string[] {
  const lines: string[] = []
  for (let at = 0; content[at] === '#';) {
    LINE_END.lastIndex = at
    const end = LINE_END.exec(content) ? LINE_END.lastIndex : content.length
    lines.push(content.slice(at, end))
    at = end
  }
  return lines
}

/** “#,len,wid” names columns: it has as many cells as the rows, and no names below it. −1: none of the lines does. */
function nameLine(remarks: readonly string[], rows: string, delimiter: Delimiter): number {
  const below = firstRecords(rows, 2, delimiter)
  const records = [...remarks.map((remark) => firstRecords(remark, 1, delimiter)[0] ?? []), ...below]
  return remarks.findIndex((_, index) => {
    const [line, next = [], afterNext = []] = records.slice(index, index + 3)
    return line?.length === below[0]?.length && !areNames(next, afterNext)
  })
}

/** A word above a number. */
function areNames(names: readonly string[], row: readonly string[]): boolean {
  const isNumber = (cell = ''): boolean => isNumberLike(cell, false) || isNumberLike(cell, true)
  return names.some((name, column) => name.trim() !== '' && !isNumber(name) && isNumber(row[column]))
}

function firstRecords(content: string, count: number, delimiter: Delimiter): (readonly string[])[] {
  const records: (readonly string[])[] = []
  readRecords(content, delimiter, (cells) => records.push(cells) < count)
  return records
}
