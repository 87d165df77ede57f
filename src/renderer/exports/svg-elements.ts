/** The elements of an SVG as text. */

export type Attributes = Readonly<Record<string, string | number | undefined>>

interface Font {
  readonly style: string | undefined
  readonly weight: string | undefined
  /** In CSS pixels. */
  readonly size: number
  readonly family: string
}

/** `italic 600 12px "Inter Variable", sans-serif`, of which the first two may be missing. */
export function parseFont(font: string): Font {
  const [, before = '', size = '10', family = 'sans-serif'] = /^(.*?)([\d.]+)px\S*\s+(.+)$/.exec(font) ?? []
  return {
    style: before.includes('italic') ? 'italic' : undefined,
    weight: /\b[1-9]\d\d\b|\bbold\b/.exec(before)?.[0],
    size: Number(size),
    family,
  }
}

/** Hundredths of a pixel are more than one sees. */
export function short(value: number): number {
  return Math.round(value * 100) / 100
}

export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${escaped(String(value))}"`,
  )
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`
}

/** XML has no place at all for most control characters. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
