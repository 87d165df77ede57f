/**
 * Colours of units: hue by layer, lightness by unit. From the first computing layer (green) to the outputs (violet) the
 * lightness falls with the hue, so that the layers keep apart for colour-blind eyes too. Computed in OKLCH.
 */

interface Scheme {
  /** Lightness of the first computing layer and of the outputs. */
  readonly lightness: readonly [number, number]
  readonly chroma: number
}

const HUES = [152, 302] as const
const LIGHT: Scheme = { lightness: [0.6, 0.38], chroma: 0.13 }
const DARK: Scheme = { lightness: [0.84, 0.64], chroma: 0.13 }
/** How far a layer's first and last unit are from its own lightness. */
const SPREAD = 0.06

export function unitColor(layer: number, layers: number, unit: number, units: number, dark: boolean): string {
  const { lightness, chroma } = dark ? DARK : LIGHT
  const depth = layers > 1 ? layer / (layers - 1) : 1
  const within = units > 1 ? 1 - (2 * unit) / (units - 1) : 0
  // Units far from the middle also lose a little chroma, which keeps the greens inside sRGB.
  return oklchToHex(
    mix(lightness[0], lightness[1], depth) + (dark ? -1 : 1) * -within * SPREAD,
    chroma * (1 - 0.15 * Math.abs(within)),
    mix(HUES[0], HUES[1], depth),
  )
}

/** The colour of a layer as a whole. */
export function layerColor(layer: number, layers: number, dark: boolean): string {
  return unitColor(layer, layers, 0, 1, dark)
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share
}

/** Lightness 0 to 1, chroma, hue in degrees → #rrggbb, clipped to sRGB. Björn Ottosson's matrices. */
export function oklchToHex(lightness: number, chroma: number, hue: number): string {
  const angle = (hue * Math.PI) / 180
  const a = chroma * Math.cos(angle)
  const b = chroma * Math.sin(angle)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  return `#${channels.map((channel) => encode(channel).toString(16).padStart(2, '0')).join('')}`
}

function encode(linear: number): number {
  const clipped = Math.min(1, Math.max(0, linear))
  const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055
  return Math.round(encoded * 255)
}

/** The same colour, let through by `opacity`. */
export function translucent(hex: string, opacity: number): string {
  return `${hex}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`
}
