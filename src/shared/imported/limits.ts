/** What an imported file may be: more is refused before it is read, by a message that says how much fits. */
export const IMPORT_LIMITS = {
  /** Of a table, unpacked. */
  csvBytes: 32 * 1024 * 1024,
  /** Of one IDX file, unpacked: MNIST's training images have 47 MB. */
  idxBytes: 128 * 1024 * 1024,
  rows: 1_000_000,
  columns: 1_000,
  /** Different texts of a column that is a class, or one input for each text. */
  categories: 256,
} as const
