/** Wide layers fold: the first units, a strip that stands for the many, the last one. */

export interface Fold {
  /** Units drawn above the strip, and below it. */
  readonly above: number
  readonly below: number
  /** How many units the strip stands for. */
  readonly hidden: number
}

/** More than this are never drawn one by one, however tall the screen. */
const MOST_SHOWN = 12

/** `null` where all units fit into `room`. All lengths in CSS pixels. */
export function foldLayer(units: number, room: number, rowGap: number, stripHeight: number): Fold | null {
  const rows = Math.min(MOST_SHOWN, Math.floor(room / rowGap))
  if (units <= Math.max(rows, 1)) return null
  const beside = Math.max(1, Math.min(MOST_SHOWN, Math.floor((room - stripHeight) / rowGap)))
  const shown = Math.min(beside, units - 1)
  const below = shown >= 3 ? 1 : 0
  return { above: shown - below, below, hidden: units - shown }
}
