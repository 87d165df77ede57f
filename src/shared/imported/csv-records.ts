/**
 * Records of delimited text (RFC 4180), with the line that each begins at: libraries for it count records, and people
 * look for lines. A quoted cell may hold delimiters, line ends and doubled quotes; blank lines are skipped.
 */
export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** What breaks the text, and the line (from 1) where the quote opens. */
export interface CsvFault {
  readonly kind: 'unclosed' | 'after-quote'
  readonly line: number
}

const QUOTE = 34
const LINE_FEED = 10
const RETURN = 13

/** `onRecord` answers false to stop. `null`: nothing is wrong with what was read. `firstLine`: where the text begins. */
export function readRecords(
  text: string,
  delimiter: Delimiter,
  onRecord: (cells: readonly string[], line: number) => boolean,
  firstLine = 1,
): CsvFault | null {
  const separator = delimiter.charCodeAt(0)
  let at = 0
  let line = firstLine
  while (at < text.length) {
    const ownLine = line
    const cells: string[] = []
    for (;;) {
      if (text.charCodeAt(at) === QUOTE) {
        const cell = quotedCell(text, at)
        if (!cell) return { kind: 'unclosed', line }
        if (cell.end < text.length && !endsCell(text.charCodeAt(cell.end), separator)) {
          return { kind: 'after-quote', line }
        }
        cells.push(cell.value)
        line += lineEnds(text, at, cell.end)
        at = cell.end
      } else {
        let end = at
        while (end < text.length && !endsCell(text.charCodeAt(end), separator)) end++
        cells.push(text.slice(at, end))
        at = end
      }
      if (text.charCodeAt(at) !== separator) break
      at++
    }
    if (text.charCodeAt(at) === RETURN && text.charCodeAt(at + 1) === LINE_FEED) at++
    at++
    line++
    const isBlank = cells.length === 1 && cells[0]?.trim() === ''
    if (!isBlank && !onRecord(cells, ownLine)) return null
  }
  return null
}

/** `end` is behind the closing quote; `null` where there is none. */
function quotedCell(text: string, opening: number): { value: string; end: number } | null {
  let value = ''
  let from = opening + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return null
    value += text.slice(from, quote)
    if (text.charCodeAt(quote + 1) !== QUOTE) return { value, end: quote + 1 }
    value += '"'
    from = quote + 2
  }
}

function endsCell(code: number, separator: number): boolean {
  return code === separator || code === LINE_FEED || code === RETURN
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === LINE_FEED || (code === RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) count++
  }
  return count
}

const SAMPLE = 20

/** The one that gives the first records the same number of cells; of several, the one that gives more. */
export function detectDelimiter(text: string): Delimiter {
  let best: Delimiter = ','
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const counts: number[] = []
    readRecords(text, delimiter, (cells) => counts.push(cells.length) < SAMPLE)
    const first = counts[0] ?? 0
    if (first < 2) continue
    const agreeing = counts.filter((count) => count === first).length / counts.length
    const score = agreeing + first / 10_000
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

const DECIMAL_COMMA = /(?:^|[;\t|"])[ ]*[+-]?\d*,\d+(?:e[+-]?\d+)?[ ]*(?=$|[;\t|\r"])/im
const DECIMAL_POINT = /(?:^|[;\t|"])[ ]*[+-]?\d*\.\d+(?:e[+-]?\d+)?[ ]*(?=$|[;\t|\r"])/im

/** Whether numbers are written 1,5. Never where the comma parts the cells; where both are, the first decides. */
export function usesDecimalComma(text: string, delimiter: Delimiter): boolean {
  if (delimiter === ',') return false
  const comma = text.search(DECIMAL_COMMA)
  if (comma < 0) return false
  const point = text.search(DECIMAL_POINT)
  return point < 0 || comma < point
}
