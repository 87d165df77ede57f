/** IDX files as they are published, written byte by byte. */
export function imagesFile(images: readonly (readonly number[])[], rows: number, columns: number): Uint8Array {
  return Uint8Array.from([...[0, 0, 8, 3], ...[images.length, rows, columns].flatMap(bigEndian), ...images.flat()])
}

export function labelsFile(labels: readonly number[]): Uint8Array {
  return Uint8Array.from([...[0, 0, 8, 1], ...bigEndian(labels.length), ...labels])
}

function bigEndian(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255)
}
