/** Where a slider's values stand on its track. Positions are plain numbers for an `<input type="range">`. */

export interface SliderScale {
  /** Of the track's ends. */
  readonly first: number
  readonly last: number
  positionOf(value: number): number
  /** The nearest value that the slider may stand at. */
  valueAt(position: number): number
  /** `steps` values on (or back, where negative); from between two stops to the next one. */
  move(value: number, steps: number): number
  /** How many steps Page Up and Page Down take. */
  readonly page: number
}

export function linearScale(min: number, max: number, step: number): SliderScale {
  const count = Math.round((max - min) / step)
  const at = (index: number): number => Number(Math.min(max, min + clamp(index, 0, count) * step).toPrecision(12))
  return {
    first: min,
    last: max,
    positionOf: (value) => clamp(value, min, max),
    valueAt: (position) => at(Math.round((position - min) / step)),
    move: (value, steps) => at(nextIndex((clamp(value, min, max) - min) / step, steps)),
    page: Math.max(1, Math.round(count / 10)),
  }
}

/** Values that stand at equal distances, whatever they are: 0.001, 0.003, 0.01 … `stops` must rise. */
export function stopScale(stops: readonly number[]): SliderScale {
  const last = stops.length - 1
  const at = (index: number): number => stops[clamp(index, 0, last)] ?? 0

  /** Between two stops in proportion, so that a typed value has a place of its own. */
  function positionOf(value: number): number {
    const above = stops.findIndex((stop) => stop >= value)
    if (above === -1) return last
    if (above === 0) return 0
    const low = at(above - 1)
    return above - 1 + (value - low) / (at(above) - low)
  }

  return {
    first: 0,
    last,
    positionOf,
    valueAt: (position) => at(Math.round(position)),
    move: (value, steps) => at(nextIndex(positionOf(value), steps)),
    page: Math.max(1, Math.round(last / 10)),
  }
}

/** From 2.4, one step on is 3 and one step back is 2. */
function nextIndex(position: number, steps: number): number {
  const nearest = Math.round(position)
  const from = Math.abs(position - nearest) < 1e-6 ? nearest : steps > 0 ? Math.floor(position) : Math.ceil(position)
  return from + steps
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
