/** What stands in a file after so many saves: every byte and the length tell which one it was. */
export function contentOf(round: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size + (round % 3))
  for (let at = 0; at < bytes.length; at++) bytes[at] = round * 31 + at * 7 + (at >> 8)
  return bytes
}
