/**
 * Colours as every reader of SVG takes them: many, Inkscape among them, know nothing of `#rrggbbaa`, `rgba()` and
 * `color()`, and paint them black. So a colour becomes six hexadecimal digits, and how far it covers an opacity.
 */

export interface SvgColor {
  readonly color: string
  /** 0: clear; 1: covers all. */
  readonly opacity: number
}

/** What a canvas and `getComputedStyle` give, in sRGB; any other text is left as it is. */
export function svgColor(css: string): SvgColor {
  if (css === 'transparent') return { color: 'none', opacity: 1 }
  return fromHex(css) ?? fromFunction(css) ?? { color: css, opacity: 1 }
}

/** `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa` */
function fromHex(css: string): SvgColor | null {
  if (!/^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.test(css)) return null
  const digits = css.length > 5 ? css.slice(1) : css.slice(1).replaceAll(/./g, '$&$&')
  const opacity = digits.length === 8 ? parseInt(digits.slice(6), 16) / 255 : 1
  return { color: `#${digits.slice(0, 6)}`, opacity }
}

/** `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)`, `rgb(1 2 3 / 50%)`, `color(srgb 0.1 0.2 0.3 / 0.5)` */
function fromFunction(css: string): SvgColor | null {
  const [, name = '', list = ''] = /^(rgba?|color)\((?:srgb )?([\d\s.,/%e+-]+)\)$/.exec(css) ?? []
  const [red, green, blue, opacity = '1'] = list.split(/[\s,/]+/).filter(Boolean)
  if (red === undefined || green === undefined || blue === undefined) return null
  const scale = name === 'color' ? 255 : 1
  const channels = [red, green, blue].map((channel) => hexOf(scale * Number(channel)))
  return {
    color: `#${channels.join('')}`,
    opacity: opacity.endsWith('%') ? parseFloat(opacity) / 100 : Number(opacity),
  }
}

function hexOf(channel: number): string {
  return Math.round(Math.min(255, Math.max(0, channel)))
    .toString(16)
    .padStart(2, '0')
}
