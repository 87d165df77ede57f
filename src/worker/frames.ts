/**
 * What the screen gets when it asks: only what has changed since it last asked, and while training no more often than
 * pays. All arrays of a frame are fresh copies, fit for transfer.
 */
import { computedUnitCount } from '../shared/network'
import type { Evaluation, Frame, History, ModelSnapshot, UnitMap, View } from '../shared/trainer'
import { remainingInEpoch, type Run } from './run'
import { historyBytes } from './telemetry'
import { createUnitMapper, type UnitMapper } from './unit-map'

/** What the trainer knows besides the run. */
export interface Moment {
  readonly now: number
  readonly running: boolean
  readonly examplesPerSecond: number
  /** An evaluation takes too long to be made for each frame: show what there is, of its own epoch. */
  readonly slowEvaluation: boolean
}

/** What one run's frames have shown so far. */
export interface FrameMaker {
  frame(view: View, moment: Moment): Frame
}

/** Milliseconds between two, while training. Digits that change more often than about fifteen times a second can't be read. */
const INTERVALS = { model: 66, largeModel: 100, map: 66, history: 66 } as const
const LARGE_MODEL = 100_000
/** A history is copied at most at this rate, and maps take at most that share of the time. */
const HISTORY_BYTES_PER_MS = 50_000
const MAP_SHARE = 0.1

export function createFrameMaker(run: Run, clock: () => number): FrameMaker {
  const { model, telemetry, data } = run
  const mapper: UnitMapper = createUnitMapper(run)
  const units = computedUnitCount(run.experiment.network)
  const examples = data.summary.trainCount + data.summary.testCount
  const modelInterval = model.parameterCount > LARGE_MODEL ? INTERVALS.largeModel : INTERVALS.model
  let shownModel = ''
  let shownModelAt = -Infinity
  let shownEvaluation: Evaluation | null = null
  let shownMap = ''
  let shownUnit = ''
  let shownMapAt = -Infinity
  let mapDuration = 0
  let shownHistory = -1
  let shownHistoryAt = -Infinity

  /** `due`: costs of this moment are shown, so the weights that they belong to are shown with them. */
  function modelSnapshot(view: View, { now, running }: Moment, due: boolean): ModelSnapshot | null {
    const example = view.example === 'latest' || view.example >= examples ? run.latest : view.example
    const shown = `${run.revision} ${example} ${run.gradientIsCurrent}`
    if (shown === shownModel || (running && !due && now - shownModelAt < modelInterval)) return null
    if (!run.gradientIsCurrent) {
      const count = Math.min(run.experiment.training.batchSize, remainingInEpoch(run))
      model.gradientOf(run.position, count, run.order)
      run.gradientIsCurrent = true
    }
    shownModel = `${run.revision} ${example} true`
    shownModelAt = now
    return { theta: model.theta().slice(), gradient: model.gradient().slice(), trace: model.trace(example) }
  }

  function evaluation({ running, slowEvaluation }: Moment): Evaluation | null {
    const newest = run.evaluated
    if (!newest || newest.evaluation === shownEvaluation) return null
    if (newest.revision !== run.revision && !(running && slowEvaluation)) return null
    shownEvaluation = newest.evaluation
    return { ...newest.evaluation, confusion: newest.evaluation.confusion?.slice() ?? null }
  }

  function map(view: View, { now, running }: Moment): UnitMap | null {
    const unit = view.map && `${view.map.layer} ${view.map.unit}`
    if (!view.map || unit === null) return null
    const wanted = `${run.revision} ${unit}`
    const interval = Math.max(INTERVALS.map, mapDuration / MAP_SHARE)
    if (wanted === shownMap || (running && unit === shownUnit && now - shownMapAt < interval)) return null
    const startedAt = clock()
    const made = mapper.map(view.map)
    mapDuration = clock() - startedAt
    shownMap = wanted
    shownUnit = unit
    shownMapAt = now
    return made
  }

  function history({ now, running }: Moment): History | null {
    const interval = Math.max(INTERVALS.history, historyBytes(telemetry.records, units) / HISTORY_BYTES_PER_MS)
    if (telemetry.version === shownHistory || (running && now - shownHistoryAt < interval)) return null
    shownHistory = telemetry.version
    shownHistoryAt = now
    return telemetry.snapshot()
  }

  return {
    frame(view, moment) {
      const newEvaluation = evaluation(moment)
      const isExact = newEvaluation !== null && run.evaluated?.revision === run.revision
      return {
        generation: run.generation,
        revision: run.revision,
        running: moment.running,
        evaluating: run.evaluated?.revision !== run.revision && !moment.running,
        progress: {
          epoch: run.epoch,
          position: run.position,
          steps: run.steps,
          examplesPerSecond: moment.running ? moment.examplesPerSecond : 0,
        },
        model: modelSnapshot(view, moment, isExact && modelInterval === INTERVALS.model),
        evaluation: newEvaluation,
        map: map(view, moment),
        history: history(moment),
        divergence: run.divergence,
      }
    },
  }
}

/** Before the first load there is nothing to show. */
export const EMPTY_FRAME: Frame = {
  generation: 0,
  revision: 0,
  running: false,
  progress: { epoch: 0, position: 0, steps: 0, examplesPerSecond: 0 },
  model: null,
  evaluation: null,
  map: null,
  history: null,
  divergence: null,
}

/** The memory of a frame that may go over to the screen instead of being copied. */
export function transferablesOf({ model, evaluation, map, history }: Frame): ArrayBufferLike[] {
  const { trace } = model ?? {}
  const arrays = [
    model?.theta,
    model?.gradient,
    ...(trace ? [trace.a, trace.z, trace.slope, trace.delta, trace.gradient, trace.target] : []),
    evaluation?.confusion,
    map?.values,
    ...(history ? Object.values(history) : []),
  ]
  return arrays.flatMap((array: Float32Array | Float64Array | Uint32Array | null | undefined) => array?.buffer ?? [])
}
