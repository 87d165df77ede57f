export type Rgb = readonly [red: number, green: number, blue: number]

/** #rrggbb, or #rgb as the build shortens it; anything else is a middle grey. Each channel from 0 to 255. */
export function parseHex(hex: string): Rgb {
  const [, short] = /^#([\da-f]{3})$/i.exec(hex.trim()) ?? []
  const long = short ? [...short].map((digit) => digit + digit).join('') : hex.trim().slice(1)
  if (!/^[\da-f]{6}$/i.test(long)) return [128, 128, 128]
  const channel = (at: number): number => Number.parseInt(long.slice(at, at + 2), 16)
  return [channel(0), channel(2), channel(4)]
}
