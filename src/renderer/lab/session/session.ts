/**
 * The session with the worker: sends it the document's changes, and once per animation frame asks what has changed.
 * Owns the readings; everything on screen that is a number of the model comes from here.
 */
import { ref, type Ref } from 'vue'
import type { Experiment, Outcome, TrainingSpec } from '../../../shared/experiment'
import type { ExportedFile, ExportKind } from '../../../shared/exports'
import { messages } from '../../../shared/messages'
import type { MicroscopeApi } from '../../../shared/microscope'
import type { Checkpoint, Frame, Generation, Loaded, Speed, View } from '../../../shared/trainer'
import { createBranches } from './branches'
import { createCallQueue } from './call-queue'
import { createLastKept } from './last-kept'
import { WorkerDied } from './living-worker'
import { createReadings, type SessionReadings } from './readings'
import { createRecoveringCalls } from './recovering-calls'
import { createRegularCheckpoints, type CheckpointWatcher } from './regular-checkpoints'
import type { TrainerConnection } from './worker-connection'

/** What the microscope asks of the worker, as the page calls it. */
export type Looking = Pick<TrainerConnection, keyof MicroscopeApi>

export interface Session extends Looking {
  readonly readings: SessionReadings
  readonly running: Readonly<Ref<boolean>>
  /** The way that led to the weights: the same branch and the same steps are the same weights. */
  readonly branch: Readonly<Ref<number>>
  /** Of a checkpoint that came from here, or that a model may be started from. */
  branchOf(checkpoint: Checkpoint): number
  /**
   * Another model, starting at its initial weights or where the checkpoint left off; `untrained`: nothing had trained it
   * there. `null`: a later load took its place. Refused: the old model goes on.
   */
  load(
    experiment: Experiment,
    checkpoint: Promise<Checkpoint> | null,
    untrained: boolean,
  ): Promise<Outcome<Loaded> | null>
  /** Refused: the run goes on with the settings that it had. */
  setTraining(training: TrainingSpec): Promise<Outcome<null>>
  setWeight(index: number, value: number): void
  play(speed: Speed): void
  pause(): void
  stepExample(): void
  stepBatch(): void
  stepEpoch(): void
  reset(): void
  /** Gives a worker that has been started anew what the one that died had; whatever was asked for waits until it has it. */
  recover(): void
  /** Of the model behind all orders that were given before; where the worker has died, as it was last kept. */
  checkpoint(): Promise<Checkpoint>
  /** Sees to it that the checkpoint which is taken every now and then is taken within so many milliseconds. */
  keepWithin(milliseconds: number): void
  /** Gets each of those. There is one watcher. */
  watchKept(watcher: CheckpointWatcher): void
  /** The run as it is behind all orders that were given before. Others are answered while it is made. */
  exportRun(kind: ExportKind, name: string): Promise<Outcome<ExportedFile>>
  /** Nobody has ordered to train the newest model: a weight that is set now is one of those that it starts from. */
  isUntrained(): boolean
  /** The weights that the newest model starts from, where they are what is shown. */
  startingTheta(): Float32Array | null
  /** One of the calls that look closely, in the queue; where a newer one of the same name waits, `null`. */
  lookUp<T>(name: string, call: () => Promise<T>): Promise<T | null>
  /** Asks for a frame at the next occasion: the view has changed. */
  refresh(): void
}

export interface SessionOptions {
  readonly trainer: TrainerConnection
  readonly view: () => View
  /** Calls back before the next picture is drawn. */
  readonly nextFrame: (callback: () => void) => void
  readonly onFailure: (error: unknown) => void
}

/**
 * Milliseconds until the next frame is asked for while training. The worker shows another model about fifteen times a
 * second; what lies between is left to the page, so that it stays quick.
 */
const RUNNING_PACE = 34

/** That a worker has died is told by whoever starts the next one; what it took along is told here. */
function refuseAfterDeath(error: unknown): Outcome<never> {
  if (!(error instanceof WorkerDied)) throw error
  return { ok: false, problems: [{ path: '', message: messages.session.gone }] }
}

export function createSession({ trainer, view, nextFrame, onFailure: fail }: SessionOptions): Session {
  const onFailure = (error: unknown): void => {
    if (!(error instanceof WorkerDied)) fail(error)
  }
  const { readings, ...screen } = createReadings()
  const running = ref(false)
  const queue = createCallQueue()
  const { ask, askTwice, recoverBy } = createRecoveringCalls()
  const lastKept = createLastKept()
  const branches = createBranches()
  const checkpoints = createRegularCheckpoints(
    () => queue.runLatest('keep', newestCheckpoint),
    () => running.value,
  )
  let newestGeneration: Generation = 0
  let loadedGeneration: Generation = 0
  let shownGeneration: Generation = 0
  /** Orders that change θ, and how many of them what is shown has behind it. */
  let moves = 0
  let shownMoves = 0
  /** Models that were trained before they came, or that somebody has ordered to train. */
  const touched = new Set<Generation>()
  let frameAsked = false
  let transportOrders = 0

  async function newestCheckpoint(): Promise<Checkpoint> {
    try {
      const checkpoint = await ask(() => trainer.checkpoint())
      lastKept.took(checkpoint)
      branches.took(checkpoint)
      return checkpoint
    } catch (error) {
      const checkpoint = error instanceof WorkerDied ? lastKept.checkpoint() : null
      if (!checkpoint) throw error
      return checkpoint
    }
  }

  function show(frame: Frame, movesBefore: number): void {
    if (frame.generation !== newestGeneration) return
    // Nothing of an older model stays beside the numbers of this one.
    if (frame.generation !== shownGeneration) screen.clear()
    shownGeneration = frame.generation
    shownMoves = movesBefore
    // A frame from before an order that is still on its way must not flip the button back.
    if (transportOrders === 0) running.value = frame.running
    screen.show(frame)
    if (frame.model) checkpoints.changed(frame.model.theta.length)
  }

  function refresh(): void {
    if (frameAsked) return
    frameAsked = true
    nextFrame(() => {
      void queue
        .run(async () => {
          frameAsked = false
          const movesBefore = moves
          const frame = await ask(() => trainer.drain(view()))
          show(frame, movesBefore)
          if (frame.running) setTimeout(refresh, RUNNING_PACE)
          else if (frame.evaluating) refresh()
        })
        .catch(onFailure)
    })
  }

  function order(call: () => Promise<unknown>): void {
    queue.run(() => ask(call)).then(refresh, onFailure)
  }

  function orderMove(call: () => Promise<unknown>): void {
    moves++
    order(call)
  }

  function orderTraining(call: () => Promise<unknown>): void {
    touched.add(newestGeneration)
    orderMove(() => trainOn(call))
  }

  function trainOn<T>(call: () => Promise<T>): Promise<T> {
    branches.trains()
    return call()
  }

  /** One that is given again to the worker that takes a dead one's place. */
  function orderForGood(give: (trainer: TrainerConnection) => Promise<unknown>): void {
    orderMove(() => {
      lastKept.ordered(give)
      return give(trainer)
    })
  }

  const isUntrained = (): boolean => !touched.has(newestGeneration)

  function showsStart(): boolean {
    return isUntrained() && shownGeneration === newestGeneration && shownMoves === moves
  }

  function orderTransport(runs: boolean, call: () => Promise<unknown>): void {
    running.value = runs
    transportOrders++
    if (runs) touched.add(newestGeneration)
    orderMove(() => (runs ? trainOn(call) : call()).finally(() => transportOrders--))
  }

  async function load(experiment: Experiment, checkpoint: Promise<Checkpoint> | null, untrained: boolean) {
    const generation = ++newestGeneration
    if (!untrained) touched.add(generation)
    running.value = false
    screen.clearForShape(experiment.network)
    const outcome = await queue
      .runLatest('load', async () => {
        // A checkpoint that never came means: start at the initial weights.
        const resumeFrom = checkpoint && (await checkpoint.catch(() => null))
        const request = { generation, experiment, checkpoint: resumeFrom }
        const answer = await askTwice(() => trainer.load(request))
        if (!answer.ok) return answer
        loadedGeneration = generation
        lastKept.loaded(request)
        branches.startedFrom(resumeFrom)
        return answer
      })
      .catch(refuseAfterDeath)
    if (outcome?.ok) {
      if (generation === newestGeneration) readings.data.value = outcome.value.data
    } else if (outcome && generation === newestGeneration) {
      // What was ordered meanwhile was ordered of the old model.
      if (touched.has(newestGeneration)) touched.add(loadedGeneration)
      newestGeneration = loadedGeneration
    }
    refresh()
    return outcome
  }

  function recover(): void {
    running.value = false
    branches.fellBack()
    const recovery = lastKept.giveTo(trainer).catch(onFailure)
    recoverBy(recovery)
    void recovery.then(refresh)
  }

  return {
    readings,
    running,
    branch: branches.current,
    branchOf: branches.of,
    load,
    recover,
    async setTraining(training) {
      const outcome = await queue
        .run(async () => {
          const answer = await askTwice(() => trainer.setTraining(training))
          if (answer.ok) lastKept.trainedBy(training)
          return answer
        })
        .catch((error: unknown) => {
          onFailure(error)
          return null
        })
      refresh()
      return outcome ?? { ok: true, value: null }
    },
    setWeight(index, value) {
      const isInitial = isUntrained()
      orderForGood((worker) => worker.setWeight(index, value, isInitial))
    },
    play: (speed) => orderTransport(true, () => trainer.play(speed)),
    pause: () => orderTransport(false, () => trainer.pause()),
    stepExample: () => orderTraining(() => trainer.stepExample()),
    stepBatch: () => orderTraining(() => trainer.stepBatch()),
    stepEpoch: () => orderTraining(() => trainer.stepEpoch()),
    reset() {
      touched.delete(newestGeneration)
      orderForGood(async ({ reset }) => {
        await reset()
        branches.startedFrom(null)
      })
    },
    checkpoint: () => queue.run(newestCheckpoint),
    keepWithin: checkpoints.takeWithin,
    watchKept: checkpoints.watch,
    async exportRun(kind, name) {
      const [exported] = await queue.run(() => ask(() => Promise.resolve([trainer.exportRun(kind, name)])))
      return exported
    },
    isUntrained,
    startingTheta: () => (showsStart() ? (readings.model.value?.theta ?? null) : null),
    look: trainer.look,
    nudge: trainer.nudge,
    curve: trainer.curve,
    checkExample: trainer.checkExample,
    pulls: trainer.pulls,
    lookUp: (name, call) =>
      queue
        .runLatest(name, () => ask(call))
        .catch((error: unknown) => {
          onFailure(error)
          return null
        }),
    refresh,
  }
}
