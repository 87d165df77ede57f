/**
 * A colour as every reader of SVG takes it: an opaque one, and how much of it is let through. Several programs draw
 * `#1b20290e` and `rgba()` black.
 */
export interface SvgColor {
  readonly paint: string
  /** 0 to 1. */
  readonly opacity: number
}

/** From `#rrggbbaa`, `rgb()`, `rgba()` or `color(srgb …)`, as browsers write them. Another one stays as it is. */
export function parseColor(color: string): SvgColor {
  const hex = /^#([\da-f]{6})([\da-f]{2})$/i.exec(color)
  if (hex) return { paint: `#${hex[1]}`, opacity: parseInt(hex[2] ?? 'ff', 16) / 255 }
  const call = /^(rgba?\(|color\(srgb )(.*)\)$/i.exec(color)
  if (!call) return color === 'transparent' ? { paint: '#000000', opacity: 0 } : { paint: color, opacity: 1 }
  const [red = 0, green = 0, blue = 0, opacity = 1] = (call[2] ?? '').split(/[\s,/]+/).map(Number)
  const most = call[1]?.startsWith('color') ? 1 : 255
  return { paint: `#${[red, green, blue].map((channel) => twoDigits((255 * channel) / most)).join('')}`, opacity }
}

function twoDigits(channel: number): string {
  return Math.round(Math.min(255, Math.max(0, channel)))
    .toString(16)
    .padStart(2, '0')
}
