/**
 * The document: one immutable experiment, and the way back and forth through what it was. An edit that starts another
 * model also remembers the trained weights of the one before, so that Undo brings back what the user had.
 */
import { computed, shallowRef } from 'vue'
import type { Experiment, Problem } from '../../shared/experiment'
import type { FileToken } from '../../shared/lab-api'
import { nestTheta, parameterCount } from '../../shared/network'
import { checkExperiment } from '../../shared/parse-experiment'
import type { Checkpoint } from '../../shared/trainer'
import { effectOf } from './edit-effect'
import type { EditOptions, LabDocument, ReadonlyShallowRef } from './lab'
import type { Session } from './session'

/** The file that the document came from or was last saved to. */
export interface DocumentFile {
  readonly token: FileToken
  readonly name: string
}

/** Everything that an edit can change and Undo can bring back. A new object for each change. */
export interface DocumentState {
  readonly experiment: Experiment
  readonly file: DocumentFile | null
}

/** A state to return to; with a checkpoint where returning also means other weights. */
interface Moment {
  readonly state: DocumentState
  readonly checkpoint: Promise<Checkpoint> | null
}

export interface DocumentOptions {
  readonly session: Session
  readonly initial: Experiment
  readonly onRefused: (problems: readonly Problem[]) => void
}

/** What the rest of the lab may do with the document, beyond what components see. */
export interface DocumentOwner extends LabDocument {
  readonly state: ReadonlyShallowRef<DocumentState>
  /** Another experiment in this one's place, as one undo step. */
  replace(experiment: Experiment, checkpoint: Checkpoint | null, file: DocumentFile | null): void
  /** The same experiment in another file: nothing to undo. */
  setFile(file: DocumentFile): void
  /** The weights are about to be replaced by the initial ones: makes that an undo step. */
  rememberWeights(): void
}

const MAX_UNDO_STEPS = 100

export function createDocument({ session, initial, onRefused }: DocumentOptions): DocumentOwner {
  const state = shallowRef<DocumentState>({ experiment: initial, file: null })
  const past = shallowRef<readonly Moment[]>([])
  const future = shallowRef<readonly Moment[]>([])
  let openGesture: string | null = null
  const experiment = computed(() => state.value.experiment)

  function continuesGesture(name: string | undefined): boolean {
    const continues = name !== undefined && name === openGesture
    openGesture = name ?? null
    return continues
  }

  function remember(withWeights: boolean, options: EditOptions = {}): void {
    future.value = []
    const before = past.value.at(-1)
    if (continuesGesture(options.gesture) && before && (before.checkpoint !== null || !withWeights)) return
    const moment = { state: state.value, checkpoint: withWeights ? quietly(session.checkpoint()) : null }
    past.value = [...past.value.slice(1 - MAX_UNDO_STEPS), moment]
  }

  /** Loads the state's model; where the worker refuses it, says why and goes back to `before`. */
  function load(checkpoint: Promise<Checkpoint> | null, before: DocumentState): void {
    const wanted = state.value
    void session.load(wanted.experiment, checkpoint).then((outcome) => {
      if (!outcome || outcome.ok) return
      onRefused(outcome.problems)
      if (state.value !== wanted) return
      state.value = before
      past.value = past.value.slice(0, -1)
    })
  }

  function edit(change: (experiment: Experiment) => Experiment, options?: EditOptions): readonly Problem[] {
    const before = state.value
    const after = change(before.experiment)
    const effect = effectOf(before.experiment, after)
    if (effect === 'none' && after === before.experiment) return []
    const problems = checkExperiment(after)
    if (problems.length > 0) {
      onRefused(problems)
      return problems
    }
    remember(effect === 'restart', options)
    state.value = { ...before, experiment: after }
    if (effect === 'restart') load(null, before)
    else if (effect === 'tune') session.setTraining(after.training)
    return []
  }

  function setWeight(index: number, value: number, options?: EditOptions): void {
    const { network } = state.value.experiment
    if (!Number.isInteger(index) || index < 0 || index >= parameterCount(network)) {
      throw new RangeError(`There is no weight ${index}`)
    }
    remember(true, options)
    const model = session.readings.model.value
    if (session.readings.progress.value.steps === 0 && model) {
      // Before training the weights are part of the experiment: where the run starts.
      const theta = model.theta.slice()
      theta[index] = value
      state.value = {
        ...state.value,
        experiment: {
          ...state.value.experiment,
          initialization: { kind: 'given' },
          theta: nestTheta(network, theta),
        },
      }
    } else {
      state.value = { ...state.value }
    }
    session.setWeight(index, value)
  }

  /** Goes to the newest moment of `from`, and remembers the present in `to` for the way back. */
  function travel(from: typeof past, to: typeof past): void {
    const moment = from.value.at(-1)
    if (!moment) return
    openGesture = null
    from.value = from.value.slice(0, -1)
    const present = { state: state.value, checkpoint: moment.checkpoint ? quietly(session.checkpoint()) : null }
    to.value = [...to.value, present]
    state.value = moment.state
    if (moment.checkpoint) void session.load(moment.state.experiment, moment.checkpoint)
    else session.setTraining(moment.state.experiment.training)
  }

  return {
    state,
    experiment,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    edit,
    setWeight,
    undo: () => travel(past, future),
    redo: () => travel(future, past),
    replace(replacement, checkpoint, file) {
      const before = state.value
      remember(true)
      state.value = { experiment: replacement, file }
      load(checkpoint && Promise.resolve(checkpoint), before)
    },
    setFile(file) {
      state.value = { ...state.value, file }
    },
    rememberWeights: () => remember(true),
  }
}

/** A checkpoint that fails is handled where it is used; until then nobody waits for it. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}
