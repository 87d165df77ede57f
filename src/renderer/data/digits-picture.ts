/**
 * Four of the handwritten digits, 8 × 8 pixels row after row, each 0 to 16 as a digit of base 17.
 * From E. Alpaydin and C. Kaynak's data, UCI Machine Learning Repository, CC BY 4.0.
 */
export const DIGIT_PICTURES: readonly string[] = [
  // 0
  '0019fb0000bg8e6002ga099001g4088004g4088001g51b3000ccaa00001ad300',
  // 3
  '029fe93004d89g800006ef30000be2000002fb0000002f400156dg6002ccdb00',
  // 4
  '0008f100001ed11000af3fb007g71g8009gdeg5001afge000001ga00000af400',
  // 7
  '0018fa0003dfee0005a0ac000035fa2000ggggc0018ce830000ad000000b9000',
]

/** How dark each pixel is, 0 to 1. */
export function pixelsOf(picture: string): number[] {
  return Array.from(picture, (digit) => Number.parseInt(digit, 17) / 16)
}
