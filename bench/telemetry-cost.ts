/**
 * What live numbers cost: training while Σ|δ| of every unit and the extremes of the cost are recorded, beside the same
 * training without, in turns. The cost itself is computed in both, since training stops where it is not finite.
 */
import type { Kernels } from '../src/worker/engine/kernels-module'
import { newModel, orderOf } from './contenders/delta-lab'
import { median } from './median'
import type { Pace } from './race'
import { WORKLOADS, type Workload } from './workloads'

export interface TelemetryCost {
  readonly workload: Workload
  /** Share of the throughput that recording takes: the median over many short turns. */
  readonly share: number
}

export function measureTelemetryCost(kernels: Kernels, pace: Pace): TelemetryCost[] {
  return WORKLOADS.map((workload) => {
    const [recording, silent] = [newModel(kernels, workload), newModel(kernels, workload)]
    silent.setRecording(false)
    const order = orderOf(workload.examples)
    /** Seconds for one example. */
    const time = (model: typeof recording): number => {
      const startedAt = performance.now()
      let done = 0
      do done += model.train(order, 0, workload.examples)
      while (performance.now() - startedAt < 20)
      if (model === recording) model.takeStatistics() // about once a frame, as the lab does
      return (performance.now() - startedAt) / 1000 / done
    }
    const shares: number[] = []
    // Short turns and many of them: the difference is smaller than what a busy machine makes of a long one.
    for (let turn = -10; turn < 100 * pace.seconds * pace.rounds; turn++) {
      const [first, second] = turn % 2 === 0 ? [recording, silent] : [silent, recording]
      const times = new Map([first, second].map((model) => [model, time(model)]))
      const [withIt = NaN, without = NaN] = [times.get(recording), times.get(silent)]
      if (turn >= 0) shares.push(1 - without / withIt)
    }
    return { workload, share: median(shares) }
  })
}
