/** A name of the user's as the beginning of a file's name, which every file system takes. */
export function fileStem(name: string): string {
  const plain = name.replaceAll(/['‘’]/g, '')
  return plain.replaceAll(/[^\p{L}\p{N} ._-]+/gu, '-').replaceAll(/^[ .-]+|[ .-]+$/g, '') || 'experiment'
}
