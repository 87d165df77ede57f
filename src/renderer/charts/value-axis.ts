/**
 * The axes of the charts: from values to positions, and where the ticks stand. A logarithmic axis is a linear one over
 * the powers of ten, with a row of its own at the bottom for what has no logarithm.
 */
import { messages } from '../../shared/messages'
import { formatCount, formatPowerOfTen } from './format'

export interface Tick {
  readonly at: number
  readonly label: string
}

export interface ValueAxis {
  /** Positions of the lower and the upper end. */
  readonly min: number
  readonly max: number
  readonly ticks: readonly Tick[]
  /** Where a value stands; NaN for what can't be shown. */
  position(value: number): number
}

/** What an axis has to show. */
export interface Extent {
  /** Smallest value above 0, Infinity where there is none. */
  readonly smallest: number
  /** Largest finite value, 0 where there is none. */
  readonly largest: number
  readonly hasZero: boolean
}

export const NO_EXTENT: Extent = { smallest: Infinity, largest: 0, hasZero: false }

/** Values are magnitudes: 0 or above. NaN and infinity don't count. */
export function extentOf(...series: readonly ArrayLike<number>[]): Extent {
  let { smallest, largest, hasZero } = NO_EXTENT
  for (const values of series) {
    for (let index = 0; index < values.length; index++) {
      const value = values[index] ?? NaN
      if (value === 0) hasZero = true
      else if (value < Infinity) {
        if (value < smallest) smallest = value
        if (value > largest) largest = value
      }
    }
  }
  return { smallest, largest, hasZero }
}

/** From 0 to a little above the largest value. */
export function linearAxis({ largest }: Extent): ValueAxis {
  const max = largest > 0 ? largest * 1.06 : 1
  return {
    min: 0,
    max,
    ticks: niceTicks(0, max, max >= 10_000 ? 3 : 4),
    position: (value) => (Number.isFinite(value) ? value : NaN),
  }
}

/** Decades below the largest value that are shown; what is smaller joins the bottom row. */
const DECADES_SHOWN = 12
/** How tall the bottom row is, as a share of the rest, and in decades at least. */
const BOTTOM_ROW = { share: 0.13, decades: 0.3 }

export function logarithmicAxis({ smallest, largest, hasZero }: Extent): ValueAxis {
  if (largest === 0) {
    const ticks = hasZero ? [{ at: 0, label: '0' }] : []
    return { min: 0, max: 1, ticks, position: (value) => (value === 0 ? 0 : NaN) }
  }
  const high = Math.log10(largest)
  const floor = high - DECADES_SHOWN
  const cutsOff = Math.log10(smallest) < floor
  const low = Math.max(Math.log10(smallest), floor)
  const middle = (low + high) / 2
  // At least one decade, so that a flat curve looks flat.
  const reach = Math.max((high - low) * 0.54, 0.5)
  const bottom = middle - reach
  const top = middle + reach
  const hasBottomRow = hasZero || cutsOff
  const min = hasBottomRow ? bottom - Math.max(BOTTOM_ROW.share * (top - bottom), BOTTOM_ROW.decades) : bottom
  const ticks = decadeTicks(bottom, top)
  if (hasBottomRow) ticks.unshift({ at: min, label: cutsOff ? `< ${formatPowerOfTen(Math.ceil(floor))}` : '0' })
  return {
    min,
    max: top,
    ticks,
    position(value) {
      if (!(value >= 0 && value < Infinity)) return NaN
      if (value === 0) return min
      const exponent = Math.log10(value)
      return exponent < floor ? min : exponent
    },
  }
}

/** Powers of ten, thinned out to about five; where fewer than two fit, also their double and fivefold. */
function decadeTicks(from: number, to: number): Tick[] {
  const first = Math.ceil(from)
  const last = Math.floor(to)
  if (last - first < 1) return intermediateTicks(from, to)
  const stride = Math.ceil((last - first + 1) / 5)
  const ticks: Tick[] = []
  for (let exponent = last - Math.floor((last - first) / stride) * stride; exponent <= last; exponent += stride) {
    ticks.push({ at: exponent, label: formatPowerOfTen(exponent) })
  }
  return ticks
}

function intermediateTicks(from: number, to: number): Tick[] {
  const ticks: Tick[] = []
  for (let exponent = Math.floor(from); exponent <= to; exponent++) {
    for (const factor of [1, 2, 5]) {
      const at = exponent + Math.log10(factor)
      if (at < from || at > to) continue
      ticks.push({ at, label: formatTick(Number(`${factor}e${exponent}`), Number(`1e${exponent}`)) })
    }
  }
  return ticks
}

/** Epochs from 0 on; a run that has hardly begun leaves room to the right. */
export function epochAxis(lastEpoch: number): { readonly max: number; readonly ticks: readonly Tick[] } {
  const max = Math.max(lastEpoch, 5)
  const ticks = niceTicks(0, max, 4).filter((tick) => Number.isInteger(tick.at))
  return { max, ticks: ticks.map((tick) => (tick.at === 0 ? { ...tick, label: messages.charts.epochZero } : tick)) }
}

/** Multiples of 1, 2 or 5 times a power of ten, at most `count` steps of them. */
export function niceTicks(min: number, max: number, count: number): Tick[] {
  const rough = (max - min) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5].find((candidate) => candidate * power >= rough * 0.999) ?? 10
  const step = factor * power
  const first = Math.ceil(min / step - 1e-9)
  const last = Math.floor(max / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const at = (first + index) * step
    return { at, label: formatTick(at, step) }
  })
}

/** As many decimals as the step between ticks has; long numbers in powers of ten. */
function formatTick(value: number, step: number): string {
  if (value === 0) return '0'
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  if (decimals > 3 || Math.abs(value) >= 1e6) {
    const digits = Math.max(0, Math.floor(Math.log10(Math.abs(value)) + 1e-9) - Math.floor(Math.log10(step) + 1e-9))
    return value.toExponential(digits).replace('e+', 'e').replaceAll('-', '−')
  }
  return decimals > 0 ? value.toFixed(decimals) : formatCount(Math.round(value))
}
