/** What may stand before a table: a line for spreadsheets that says what parts the cells, and remarks. */
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

export function startOfTable(content: string): TableStart {
  const said = SEPARATOR_LINE.exec(content)
  const behind = said ? content.slice(said[0].length) : content
  const firstLine = said ? 2 : 1
  const delimiter = DELIMITERS.find((known) => known === said?.[1])
  const remarks = leadingHashLines(behind)
  const rows = behind.slice(remarks.reduce((sum, remark) => sum + remark.length, 0))
  const detected = delimiter ?? detectDelimiter(rows)
  // “#,len,wid” names columns: it has as many cells as the rows.
  const width = cellsIn(rows, detected)
  const named = rows === '' ? 0 : remarks.findIndex((remark) => cellsIn(remark, detected) === width)
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

/** Of the first record. */
function cellsIn(content: string, delimiter: Delimiter): number {
  let count = 0
  readRecords(content, delimiter, (cells) => {
    count = cells.length
    return false
  })
  return count
}
