/** What the microscope shows belongs to the example, the network and the number that it is looking at now. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { indexOfStep } from '../../../../src/renderer/lab/microscope/steps'
import { at, forward, pass, type Example } from '../../../independent/lecture'
import { byHand, examples, problem } from '../../charts/open-reading'
import { openLab, trainEpochs, type OpenLab } from '../open-lab'
import { holdBack, type HeldBack } from '../../microscope/held-back'

let opened: OpenLab
let held: HeldBack

beforeEach(async () => {
  held = holdBack()
  opened = await openLab(byHand, held.through)
})
afterEach(() => {
  held.release()
  opened.close()
  vi.useRealTimers()
})

async function openMicroscope(example: number): Promise<void> {
  opened.lab.selection.example.value = example
  opened.lab.microscope.isOpen.value = true
  await opened.settle()
}

const theta = byHand.theta ?? []
const own = (example: number): Example => at(examples, example)

/** z of the output on show. */
const shownZ = (): number => opened.lab.shown.value?.trace.z[2] ?? NaN
const outputZ = (example: Example): number => at(at(forward(problem, theta, example.x).z, 1), 0)

describe('opened', () => {
  it('shows the chosen example, and nothing of it before the worker has answered', async () => {
    const { lab, settle } = opened
    held.hold('look')
    lab.selection.example.value = 2
    lab.microscope.isOpen.value = true
    await settle()
    expect(lab.microscope.look.value).toBeNull()
    held.release()
    await settle()
    expect(lab.microscope.look.value?.trace.example).toBe(2)
    expect(shownZ()).toBeCloseTo(outputZ(own(2)), 5)
  })

  it('pauses the run, and closed leaves it paused', async () => {
    const { lab, settle } = opened
    lab.run.train()
    await settle()
    expect(lab.run.running.value).toBe(true)
    lab.microscope.isOpen.value = true
    await settle()
    expect(lab.run.running.value).toBe(false)
    lab.microscope.isOpen.value = false
    await settle()
    expect(lab.run.running.value).toBe(false)
    expect(lab.shown.value).toBe(lab.readings.model.value)
  })

  it('shows the update that the next step then makes', async () => {
    const { lab, settle } = opened
    await openMicroscope(0)
    const promised = lab.microscope.look.value?.updatedTheta
    lab.run.stepExample() // the first example comes first: nothing is shuffled
    await settle()
    expect(lab.readings.model.value?.theta).toEqual(promised)
    expect(lab.microscope.look.value?.theta).toEqual(promised)
  })
})

describe('what the user has chosen to see', () => {
  it('stays when the microscope opens, and comes back when it closes', async () => {
    const { lab, settle } = opened
    const { selection, microscope } = lab
    selection.direction.value = 'backward'
    selection.edgesShow.value = 'flow'
    await openMicroscope(0)
    const seen = (): unknown => [selection.direction.value, selection.edgesShow.value]
    expect(seen()).toEqual(['backward', 'flow'])
    microscope.goTo(1)
    expect(seen()).toEqual(['forward', 'theta'])
    microscope.isOpen.value = false
    await settle()
    expect(seen()).toEqual(['backward', 'flow'])
  })

  it.each([
    ['forward', { kind: 'forward', layer: 2, unit: 1 }],
    ['backward', { kind: 'delta', stage: 'gate', layer: 2, unit: 1 }],
  ] as const)('is where the walk begins: at the chosen unit, %s', async (direction, step) => {
    const { selection, microscope } = opened.lab
    selection.pinned.value = { layer: 2, unit: 1 }
    selection.direction.value = direction
    await opened.settle()
    await openMicroscope(0)
    expect(microscope.step.value).toEqual(step)
    expect(selection.pinned.value).toEqual({ layer: 2, unit: 1 })
    expect(selection.direction.value).toBe(direction)
  })
})

describe('an answer that comes too late', () => {
  it('for another example is never shown', async () => {
    const { lab, settle } = opened
    await openMicroscope(0)
    held.hold('look')
    lab.selection.example.value = 1
    await settle()
    lab.selection.example.value = 3
    await settle()
    expect(lab.microscope.look.value?.trace.example).toBe(0)
    held.release()
    const seen: unknown[] = []
    for (let round = 0; round < 20; round++) {
      await new Promise((resolve) => setTimeout(resolve))
      seen.push(lab.microscope.look.value?.trace.example)
    }
    expect(seen).not.toContain(1)
    expect(seen.at(-1)).toBe(3)
  })

  it('for another network is never shown', async () => {
    const { lab, settle } = opened
    await openMicroscope(0)
    held.hold('look')
    lab.selection.example.value = 1
    await settle()
    lab.document.edit(({ theta: _theta, ...experiment }) => ({
      ...experiment,
      initialization: { kind: 'xavier-uniform' },
      network: { inputs: 2, layers: [3, 1].map((units) => ({ units, activation: 'sigmoid' })) },
    }))
    expect(lab.microscope.look.value).toBeNull()
    held.release()
    for (let round = 0; round < 20; round++) {
      await new Promise((resolve) => setTimeout(resolve))
      expect([undefined, 3 * 3 + 4]).toContain(lab.microscope.look.value?.theta.length)
    }
    expect(lab.microscope.look.value?.theta).toHaveLength(13)
  })

  it('to a curve, a check or a pull is dropped', async () => {
    const { lab, settle } = opened
    await openMicroscope(0)
    for (const name of ['curve', 'checkExample', 'pulls'] as const) held.hold(name)
    const { microscope } = lab
    const answers = Promise.all([
      microscope.curve({ target: { kind: 'z', layer: 2, unit: 0 }, from: 0, to: 1, samples: 2 }),
    ])
    await settle()
    lab.selection.example.value = 2
    held.release()
    expect(await answers).toEqual([null])
  })

  it('to a number that was let go, or to another one, moves nothing', async () => {
    const { lab, settle } = opened
    await openMicroscope(0)
    const { microscope } = lab
    held.hold('nudge')
    microscope.inHand.value = { target: { kind: 'z', layer: 2, unit: 0 }, value: 3 }
    await settle()
    microscope.inHand.value = { target: { kind: 'z', layer: 2, unit: 1 }, value: 3 }
    held.release()
    const seen = new Set<number>()
    for (let round = 0; round < 10; round++) {
      await new Promise((resolve) => setTimeout(resolve))
      seen.add(shownZ())
    }
    const [z1 = NaN, z2 = NaN] = at(forward(problem, theta, own(0).x).z, 0)
    const moved = (first: number, second: number): number => {
      const [bias = NaN, ...weights] = at(at(theta, 1), 0)
      return bias + [first, second].reduce((sum, z, j) => sum + at(weights, j) / (1 + Math.exp(-z)), 0)
    }
    expect([...seen].some((z) => Math.abs(z - moved(3, z2)) < 1e-6)).toBe(false)
    expect(shownZ()).toBeCloseTo(moved(z1, 3), 6)

    held.hold('nudge')
    microscope.inHand.value = { target: { kind: 'z', layer: 2, unit: 0 }, value: -3 }
    await settle()
    microscope.inHand.value = null
    held.release()
    await settle()
    expect(shownZ()).toBeCloseTo(outputZ(own(0)), 5)
  })
})

describe('a number in hand', () => {
  it('moves z, a and the cost to its right, and nothing to its left', async () => {
    const { lab, settle } = opened
    await openMicroscope(1)
    const before = pass(problem, theta, own(1))
    lab.microscope.inHand.value = { target: { kind: 'theta', weight: 6 }, value: 2 } // the output’s bias
    await settle()
    const withBias = theta.map((block, l) => (l === 1 ? block.map((row) => [2, ...row.slice(1)]) : block))
    const after = pass(problem, withBias, own(1))
    const { trace, theta: shownTheta } = lab.shown.value ?? {}
    expect([...(trace?.z ?? [])].map((z) => z.toFixed(5))).toEqual(after.z.flat().map((z) => z.toFixed(5)))
    expect(trace?.z[0]).toBeCloseTo(at(before.z.flat(), 0), 6)
    expect(trace?.cost).toBeCloseTo(after.cost, 6)
    expect(shownTheta?.[6]).toBe(2)
    expect(lab.readings.model.value?.theta[6]).toBe(0.125)
  })

  it('falls from the hand when the example, the weights or the network change', async () => {
    const { lab, settle } = opened
    const take = async (): Promise<void> => {
      lab.microscope.inHand.value = { target: { kind: 'z', layer: 2, unit: 0 }, value: 3 }
      await settle()
      expect(lab.microscope.nudged.value).not.toBeNull()
    }
    await openMicroscope(1)
    const changes = [
      () => (lab.selection.example.value = 2),
      () => lab.run.stepExample(),
      () => lab.document.edit((experiment) => ({ ...experiment, network: { ...experiment.network } })),
      () => (lab.microscope.isOpen.value = false),
    ]
    for (const change of changes) {
      await take()
      change()
      await settle()
      expect(lab.microscope.inHand.value).toBeNull()
      expect(lab.microscope.nudged.value).toBeNull()
    }
  })
})

describe('the walk', () => {
  it('knows a number from its own step on, and everything while the network trains', async () => {
    const { lab, settle } = opened
    await openMicroscope(0)
    const { microscope } = lab
    const { network } = byHand
    microscope.goToStep({ kind: 'forward', layer: 2, unit: 1 })
    expect(microscope.knows('a', 1, 0)).toBe(true)
    expect(microscope.knows('z', 2, 1)).toBe(true)
    expect(microscope.knows('z', 3, 0)).toBe(false)
    expect(microscope.knows('delta', 2, 0)).toBe(false)
    microscope.goToStep({ kind: 'delta', stage: 'sum', layer: 2, unit: 0 })
    expect(microscope.knows('sum', 2, 0)).toBe(true)
    expect(microscope.knows('delta', 2, 0)).toBe(false)
    expect(microscope.index.value).toBe(indexOfStep(network, microscope.step.value))
    lab.run.train()
    await settle()
    expect(microscope.knows('updated', 3, 0)).toBe(true)
    lab.run.pause()
    await settle()
    expect(microscope.knows('updated', 3, 0)).toBe(false)
  })

  it('stays within its ends, and lights the unit of the step', async () => {
    await openMicroscope(0)
    const { microscope, selection } = opened.lab
    microscope.goTo(-5)
    expect(microscope.index.value).toBe(0)
    expect(selection.pinned.value).toBeNull()
    microscope.goTo(1e6)
    expect(microscope.index.value).toBe(microscope.count.value - 1)
    expect(selection.pinned.value).toEqual({ layer: 3, unit: 0 })
    microscope.goToStep({ kind: 'delta', stage: 'gate', layer: 2, unit: 1 })
    expect([selection.direction.value, selection.edgesShow.value]).toEqual(['backward', 'flow'])
  })

  it('goes to the unit that is chosen in the drawing, by the same kind of step', async () => {
    await openMicroscope(0)
    const { lab, settle } = opened
    const choose = async (layer: number, unit: number): Promise<unknown> => {
      lab.selection.pinned.value = { layer, unit }
      await settle()
      return lab.microscope.step.value
    }
    expect(await choose(2, 1)).toEqual({ kind: 'forward', layer: 2, unit: 1 })
    lab.microscope.goToStep({ kind: 'delta', stage: 'output', layer: 3, unit: 0 })
    await settle()
    expect(await choose(2, 0)).toEqual({ kind: 'delta', stage: 'gate', layer: 2, unit: 0 })
    lab.microscope.goToStep({ kind: 'update', layer: 2, unit: 0 })
    await settle()
    expect(await choose(3, 0)).toEqual({ kind: 'update', layer: 3, unit: 0 })
    expect(await choose(1, 0)).toEqual({ kind: 'inputs' })
  })

  it('plays to its end, and then from its start', async () => {
    await openMicroscope(0)
    const { microscope } = opened.lab
    vi.useFakeTimers()
    microscope.goTo(microscope.count.value - 3)
    microscope.togglePlay()
    expect(microscope.index.value).toBe(microscope.count.value - 2)
    vi.advanceTimersByTime(5000)
    expect(microscope.index.value).toBe(microscope.count.value - 1)
    expect(microscope.isPlaying.value).toBe(false)
    microscope.togglePlay()
    expect(microscope.index.value).toBe(1)
    microscope.goTo(4)
    vi.advanceTimersByTime(5000)
    expect(microscope.index.value).toBe(4)
  })

  it('starts over in another network', async () => {
    await openMicroscope(0)
    const { lab } = opened
    lab.microscope.goTo(7)
    lab.document.edit((experiment) => ({ ...experiment, network: { ...experiment.network } }))
    expect(lab.microscope.index.value).toBe(0)
  })
})

it('an example of one’s own goes through the network as it is', async () => {
  await openMicroscope(0)
  const { lab, settle } = opened
  const typed = { x: [0.5, -2], y: [1] }
  lab.microscope.own.value = typed
  await settle()
  const expected = pass(problem, theta, typed)
  expect(lab.microscope.look.value?.trace.cost).toBeCloseTo(expected.cost, 5)
  expect(shownZ()).toBeCloseTo(at(at(expected.z, 1), 0), 5)
  await trainEpochs(opened, 1)
  expect(lab.microscope.look.value?.trace.example).toBe(-1)
})
