/** How far back Undo may lead: checkpoints of large networks are large, and one is kept for each step. */
import type { Checkpoint } from '../../shared/trainer'

interface Keeps {
  readonly checkpoint: Promise<Checkpoint> | null
}

/** The newest moments, as many as fit so many bytes; the last one always. A checkpoint that never came weighs nothing. */
export async function newestWithin<Moment extends Keeps>(
  moments: readonly Moment[],
  limit: number,
): Promise<readonly Moment[]> {
  const sizes = await Promise.all(moments.map(({ checkpoint }) => checkpointBytes(checkpoint)))
  let total = 0
  const tooOld = sizes.findLastIndex((size, index) => (total += size) > limit && index < sizes.length - 1)
  return moments.slice(tooOld + 1)
}

async function checkpointBytes(pending: Promise<Checkpoint> | null): Promise<number> {
  const checkpoint = await pending?.catch(() => null)
  if (!checkpoint) return 0
  const { theta, initialTheta, optimizerState, history } = checkpoint
  return [theta, initialTheta, optimizerState, ...Object.values(history)].reduce(
    (sum, column: Float32Array | Float64Array) => sum + column.byteLength,
    0,
  )
}
