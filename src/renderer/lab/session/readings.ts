/** What the worker says, as the page shows it: replaced whole, or let go of where it is another network's. */
import { shallowRef, type ShallowRef } from 'vue'
import { unitCounts, type NetworkSpec } from '../../../shared/network'
import type {
  DataSummary,
  Divergence,
  Evaluation,
  Frame,
  History,
  ModelSnapshot,
  Progress,
  UnitMap,
} from '../../../shared/trainer'

export interface SessionReadings {
  readonly data: ShallowRef<DataSummary | null>
  readonly model: ShallowRef<ModelSnapshot | null>
  readonly progress: ShallowRef<Progress>
  readonly evaluation: ShallowRef<Evaluation | null>
  readonly history: ShallowRef<History | null>
  readonly map: ShallowRef<UnitMap | null>
  readonly divergence: ShallowRef<Divergence | null>
}

export interface OwnedReadings {
  readonly readings: SessionReadings
  /** What is new in the frame; the rest stays. */
  show(frame: Frame): void
  clear(): void
  /** Numbers of a network of another shape must not be read by this one, not even for a frame. */
  clearForShape(network: NetworkSpec): void
}

const AT_REST: Progress = { epoch: 0, position: 0, steps: 0, examplesPerSecond: 0 }

export function createReadings(): OwnedReadings {
  const readings: SessionReadings = {
    data: shallowRef(null),
    model: shallowRef(null),
    progress: shallowRef(AT_REST),
    evaluation: shallowRef(null),
    history: shallowRef(null),
    map: shallowRef(null),
    divergence: shallowRef(null),
  }
  let shownShape = ''

  function clear(): void {
    readings.model.value = null
    readings.map.value = null
    readings.evaluation.value = null
    readings.history.value = null
  }

  return {
    readings,
    show({ progress, divergence, model, evaluation, map, history }) {
      readings.progress.value = progress
      readings.divergence.value = divergence
      if (model) readings.model.value = model
      if (evaluation) readings.evaluation.value = evaluation
      if (map) readings.map.value = map
      if (history) readings.history.value = history
    },
    clear,
    clearForShape(network) {
      const shape = unitCounts(network).join('-')
      if (shape === shownShape) return
      shownShape = shape
      clear()
      readings.progress.value = AT_REST
    },
  }
}
