/** How readings are written: short, and of a width that hardly changes while numbers move. */

/** Three significant digits: 0.0940, 12.3, 4,560, 9.40e−4. */
export function formatReading(value: number): string {
  if (Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞'
  if (value === 0) return '0'
  const magnitude = Math.abs(value)
  if (magnitude < 0.001 || magnitude >= 99_950) return typographic(value.toExponential(2))
  if (magnitude >= 999.5) return typographic(Number(value.toPrecision(3)).toLocaleString('en'))
  return typographic(value.toPrecision(3))
}

export function formatCount(count: number): string {
  return count.toLocaleString('en')
}

/** One decimal. What isn't all never reads 100 %, and what isn't none never 0 %. */
export function formatPercent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`
  return `${Math.min(99.9, Math.max(0.1, Math.round(share * 1000) / 10)).toFixed(1)} %`
}

const inWords = new Intl.NumberFormat('en', { notation: 'compact', compactDisplay: 'long' })

/** How many times larger one is than the other, in two digits: 1,200 or 1.5 million. */
export function formatRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return '∞'
  if (ratio >= 1e15) return typographic(ratio.toExponential(1))
  const rounded = Number(ratio.toPrecision(2))
  return ratio >= 1e6 ? inWords.format(rounded) : formatCount(rounded)
}

/** A power of ten as a tick of a logarithmic axis: 0.001, 100, 10⁻⁵. */
export function formatPowerOfTen(exponent: number): string {
  if (exponent >= -3 && exponent <= 3) return formatCount(Number(`1e${exponent}`))
  return `10${superscript(exponent)}`
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉'

export function superscript(value: number): string {
  return String(value)
    .replace('-', '⁻')
    .replaceAll(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit)
}

export function subscript(value: number): string {
  return String(value).replaceAll(/\d/g, (digit) => SUBSCRIPTS[Number(digit)] ?? digit)
}

function typographic(number: string): string {
  return number.replace('e+', 'e').replaceAll('-', '−')
}
