/** Numbers on units and edges: short, two significant digits at least, a real minus sign, never "−0.00". */

/** Below this a number needs more zeros than digits. */
const SMALLEST_FIXED = 0.95e-3
const LARGEST_FIXED = 9999.5
const MOST_DECIMALS = 4

/** Fixed decimals (more for small numbers, fewer for large ones); a power of ten where they would say nothing. */
export function formatFixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞'
  if (value === 0) return '0'
  const magnitude = Math.abs(value)
  const isFixed = magnitude >= SMALLEST_FIXED && magnitude < LARGEST_FIXED
  return (isFixed ? value.toFixed(decimalsFor(magnitude, decimals)) : exponential(value)).replaceAll('-', '−')
}

function decimalsFor(magnitude: number, decimals: number): number {
  if (magnitude >= 99.95) return 0
  if (magnitude >= 9.995) return 1
  let needed = decimals
  while (needed < MOST_DECIMALS && magnitude < 0.95 * 10 ** (1 - needed)) needed++
  return needed
}

/** 9.4e−5, but 9e−14: the exponent takes the second digit's room. */
function exponential(value: number): string {
  const magnitude = Math.abs(value)
  const text = value.toExponential(magnitude >= 1e-9 && magnitude < 1e10 ? 1 : 0)
  return text.replace('.0e', 'e').replace('e+', 'e')
}

export const formatZ = (value: number): string => formatFixed(value, 2)
export const formatActivation = (value: number): string => formatFixed(value, 2)
export const formatDelta = (value: number): string => formatFixed(value, 3)
/** A class is 0 or 1, not 1.00. */
export function formatTarget(value: number): string {
  return Number.isInteger(value) ? String(value).replace('-', '−') : formatFixed(value, 2)
}

export const formatWeight = (value: number): string => formatFixed(value, 2)

/** x₁, x₁², x₁x₂, sin x₁ for the names of generated inputs; other names as they are. */
export function inputLabel(name: string): string {
  return name
    .replaceAll(/\bx([12])/g, (_, index: string) => (index === '1' ? 'x₁' : 'x₂'))
    .replace('^2', '²')
    .replace('*', '')
    .replace(/^sin\((.*)\)$/, 'sin $1')
}
