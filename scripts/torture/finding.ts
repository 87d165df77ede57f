/** What a part of the torture has found, and the table that it is told in. */
export interface Finding {
  readonly what: string
  readonly tried: number
  /** What was seen, in a few words and figures. */
  readonly seen: string
  /** Where a promise broke; empty where all were kept. */
  readonly broken: readonly string[]
}

/** Could not be tried on this machine, and why. Breaks nothing, but is never silent. */
export interface Skipped {
  readonly what: string
  readonly why: string
}

const row = (what: string, tried: string, broken: string, seen: string): string =>
  `${what.padEnd(58)}${tried.padStart(8)}${broken.padStart(8)}  ${seen}`

export const heading = (title: string): string => `\n${row(title, 'tried', 'broken', 'seen')}`

export function line({ what, tried, seen, broken }: Finding): string {
  const text = row(what, tried.toLocaleString('en'), broken.length.toLocaleString('en'), seen)
  return [text, ...broken.slice(0, 5).map((place) => `    ✗ ${place}`)].join('\n')
}

export const skippedLine = ({ what, why }: Skipped): string => row(what, '–', '–', why)
