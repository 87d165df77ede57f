/**
 * Four of the handwritten digits, 8 × 8 pixels row after row, each 0 to 16 as a digit of base 17.
 * From E. Alpaydin and C. Kaynak's data, UCI Machine Learning Repository, CC BY 4.0.
 */
export const DIGIT_PICTURES: readonly string[] = [
  // 0
  '0019fb0000bg8e6002ga099001g4088004g4088001g51b3000ccaa00001ad300',
  // 3
  '029fe93004d89g800006ef30000be2000002fb0000002f400156dg6002ccdb00',
  // 8
  '009e810000ceec00009a0f40003gce20004gg20003g8ad2001f13g8000bgfb10',
  // 5
  '05cdgg200bgf840008eb100008gge0000166g0000005g300015fd00004fg2000',
]

/** How dark each pixel is, 0 to 1. */
export function pixelsOf(picture: string): number[] {
  return Array.from(picture, (digit) => Number.parseInt(digit, 17) / 16)
}
