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

const COLUMNS = [54, 8, 8]

export const heading = (title: string): string =>
  `\n${title.padEnd(54)}${'tried'.padStart(8)}${'broken'.padStart(8)}  seen`

export function line({ what, tried, seen, broken }: Finding): string {
  const cells = [what, tried.toLocaleString('en'), broken.length.toLocaleString('en')]
  const text = cells.map((cell, index) => (index === 0 ? cell.padEnd(54) : cell.padStart(COLUMNS[index] ?? 0))).join('')
  return [`${text}  ${seen}`, ...broken.slice(0, 5).map((place) => `    ✗ ${place}`)].join('\n')
}

export const skippedLine = ({ what, why }: Skipped): string =>
  `${what.padEnd(54)}${'–'.padStart(8)}${'–'.padStart(8)}  ${why}`
