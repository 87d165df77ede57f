/**
 * What a worker gets that takes a dead one's place: the model as it was last kept, and after that the orders that it was
 * given since and that change something else than training does. What it was trained since is lost.
 */
import type { TrainingSpec } from '../../../shared/experiment'
import type { Checkpoint, LoadRequest } from '../../../shared/trainer'
import type { TrainerConnection } from './worker-connection'

type Order = (trainer: TrainerConnection) => Promise<unknown>

export interface LastKept {
  loaded(request: LoadRequest): void
  ordered(order: Order): void
  trainedBy(training: TrainingSpec): void
  /** Of the model as it is now, behind all of these. */
  took(checkpoint: Checkpoint): void
  /** `null`: none of this model. */
  checkpoint(): Checkpoint | null
  /** Rejects where the worker dies as well, or has no room for the model. */
  giveTo(trainer: TrainerConnection): Promise<void>
}

export function createLastKept(): LastKept {
  let kept: LoadRequest | null = null
  let since: readonly Order[] = []
  /** As the worker has them; `null`: those of what was kept. */
  let training: TrainingSpec | null = null

  function keep(request: LoadRequest): void {
    kept = request
    since = []
    training = null
  }

  function ordered(order: Order): void {
    since = [...since, order]
  }

  return {
    loaded: keep,
    ordered,
    trainedBy(settings) {
      training = settings
      ordered((trainer) => trainer.setTraining(settings))
    },
    took(checkpoint) {
      if (!kept) return
      const { experiment } = kept
      keep({ ...kept, checkpoint, experiment: training ? { ...experiment, training } : experiment })
    },
    checkpoint: () => kept?.checkpoint ?? null,
    async giveTo(trainer) {
      if (!kept) return
      const outcome = await trainer.load(kept)
      if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join(' '))
      for (const order of since) await order(trainer)
    },
  }
}
