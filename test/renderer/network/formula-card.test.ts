import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Experiment } from '../../../src/shared/experiment'
import { at, pass } from '../../independent/lecture'
import { latexOf } from '../formula/typeset-formulas'
import { experimentOf, lectureProblem } from './model-snapshot'
import { openNetwork, type OpenNetwork } from './open-network'

let opened: OpenNetwork | undefined
afterEach(() => {
  opened?.page.unmount()
  vi.unstubAllGlobals()
})

const problem = lectureProblem()
const lecture = pass(problem, problem.theta, at(problem.examples, 0))

/** XNOR's OR unit over AND and NOR, with weights that leave small numbers to compute by hand. */
const byHand: Experiment = {
  ...experimentOf(problem),
  network: {
    inputs: 2,
    layers: [
      { units: 2, activation: 'linear' },
      { units: 1, activation: 'linear' },
    ],
  },
  cost: 'squared-error',
  theta: [
    [
      [1, 2, -1],
      [0, 0.5, 0.25],
    ],
    [[-1, 3, 2]],
  ],
  dataset: { kind: 'inline', inputs: [[2, 4]], targets: [[1]], trainFraction: 1 },
}

async function choose(experiment: Experiment, layer: number, unit: number): Promise<OpenNetwork> {
  opened = await openNetwork(experiment)
  opened.lab.selection.pinned.value = { layer, unit }
  await opened.settle()
  return opened
}

function read(text: string): number {
  return Number(text.replaceAll(/[()\s]/g, '').replaceAll('−', '-'))
}

/** θ and what it is multiplied by, of each term of the line of numbers. */
function terms({ page }: OpenNetwork): number[][] {
  return page.findAll('.card .term').map((term) => term.text().split('·').map(read))
}

/** What the terms come to: z and a, or δ. */
function results({ page }: OpenNetwork): number[] {
  return page.findAll('.card .numbers strong').map((result) => read(result.text()))
}

/** The line of numbers without its spaces. */
function line({ page }: OpenNetwork): string {
  return page.get('.card .numbers').text().replaceAll(/\s+/g, '')
}

/** The line of symbols, as TeX. */
async function tex({ page }: OpenNetwork): Promise<string> {
  return at(await latexOf(page, '.card'), 0)
}

describe('forward', () => {
  it('shows each term and their sum', async () => {
    // z = 1 + 2·2 − 1·4 = 1, a = z
    const network = await choose(byHand, 2, 0)
    expect(await tex(network)).toMatch(
      /^z\^\{\(2\)\}_\{1\} = .*\\Theta\^\{\(1\)\}_\{10\}\\cdot 1.* \+ .*\\Theta\^\{\(1\)\}_\{11\} a\^\{\(1\)\}_\{1\}/,
    )
    expect(terms(network)).toEqual([
      [1, 1],
      [2, 2],
      [-1, 4],
    ])
    expect(results(network)).toEqual([1, 1])
  })

  it('shows the lecture’s numbers in the lecture’s network', async () => {
    const network = await choose(experimentOf(problem), 3, 0)
    expect(network.card()).toContain('sigmoid(z)')
    const [z, a] = results(network)
    expect(z).toBeCloseTo(at(at(lecture.z, 1), 0), 3)
    expect(a).toBeCloseTo(at(at(lecture.a, 2), 0), 3)
  })

  it('colours the terms magenta, red, cyan, as their edges’ numbers', async () => {
    const { page } = await choose(byHand, 2, 0)
    const colors = page.findAll('.numbers .term').map((term) => term.attributes('style'))
    expect(colors).toEqual(['color: var(--term-1);', 'color: var(--term-2);', 'color: var(--term-3);'])
    const labels = page.findAll('.edge-label').map((label) => label.attributes('style'))
    labels.forEach((style, index) => expect(style).toContain(`--term: var(--term-${index + 1})`))
  })

  it('stays live while the network trains', async () => {
    const network = await choose(experimentOf(problem), 2, 0)
    const before = terms(network)
    network.lab.run.stepEpoch()
    await network.settle()
    expect(terms(network)).not.toEqual(before)
    expect(terms(network)[0]?.[0]).toBeCloseTo(network.theta()[0] ?? NaN, 2)
  })

  it('folds a long sum', async () => {
    const inputs = 20
    const wide: Experiment = {
      ...byHand,
      network: { inputs, layers: [{ units: 1, activation: 'linear' }] },
      theta: [[Array.from({ length: inputs + 1 }, () => 1)]],
      dataset: { kind: 'inline', inputs: [Array.from({ length: inputs }, () => 2)], targets: [[0]], trainFraction: 1 },
    }
    const network = await choose(wide, 2, 0)
    // 1 + 20·2 = 41, of 21 terms four and the last stay.
    expect(network.card()).toContain('… 16 more …')
    expect(terms(network)).toHaveLength(5)
    expect(results(network)[0]).toBe(41)
  })

  it('opens a weight of the sum for editing', async () => {
    const { page, settle, theta } = await choose(byHand, 2, 1)
    await page.get('.numbers [aria-label="Change Θ1: from unit 2 to unit 2"]').trigger('click')
    await settle()
    const input = page.get<HTMLInputElement>('[role=dialog] input')
    await input.setValue('9')
    await input.trigger('keydown', { key: 'Enter' })
    await settle()
    expect(theta()[5]).toBe(9)
  })
})

describe('backward', () => {
  async function chooseBackward(experiment: Experiment, layer: number, unit: number): Promise<OpenNetwork> {
    const network = await choose(experiment, layer, unit)
    network.lab.selection.direction.value = 'backward'
    await network.settle()
    return network
  }

  it('shows the weighted sum of deltas, then times g′', async () => {
    // a₁ = 1, a₂ = 2, h = −1 + 3 + 4 = 6, δ of the output = 6 − 1 = 5; δ of unit 2 = 2·5·1 = 10
    const network = await chooseBackward(byHand, 2, 1)
    expect(terms(network)).toEqual([[2, 5]])
    expect(line(network)).toMatch(/\)·1[.0]*=/)
    expect(results(network)).toEqual([10])
  })

  it('shows the lecture’s δ of a hidden unit', async () => {
    const network = await chooseBackward(experimentOf(problem), 2, 1)
    expect(results(network)[0]).toBeCloseTo(at(at(lecture.delta, 0), 1), 4)
    expect(terms(network).map(([theta]) => theta)).toEqual(
      at(problem.theta, 1).map((row) => expect.closeTo(at(row, 2), 2)),
    )
  })

  it('shows a − y for an output, and says why the lecture has the opposite sign', async () => {
    const network = await chooseBackward(experimentOf(problem), 4, 0)
    const [a = '', y = ''] = line(network).replace(/^=/, '').split('=')[0]?.split('−') ?? []
    expect(read(a)).toBeCloseTo(at(at(lecture.a, 3), 0), 3)
    expect(read(y)).toBe(at(at(problem.examples, 0).y, 0))
    expect(results(network)[0]).toBeCloseTo(at(at(lecture.delta, 2), 0), 4)
    expect(network.card()).toContain('the lecture says y − a')
    expect(network.card()).not.toContain('g′')
  })

  it('writes a target that is no class in as many digits as the difference needs', async () => {
    // a = 6 as above
    const network = await choose(
      { ...byHand, dataset: { kind: 'inline', inputs: [[2, 4]], targets: [[5.98765]], trainFraction: 1 } },
      3,
      0,
    )
    network.lab.selection.direction.value = 'backward'
    await network.settle()
    const [a = 0, y = 0, slope = 0] = (line(network).match(/[\d.]+/g) ?? []).map(Number)
    const [delta = 0] = results(network)
    expect((a - y) * slope).toBeCloseTo(delta, 5)
    expect(delta).toBeCloseTo(0.01235, 5)
  })

  it('shows the factor g′ of an output under squared error', async () => {
    const network = await chooseBackward(byHand, 3, 0)
    expect(line(network)).toMatch(/^=\(6[.0]*−1\)·1[.0]*=5[.0]*/)
    expect(results(network)).toEqual([5])
  })
})

describe('without arithmetic', () => {
  it('says how to get at one', async () => {
    opened = await openNetwork(byHand)
    expect(opened.card()).toContain('Point at a unit')
  })

  it('says that an input has none', async () => {
    const { card } = await choose(byHand, 1, 0)
    expect(card()).toContain('An input comes from the data')
  })

  it('shows no number while there is none', async () => {
    const { lab, card } = await choose(byHand, 2, 0)
    lab.document.edit((experiment) => {
      const { theta, ...rest } = experiment
      const layers = experiment.network.layers.with(0, { units: 3, activation: 'tanh' })
      return { ...rest, initialization: { kind: 'zeros' }, network: { ...experiment.network, layers } }
    })
    await Promise.resolve()
    expect(lab.readings.model.value).toBeNull()
    expect(card()).not.toMatch(/\d\.\d/)
  })
})
