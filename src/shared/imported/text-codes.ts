/** Columns of texts as places in a sorted list: what is the same is stored once. */
import { isMissing } from './cells'
import { readRecords, type Delimiter } from './csv-records'
import { IMPORT_LIMITS } from './limits'

interface Coding {
  readonly texts: readonly string[]
  readonly codes: Int32Array
}

/** Goes through the text again for the columns that hold texts: most tables have few of them. */
export function codeTexts(
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
      draft.codes.push(isMissing(cell) ? -1 : placeOf(draft.places, cell))
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
