/**
 * The document: one immutable experiment, and the way back and forth through what it was. An edit that starts another
 * model also remembers the trained weights of the one before, so that Undo brings back what the user had.
 */
import { computed, shallowRef, type ComputedRef } from 'vue'
import type { Experiment, Problem } from '../../shared/experiment'
import type { FileToken } from '../../shared/lab-api'
import { flattenTheta, nestTheta, parameterCount } from '../../shared/network'
import { checkExperiment } from '../../shared/parse-experiment'
import type { Checkpoint } from '../../shared/trainer'
import { effectOf } from './edit-effect'
import type { EditOptions, LabDocument, ReadonlyShallowRef } from './lab'
import type { Session } from './session/session'
import { newestWithin } from './undo-memory'

/** The file that the document came from or was last saved to. */
export interface DocumentFile {
  readonly token: FileToken
  readonly name: string
}

/** Where a document is kept. All its states share one, so that Undo doesn't lead back to a file of before Save as. */
export interface DocumentPlace {
  file: DocumentFile | null
  /** In milliseconds since 1970; `null`: not since it was opened. */
  savedAt: number | null
}

/** Everything that an edit can change and Undo can bring back. A new object for each change. */
export interface DocumentState {
  readonly experiment: Experiment
  readonly place: DocumentPlace
}

/** A state to return to; with a checkpoint where returning also means other weights. */
interface Moment {
  readonly state: DocumentState
  readonly checkpoint: Promise<Checkpoint> | null
  /** Of the model that the checkpoint is of. */
  readonly untrained: boolean
}

/** The document as it was, with the way back and forth from there. */
interface Standing {
  readonly state: DocumentState
  readonly past: readonly Moment[]
  readonly future: readonly Moment[]
}

export interface DocumentOptions {
  readonly session: Session
  readonly initial: Experiment
  readonly onRefused: (problems: readonly Problem[]) => void
  /** Older steps are forgotten where their weights and curves would take more. */
  readonly mostUndoBytes?: number
}

/** What the rest of the lab may do with the document, beyond what components see. */
export interface DocumentOwner extends LabDocument {
  readonly state: ReadonlyShallowRef<DocumentState>
  /** Where the documents are kept that Undo and Redo lead to, and the present one. */
  readonly places: ComputedRef<ReadonlySet<DocumentPlace>>
  /** Another experiment in this one's place, as one undo step. False: the worker refused it, and nothing has changed. */
  replace(experiment: Experiment, checkpoint: Checkpoint | null, place: DocumentPlace): Promise<boolean>
  /** The weights are about to be replaced by the initial ones: makes that an undo step. */
  rememberWeights(): void
}

const MAX_UNDO_STEPS = 100
const MAX_UNDO_BYTES = 512 * 1024 * 1024

export function createDocument({
  session,
  initial,
  onRefused,
  mostUndoBytes = MAX_UNDO_BYTES,
}: DocumentOptions): DocumentOwner {
  const state = shallowRef<DocumentState>({ experiment: initial, place: { file: null, savedAt: null } })
  const past = shallowRef<readonly Moment[]>([])
  const future = shallowRef<readonly Moment[]>([])
  let openGesture: string | null = null
  /** For each load that the worker hasn't answered yet: where the document goes back to if it is refused. */
  const loading: { before: Standing }[] = []
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
    past.value = [...past.value.slice(1 - MAX_UNDO_STEPS), present(withWeights)]
    if (withWeights) void forgetFarPast()
  }

  async function forgetFarPast(): Promise<void> {
    const moments = past.value
    const kept = await newestWithin(moments, mostUndoBytes)
    // Steps may have been taken, or taken back, while the checkpoints came.
    const forgotten = moments.slice(0, moments.length - kept.length)
    if (forgotten.length > 0) past.value = past.value.filter((moment) => !forgotten.includes(moment))
  }

  function present(withWeights: boolean): Moment {
    const untrained = session.isUntrained()
    return { state: state.value, checkpoint: withWeights ? quietly(session.checkpoint()) : null, untrained }
  }

  function standing(): Standing {
    return { state: state.value, past: past.value, future: future.value }
  }

  /** Loads the state's model; where the worker refuses it, says why and goes back to what the worker has. */
  async function load(checkpoint: Promise<Checkpoint> | null, untrained: boolean, before: Standing): Promise<boolean> {
    const own = { before }
    loading.push(own)
    const outcome = await session.load(state.value.experiment, checkpoint, untrained)
    const place = loading.indexOf(own)
    const next = loading[place + 1]
    loading.splice(place, 1)
    if (outcome?.ok) return true
    if (outcome) onRefused(outcome.problems)
    // What comes after a model that was never loaded goes back past it.
    if (next) next.before = own.before
    else restore(own.before)
    return false
  }

  function restore(before: Standing): void {
    openGesture = null
    state.value = before.state
    past.value = before.past
    future.value = before.future
    void session.setTraining(before.state.experiment.training)
  }

  /** Other settings for the run; where the worker refuses them, says why and goes back to those that it has. */
  async function tune(before: Standing): Promise<void> {
    const tuned = state.value
    const outcome = await session.setTraining(tuned.experiment.training)
    if (outcome.ok) return
    onRefused(outcome.problems)
    const { experiment } = state.value
    if (state.value === tuned) restore(before)
    // What was edited meanwhile stays; of later settings their own answer tells.
    else if (experiment.training === tuned.experiment.training) {
      state.value = { ...state.value, experiment: { ...experiment, training: before.state.experiment.training } }
    }
  }

  function edit(change: (experiment: Experiment) => Experiment, options?: EditOptions): readonly Problem[] {
    const before = standing()
    const after = change(before.state.experiment)
    const effect = effectOf(before.state.experiment, after)
    if (effect === 'none' && after === before.state.experiment) return []
    const problems = checkExperiment(after)
    if (problems.length > 0) {
      onRefused(problems)
      return problems
    }
    // Another kind of optimizer starts with an empty state: Undo brings the old one's back.
    const losesState = after.training.optimizer.kind !== before.state.experiment.training.optimizer.kind
    remember(effect === 'restart' || losesState, options)
    state.value = { ...before.state, experiment: after }
    if (effect === 'restart') void load(null, true, before)
    else if (effect === 'tune') void tune(before)
    return []
  }

  function setWeight(index: number, value: number, options?: EditOptions): void {
    const { network } = state.value.experiment
    if (!Number.isInteger(index) || index < 0 || index >= parameterCount(network)) {
      throw new RangeError(`There is no weight ${index}`)
    }
    remember(true, options)
    const theta = session.isUntrained() ? initialTheta() : null
    if (theta) {
      // Before training the weights are part of the experiment: where the run starts.
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

  /** Those of the experiment; drawn ones are the worker's, and known where they are shown. */
  function initialTheta(): Float32Array | null {
    const { theta } = state.value.experiment
    return theta ? flattenTheta(theta) : (session.startingTheta()?.slice() ?? null)
  }

  /** Goes to the newest moment of `from`, and remembers the present in `to` for the way back. */
  function travel(from: typeof past, to: typeof past): void {
    const moment = from.value.at(-1)
    if (!moment) return
    const before = standing()
    openGesture = null
    from.value = from.value.slice(0, -1)
    to.value = [...to.value, present(moment.checkpoint !== null)]
    state.value = moment.state
    if (moment.checkpoint) void load(moment.checkpoint, moment.untrained, before)
    else void tune(before)
  }

  return {
    state,
    experiment,
    places: computed(
      () =>
        new Set(
          [state.value, ...[...past.value, ...future.value].map((moment) => moment.state)].map(({ place }) => place),
        ),
    ),
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    lastStep: computed(() => past.value.at(-1) ?? null),
    edit,
    setWeight,
    undo: () => travel(past, future),
    redo: () => travel(future, past),
    replace(replacement, checkpoint, place) {
      const before = standing()
      remember(true)
      state.value = { experiment: replacement, place }
      const untrained = !checkpoint || isAtStart(checkpoint)
      return load(checkpoint && Promise.resolve(checkpoint), untrained, before)
    },
    rememberWeights: () => remember(true),
  }
}

function isAtStart({ progress, theta, initialTheta }: Checkpoint): boolean {
  return progress.steps === 0 && theta.every((weight, index) => Object.is(weight, initialTheta[index]))
}

/** A checkpoint that fails is handled where it is used; until then nobody waits for it. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}
