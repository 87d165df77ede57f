/** 4.6 M, 115 k, 980: three digits at most. */
export function rate(value: number): string {
  if (value >= 1e6) return `${digits(value / 1e6)} M`
  if (value >= 1e3) return `${digits(value / 1e3)} k`
  return digits(value)
}

/** Two or three digits that count. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(Math.abs(share) < 0.1 ? 1 : 0)} %`
}

export function bytes(count: number): string {
  return count >= 2 ** 20 ? `${digits(count / 2 ** 20)} MiB` : `${digits(count / 2 ** 10)} KiB`
}
