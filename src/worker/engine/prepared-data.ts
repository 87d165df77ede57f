import type { DataSummary } from '../../shared/trainer'

/** A dataset as the engine trains on it: numbers only, training part first. */
export interface PreparedData {
  readonly inputs: Float32Array // [examples, inputs]
  readonly targets: Float32Array // [examples, outputs]
  readonly summary: DataSummary
  /** The network's inputs at a raw point of the plane, for maps; `null` where the data is no plane. */
  readonly features: ((x1: number, x2: number) => ArrayLike<number>) | null
}
