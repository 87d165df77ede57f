import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Experiment } from '../../../src/shared/experiment'
import { experimentOf, lectureProblem } from './model-snapshot'
import { openNetwork, type OpenNetwork } from './open-network'

let opened: OpenNetwork | undefined
afterEach(() => {
  opened?.page.unmount()
  vi.unstubAllGlobals()
})

const problem = lectureProblem()

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

describe('what the edges show', () => {
  const choices = async (network: OpenNetwork, label: string): Promise<void> => {
    const found = network.page.findAll('label').find((candidate) => candidate.text() === label)
    await found?.get('input').setValue(true)
    await network.settle()
  }
  const labels = ({ page }: OpenNetwork): number[] =>
    page.findAll('.edge-label').map((label) => Number(label.text().replaceAll('−', '-')))

  it('is θ, θ·δ or ∂J/∂θ, on the edges and in the legend', async () => {
    const network = await choose(byHand, 3, 0)
    expect(labels(network)).toEqual([-1, 3, 2])
    // δ of the output is 5.
    await choices(network, 'θ·δ')
    // Nothing flows back to the bias unit.
    expect(labels(network)).toEqual([15, 10])
    expect(network.lab.selection.direction.value).toBe('backward')
    // ∂J/∂Θ = δ·a with a = (1, 1, 2)
    await choices(network, '∂J/∂θ')
    expect(labels(network)).toEqual([5, 5, 10])
    // The largest of all: δ₁·x₂ = 3·5·4
    expect(network.page.get('.legend').text()).toContain('60.0')
  })

  it('is what flows on the way that is looked at', async () => {
    const network = await choose(byHand, 2, 0)
    await choices(network, 'Backward')
    expect(network.lab.selection.edgesShow.value).toBe('flow')
    await choices(network, 'Forward')
    expect(network.lab.selection.edgesShow.value).toBe('theta')
  })
})
