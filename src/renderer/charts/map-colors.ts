/** The diverging colours of maps: from one sign's colour through paper to the other's. */
import { parseHex, type Rgb } from '../ui/hex-color'
import type { MapScale } from './map-scale'

/** Full colour is for the points; the plane keeps to a share of it, so that they stand out. */
const STRENGTH = 0.58

export interface Diverging {
  readonly negative: string
  readonly middle: string
  readonly positive: string
}

/** An odd number of colours, the middle one in the middle. [steps, 3] */
export function divergingColors({ negative, middle, positive }: Diverging, steps: number): Uint8ClampedArray {
  const colors = new Uint8ClampedArray(3 * steps)
  const centre = parseHex(middle)
  for (let step = 0; step < steps; step++) {
    const side = (2 * step) / (steps - 1) - 1
    const end = parseHex(side < 0 ? negative : positive)
    colors.set(mixRgb(centre, end, STRENGTH * Math.abs(side)), 3 * step)
  }
  return colors
}

/** #rrggbb for a side from −1 to 1, at full strength. */
export function divergingColor({ negative, middle, positive }: Diverging, side: number): string {
  const mixed = mixRgb(parseHex(middle), parseHex(side < 0 ? negative : positive), Math.min(1, Math.abs(side)))
  return `#${mixed.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`
}

function mixRgb(from: Rgb, to: Rgb, share: number): number[] {
  return from.map((channel, index) => channel + ((to[index] ?? 0) - channel) * share)
}

/** The colour of a scale's bar at a share of its length from the low end. */
export function divergingAt(colors: Diverging, { low, high, boundary, reach }: MapScale, share: number): string {
  return divergingColor(colors, (STRENGTH * (low + share * (high - low) - boundary)) / (reach || 1))
}

/** The colours of a scale's bar from its low end to its high one, for CSS. */
export function divergingGradient(colors: Diverging, scale: MapScale): string {
  const { low, high, boundary } = scale
  const at = (value: number): string => {
    const share = (value - low) / (high - low)
    return `${divergingAt(colors, scale, share)} ${100 * share}%`
  }
  const stops = [low, ...(boundary > low && boundary < high ? [boundary] : []), high]
  return `linear-gradient(to right, ${stops.map(at).join(', ')})`
}
