import { computed, onScopeDispose, ref, shallowRef, watch, type ShallowRef } from 'vue'
import type { Experiment } from '../../../shared/experiment'
import type { ExampleChoice, Look, Nudged, OwnExample } from '../../../shared/microscope'
import type { ModelSnapshot } from '../../../shared/trainer'
import type { LabSelection, ReadonlyShallowRef } from '../lab'
import type { Session } from '../session/session'
import { keepView, showInDrawing, stepFor } from './drawing'
import type { InHand, Microscope, NudgedByHand } from './microscope'
import { indexOfStep, stepAt, stepCount, stepThatComputes, type Quantity, type Step } from './steps'

export interface MicroscopeOptions {
  readonly session: Session
  readonly selection: LabSelection
  readonly experiment: ReadonlyShallowRef<Experiment>
}

export interface OwnedMicroscope {
  readonly microscope: Microscope
  /** What the drawing shows: the looked-at example while the microscope is open, else the newest readings. */
  readonly shown: ReadonlyShallowRef<ModelSnapshot | null>
}

/** Milliseconds between two steps that play. */
const PLAY_PACE = 1400

export function createMicroscope({ session, selection, experiment }: MicroscopeOptions): OwnedMicroscope {
  const { readings } = session
  const isOpen = ref(false)
  const own = shallowRef<OwnExample | null>(null)
  const look = shallowRef<Look | null>(null)
  const inHand = shallowRef<InHand | null>(null)
  const nudged = shallowRef<NudgedByHand | null>(null)
  const network = computed(() => experiment.value.network)

  const example = computed<ExampleChoice | null>(() => {
    if (own.value) return own.value
    const chosen = selection.example.value
    return chosen === 'latest' ? (readings.model.value?.trace.example ?? null) : chosen
  })

  /** Asks the worker about the example; an answer that belongs to another network or example is dropped. */
  async function ask<T>(name: string, call: (example: ExampleChoice) => Promise<T>): Promise<T | null> {
    const [asked, askedNetwork] = [example.value, network.value]
    if (asked === null) return null
    const answer = await session.lookUp(name, () => call(asked))
    return example.value === asked && network.value === askedNetwork ? answer : null
  }

  async function lookAgain(): Promise<void> {
    if (!isOpen.value || readings.model.value === null) return
    const answer = await ask('look', session.look)
    if (answer && isOpen.value) look.value = answer
  }

  async function nudge(): Promise<void> {
    const held = inHand.value
    if (!held) return
    const answer = await ask('nudge', (asked) => session.nudge({ example: asked, ...held }))
    if (answer && inHand.value?.target === held.target) nudged.value = { ...answer, value: held.value }
  }

  watch([isOpen, readings.model, example, () => experiment.value.training], () => void lookAgain())
  watch(inHand, (held) => (held ? void nudge() : (nudged.value = null)))
  // What is in hand belongs to one example of one model.
  watch([example, look], () => (inHand.value = null))
  // Numbers of another network must not be read by the new one, not even for a frame.
  watch(
    network,
    () => {
      look.value = null
      inHand.value = null
      own.value = null
      index.value = 0
      // The drawing goes back to the first step too.
      if (isOpen.value) showInDrawing(selection, step.value)
    },
    { flush: 'sync' },
  )

  // In another scale its numbers would mean something else.
  watch(
    () => experiment.value.dataset,
    () => (own.value = null),
    { flush: 'sync' },
  )

  const index = ref(0)
  const count = computed(() => stepCount(network.value))
  const step = computed(() => stepAt(network.value, Math.min(index.value, count.value - 1)))
  const player = createPlayer(() => (index.value < count.value - 1 ? goTo(index.value + 1) : player.stop()))

  function goTo(wanted: number): void {
    index.value = Math.min(Math.max(0, wanted), count.value - 1)
    showInDrawing(selection, step.value)
  }
  const goToStep = (wanted: Step): void => goTo(indexOfStep(network.value, wanted))

  // A unit that is chosen in the drawing: the same kind of step, for that unit.
  watch(selection.pinned, (unit) => {
    if (!isOpen.value) return
    const now = step.value
    // The unit of the step stays chosen.
    if (!unit) return 'unit' in now ? showInDrawing(selection, now) : undefined
    if ('unit' in now && now.layer === unit.layer && now.unit === unit.unit) return
    goToStep(stepFor(now.kind, unit, network.value.layers.length + 1))
  })
  const view = keepView(selection)
  watch(isOpen, (open) => {
    look.value = null
    inHand.value = null
    player.stop()
    if (!open) return view.giveBack()
    session.pause()
    void lookAgain()
    view.remember()
    startWhereLooked()
  })

  /** At the unit that is looked at, on the way that is looked at; else where the walk stands. What edges show stays. */
  function startWhereLooked(): void {
    const [chosen, now] = [selection.pinned.value, step.value]
    if (!chosen) {
      if ('unit' in now) selection.pinned.value = { layer: now.layer, unit: now.unit }
      return
    }
    if ('unit' in now && now.layer === chosen.layer && now.unit === chosen.unit) return
    const way = selection.direction.value === 'backward' ? 'delta' : 'forward'
    index.value = indexOfStep(network.value, stepFor(way, chosen, network.value.layers.length + 1))
  }

  // A chosen example of the data takes the place of the user's own.
  watch(selection.example, () => (own.value = null))
  watch(session.running, (runs) => {
    if (runs) player.stop()
  })

  const shown = computed<ModelSnapshot | null>(() => {
    if (!isOpen.value || !look.value) return readings.model.value
    const { theta, trace } = look.value
    const now = withNudged(trace, nudged.value)
    return { theta: withHeldWeight(theta, inHand), trace: now, gradient: now.gradient }
  })

  function knows(quantity: Quantity, layer: number, unit: number): boolean {
    if (!isOpen.value || session.running.value) return true
    // What is in hand moves everything to its right, so that is shown.
    if (inHand.value && (quantity === 'a' || quantity === 'z')) return true
    return indexOfStep(network.value, stepThatComputes(network.value, quantity, layer, unit)) <= index.value
  }

  const microscope: Microscope = {
    isOpen,
    own,
    look,
    inHand,
    nudged,
    index,
    count,
    step,
    isPlaying: player.isPlaying,
    goTo(wanted) {
      player.stop()
      goTo(wanted)
    },
    goToStep(wanted) {
      player.stop()
      goToStep(wanted)
    },
    togglePlay() {
      if (!player.isPlaying.value && index.value >= count.value - 1) goTo(0)
      player.toggle()
    },
    knows,
    curve: (request) => ask('curve', (asked) => session.curve({ ...request, example: asked })),
    check: () => ask('check', session.checkExample),
    async pulls(weight, scope) {
      const asked = network.value
      const answer = await session.lookUp('pulls', () => session.pulls(weight, scope))
      // Whichever example is looked at, all of them pull.
      return network.value === asked ? answer : null
    },
  }
  return { microscope, shown }
}

function withHeldWeight(theta: Float32Array, inHand: ShallowRef<InHand | null>): Float32Array {
  const held = inHand.value
  return held?.target.kind === 'theta' ? theta.with(held.target.weight, held.value) : theta
}

function withNudged(trace: Look['trace'], nudged: Nudged | null): Look['trace'] {
  if (!nudged) return trace
  return {
    ...trace,
    a: Float32Array.from(nudged.a),
    z: Float32Array.from(nudged.z),
    slope: Float32Array.from(nudged.slope),
    delta: Float32Array.from(nudged.delta),
    gradient: nudged.gradient,
    cost: nudged.cost,
  }
}

function createPlayer(advance: () => void) {
  const isPlaying = ref(false)
  let timer: ReturnType<typeof setInterval> | undefined
  function stop(): void {
    clearInterval(timer)
    isPlaying.value = false
  }
  onScopeDispose(stop)
  return {
    isPlaying,
    stop,
    toggle() {
      const starts = !isPlaying.value
      stop()
      if (!starts) return
      isPlaying.value = true
      advance()
      timer = setInterval(advance, PLAY_PACE)
    },
  }
}
