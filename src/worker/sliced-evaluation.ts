/** Evaluates a run in slices: a large model on much data takes longer than calls may wait. */
import type { Evaluation } from '../shared/trainer'
import type { EvaluationWork } from './engine/evaluation'
import type { Run } from './run'

export interface SlicedEvaluation {
  /** Milliseconds that the last one took, all slices together. */
  readonly duration: number
  /** Of θ as it is; `null`: not done before the deadline, the next call goes on. Leaves it in `run.evaluated`. */
  until(run: Run, deadline: number): Evaluation | null
  /** What is under way counts no more: another run, or another J. */
  drop(): void
}

export function createSlicedEvaluation(now: () => number): SlicedEvaluation {
  let current: { readonly revision: number; readonly work: EvaluationWork; duration: number } | null = null
  let duration = 0
  return {
    get duration() {
      return duration
    },
    until(run, deadline) {
      if (run.evaluated?.revision === run.revision) return run.evaluated.evaluation
      if (current?.revision !== run.revision) {
        current = { revision: run.revision, work: run.evaluator.start(), duration: 0 }
      }
      const startedAt = now()
      let time = startedAt
      do {
        const result = current.work.advance()
        time = now()
        if (!result) continue
        duration = current.duration + time - startedAt
        current = null
        run.evaluated = { revision: run.revision, evaluation: { epoch: run.epoch, ...result } }
        return run.evaluated.evaluation
      } while (time < deadline)
      current.duration += time - startedAt
      return null
    },
    drop() {
      current = null
    },
  }
}
